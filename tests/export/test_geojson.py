from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pyogrio
import pytest

from dossier_making import HandReading, claim_of, make_report, place
from heldby.export import export
from heldby.model import PlaceRef
from heldby.store import ClaimFilter, Dossier

RIVER = {"type": "LineString", "coordinates": [[40.9, 34.4], [41.1, 34.3]]}


def features(record: Dossier, layer: str) -> list[dict[str, Any]]:
    out = io.StringIO()
    export(f"{layer}-geojson", record, record.conclusions(), ClaimFilter(), out)
    return list(json.loads(out.getvalue())["features"])


@pytest.mark.parametrize(("layer", "count"), [("claims", 3), ("events", 3), ("control", 6), ("places", 3)])
def test_gdal_reads_every_feature_with_its_point(record: Dossier, tmp_path: Path, layer: str, count: int) -> None:
    file = tmp_path / f"{layer}.geojson"
    with file.open("w", encoding="utf-8") as out:
        assert export(f"{layer}-geojson", record, record.conclusions(), ClaimFilter(), out) == count
    frame = pyogrio.read_dataframe(file)
    assert len(frame) == count and str(frame.crs) == "EPSG:4326"
    assert [(one.x, one.y) for one in frame.geometry] == list(zip(frame["lon"], frame["lat"], strict=True))
    assert (34.48, 41.91) in set(zip(frame["lat"], frame["lon"], strict=True))


def test_a_feature_says_who_says_so_and_where(record: Dossier) -> None:
    claim = next(record.claims())
    properties = features(record, "claims")[0]["properties"]
    assert properties["quote"] == claim.quote and properties["report"] == claim.report
    assert (properties["by"], properties["published"], properties["first"]) == ("Agency A", "2017-11-17", "2017-11-17")
    assert properties["source"] is None and properties["url"] is None


def test_each_place_of_a_claim_has_a_feature_of_its_own(record: Dossier) -> None:
    report, original = make_report("IS left Rawa, Jabbab and the river.")
    river = PlaceRef(text="the river", precision="line", geometry=RIVER)
    claim = claim_of(report, report.text, type="withdraw", actor=["IS"], place=[])
    claim = claim.model_copy(update={"place": (place("Rawa"), place("Jabbab"), river)})
    record.add(report, original, HandReading(report, (), (claim,)))
    found = [one for one in features(record, "claims") if one["properties"]["id"] == claim.id]
    assert [one["geometry"] for one in found] == [{"type": "Point", "coordinates": [41.91, 34.48]}, None, RIVER]
    assert [(one["properties"]["place"], one["properties"]["place_number"], one["properties"]["places"]) for one in found] == [
        ("Rawa", 1, 3), ("Jabbab", 2, 3), ("the river", 3, 3),
    ]  # fmt: skip


BROKEN = ({"type": "Point"}, {"type": "Point", "coordinates": ["x", 1]}, {"type": "Point", "coordinates": [999, 1]})


@pytest.mark.parametrize("broken", BROKEN)
def test_a_broken_geometry_is_left_out_and_the_claim_kept(record: Dossier, broken: dict[str, Any]) -> None:
    report, original = make_report("IS left the river.")
    river = PlaceRef(text="the river", precision="line", geometry=broken)
    claim = claim_of(report, report.text, type="withdraw", actor=["IS"], place=[]).model_copy(update={"place": (river,)})
    record.add(report, original, HandReading(report, (), (claim,)))
    assert [one["geometry"] for one in features(record, "claims") if one["properties"]["id"] == claim.id] == [None]


def test_control_and_events_in_one_file_are_told_apart(record: Dossier) -> None:
    out = io.StringIO()
    export("geojson", record, record.conclusions(), ClaimFilter(), out)
    found = json.loads(out.getvalue())["features"]
    assert [one["properties"]["kind"] for one in found] == ["control"] * 6 + ["event"] * 3
    assert all(one["properties"]["quote"] and one["properties"]["by"] for one in found)
