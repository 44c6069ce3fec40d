"""Data frames: the same rows as the exports, with types and unknown values kept."""

from __future__ import annotations

import csv
import datetime as dt
import io
from pathlib import Path
from typing import get_args

import pandas as pd
import pytest

from dossier_making import HandReading, claim_of, make_report
from heldby.export import export
from heldby.export.data_frame import FrameName, columns_of, frame_of, table_frame
from heldby.model import Claim, Control, Event, Interval, Report
from heldby.store import ClaimFilter, Dossier

NAMES = get_args(FrameName)


def frame(dossier: Dossier, name: FrameName, **wanted: object) -> pd.DataFrame:
    return table_frame(name, dossier, dossier.conclusions(), ClaimFilter(**wanted))  # type: ignore[arg-type]


@pytest.mark.parametrize("name", NAMES)
def test_a_frame_has_the_rows_and_columns_of_the_csv_export(record: Dossier, name: FrameName) -> None:
    out = io.StringIO()
    export(f"{name}-csv", record, record.conclusions(), ClaimFilter(), out)
    header, *rows = csv.reader(io.StringIO(out.getvalue()))
    found = frame(record, name)
    assert list(found.columns) == header and len(found) == len(rows) >= 3
    for column, cells in zip(header, zip(*rows, strict=True), strict=True):
        assert list(found[column].isna()) == [cell == "" for cell in cells], column


def test_types_and_unknown_values_are_kept(record: Dossier) -> None:
    report, original = make_report("Rebels fought near a village.", published=None)
    claim = claim_of(report, "Rebels fought near a village.", type="clash", actor=["Rebels"], place=["a village"])
    record.add(report, original, HandReading(report, (), (claim,)))
    found = frame(record, "claims").set_index("id")
    assert found["first"].dtype == "datetime64[s]" and found["start"].dtype == "Int64" and found["lat"].dtype == "float64"
    assert sorted(found["first"].dropna()) == [pd.Timestamp("2017-11-03"), pd.Timestamp("2017-11-09"), pd.Timestamp("2017-11-17")]
    row = found.loc[claim.id]
    unknown = row[["first", "lat", "gw", "target", "published", "estimated", "place_id"]].isna()
    assert unknown.tolist() == [True, True, False, True, True, True, True]
    assert (row["gw"], row["start"], row["actor"]) == (645, 0, "Rebels")


def test_the_ged_frame_has_integers_and_dates_where_ged_has_them(record: Dossier) -> None:
    found = frame(record, "ged")
    assert {found[one].dtype.name for one in ("id", "year", "best", "date_prec", "priogrid_gid", "country_id")} == {"Int64"}
    assert found["date_start"].dt.year.tolist() == found["year"].tolist() and found["best"].isna().all()


def test_the_claims_frame_obeys_filters_and_days(record: Dossier) -> None:
    assert frame(record, "claims", place="Rawa")["place"].tolist() == ["Rawa"]
    assert len(frame(record, "claims", known_on=dt.date(2017, 11, 9))) == 2


def test_an_unknown_frame_lists_the_frames(record: Dossier) -> None:
    with pytest.raises(ValueError, match="claims, events, control, places, mentions, ged"):
        frame(record, "holders")  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", [Claim, Event, Control, Report])
def test_an_empty_result_has_the_columns_and_types_of_a_full_one(kind: type[Claim], record: Dossier) -> None:
    snapshot = record.conclusions()
    items = {Claim: record.claims(), Event: snapshot.events, Control: snapshot.controls, Report: record.reports()}[kind]
    full, empty = frame_of(kind, items), frame_of(kind, [])  # type: ignore[arg-type]
    assert len(full) == 3 and len(empty) == 0
    assert list(full.dtypes.items()) == list(empty.dtypes.items())


def test_fields_of_objects_get_the_types_of_their_annotations() -> None:
    columns = columns_of(Claim)
    assert {name: columns[name] for name in ("start", "when_first", "when_estimated", "value_low", "type", "actor", "source_via")} == {
        "start": "Int64", "when_first": "datetime64[s]", "when_estimated": "boolean", "value_low": "float64", "type": "string",
        "actor": "string", "source_via": "object",
    }  # fmt: skip
    assert columns_of(Interval)["claims"] == "string"


def test_dates_outside_the_range_of_nanoseconds_stay_exact() -> None:
    control = Interval(first=dt.date(1, 1, 1), last=dt.date(9999, 12, 31), holder=None, side=None, status="unknown", p=0.0)
    found = frame_of(Interval, [control])
    assert (found["first"].dt.year[0], found["last"].dt.year[0]) == (1, 9999) and found["holder"].isna().all()


def test_parquet_keeps_what_the_frame_has(record: Dossier, tmp_path: Path) -> None:
    found = frame(record, "control")
    found.to_parquet(tmp_path / "control.parquet")
    assert pd.read_parquet(tmp_path / "control.parquet")["first"].tolist() == found["first"].tolist()
