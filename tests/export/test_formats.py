from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from typer.testing import CliRunner

from dossier_samples import add_capture
from heldby.cli.app import build
from heldby.cli.schema import describe
from heldby.export import FORMATS, export
from heldby.store import ClaimFilter, Dossier


def written(record: Dossier, name: str, **wanted: object) -> str:
    out = io.StringIO()
    export(name, record, record.conclusions(), ClaimFilter(**wanted), out)  # type: ignore[arg-type]
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "subject"), [("claims-jsonl", "claim"), ("mentions-jsonl", "mention"), ("events-jsonl", "event"), ("control-jsonl", "control")]
)
def test_every_line_matches_the_public_schema(record: Dossier, name: str, subject: str) -> None:
    validator = Draft202012Validator(describe(subject))
    lines = written(record, name).splitlines()
    assert len(lines) == 3
    for line in lines:
        validator.validate(json.loads(line))


def test_every_format_writes_records_and_counts_them(record: Dossier) -> None:
    for one in FORMATS:
        out = io.BytesIO() if one.binary else io.StringIO()
        assert export(one.name, record, record.conclusions(), ClaimFilter(), out) >= 3, one.name
        assert out.getvalue()


def test_geojson_geometry_is_null_where_no_point_is_known(record: Dossier) -> None:
    snapshot = record.conclusions()
    unplaced = snapshot.controls[0].model_copy(update={"lat": None, "lon": None, "id": "somewhere"})
    out = io.StringIO()
    export("geojson", record, snapshot._replace(controls=[snapshot.controls[1], unplaced]), ClaimFilter(), out)
    features = json.loads(out.getvalue())["features"]
    points = [
        feature["geometry"] and feature["geometry"]["coordinates"] for feature in features if feature["properties"]["kind"] == "control"
    ]
    assert points == [[41.09, 34.37], [41.09, 34.37], None, None]


def test_csv_has_one_row_per_claim_with_outlet_and_day(record: Dossier) -> None:
    rows = list(csv.DictReader(io.StringIO(written(record, "csv"))))
    assert [(row["outlet"], row["published"], row["first"], row["place"]) for row in rows] == [
        ("Agency A", "2017-11-17", "2017-11-17", "Rawa"),
        ("Agency B", "2017-11-03", "2017-11-03", "al-Qaim"),
        ("Agency C", "2017-11-09", "2017-11-09", "Abu Kamal"),
    ]


def test_csv_cells_never_become_formulas(record: Dossier) -> None:
    add_capture(record, '=HYPERLINK("http://example.org") says Iraqi forces took Rawa from IS', "Rawa", "2017-11-18", source="@outlet")
    row = list(csv.DictReader(io.StringIO(written(record, "csv"))))[-1]
    assert row["quote"].startswith("'=HYPERLINK") and row["outlet"] == "'@outlet"


def test_export_uses_nothing_published_later(record: Dossier) -> None:
    import datetime as dt

    assert len(written(record, "claims-jsonl", known_on=dt.date(2017, 11, 9)).splitlines()) == 2
    assert len(written(record, "mentions-jsonl", known_on=dt.date(2017, 11, 9)).splitlines()) == 2


def test_no_redacted_export_contains_what_was_redacted(record: Dossier, tmp_path: Path) -> None:
    (record.folder / "sensitive.toml").write_text('places = ["Rawa"]\nsources = ["Agency C"]\n')
    ask = ["--dossier", str(record.folder), "--coarsen", "50", "-o"]
    for one in FORMATS:
        file = tmp_path / "out"
        assert CliRunner().invoke(build(), ["export", one.name, *ask, str(file)]).exit_code == 0
        text = file.read_text("utf-8")
        assert not re.findall(r"Rawa|Agency C|34\.37|41\.09", text), one.name
        assert "al-Qaim" in text or one.name == "mentions-jsonl"
