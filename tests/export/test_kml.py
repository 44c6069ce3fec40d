from __future__ import annotations

from pathlib import Path

import pytest
from fastkml import KML
from fastkml.validator import validate

from dossier_making import HandReading, claim_of, make_report
from dossier_samples import add_capture
from export.test_geojson import RIVER
from heldby.export import export
from heldby.model import PlaceRef
from heldby.store import ClaimFilter, Dossier

HOLE = [[40.5, 34.2], [40.6, 34.2], [40.6, 34.3], [40.5, 34.2]]
SHAPES = [
    RIVER,
    {
        "type": "Polygon",
        "coordinates": [[[40, 34], [41, 34], [41, 35], [40, 34]], [[40.5, 34.2], [40.6, 34.2], [40.6, 34.3], [40.5, 34.2]]],
    },
    {"type": "MultiLineString", "coordinates": [RIVER["coordinates"], [[42, 34], [43, 34]]]},
]


def written(record: Dossier, folder: Path) -> Path:
    file = folder / "record.kml"
    with file.open("w", encoding="utf-8") as out:
        export("kml", record, record.conclusions(), ClaimFilter(), out)
    return file


def test_placemarks_have_the_points_and_days_of_the_record(record: Dossier, tmp_path: Path) -> None:
    control, events, claims = KML.parse(written(record, tmp_path)).features[0].features
    assert [len(one.features) for one in (control, events, claims)] == [6, 3, 3]
    intervals = [(place, one) for place in record.conclusions().controls for one in place.intervals]
    for mark, (place, interval) in zip(control.features, intervals, strict=True):
        assert (mark.geometry.x, mark.geometry.y) == (place.lon, place.lat) and mark.name == f"{place.place}: {interval.holder}"
        begin, end = (one and one.dt for one in (mark.times.begin, mark.times.end))
        assert (begin, end) == (interval.first, interval.last)
    data = {one.name: one.value for one in claims.features[0].extended_data.elements}
    assert data["quote"] == next(record.claims()).quote and data["by"] == "Agency A" and "url" not in data


def test_the_file_is_valid_against_the_schema_whatever_the_report_contains(record: Dossier, tmp_path: Path) -> None:
    add_capture(record, 'Iraqi forces took <script>alert("Rawa")</script> & ]]> \x0b from IS.', "Rawa", None, source="A & <b>B</b>")
    report, original = make_report("IS left the river.")
    places = tuple(PlaceRef(text="the river", geometry=shape) for shape in SHAPES)
    claim = claim_of(report, report.text, type="withdraw", actor=["IS"], place=[]).model_copy(update={"place": places})
    record.add(report, original, HandReading(report, (), (claim,)))
    file = written(record, tmp_path)
    assert validate(file_to_validate=file)
    marks = KML.parse(file).features[0].features[2].features
    assert "&lt;script&gt;" in marks[3].description and "<script" not in marks[3].description
    assert marks[3].times is None and "\x0b" not in file.read_text("utf-8")
    assert [mark.geometry.geom_type for mark in marks[4:]] == ["LineString", "Polygon", "MultiLineString"]


def test_nothing_in_the_file_is_fetched(record: Dossier, tmp_path: Path) -> None:
    text = written(record, tmp_path).read_text("utf-8")
    assert not any(tag in text for tag in ("<href", "<Icon>", "NetworkLink", "<img", "<script"))


@pytest.mark.parametrize("layer", ["control", "events"])
def test_gdal_opens_it(record: Dossier, tmp_path: Path, layer: str) -> None:
    import pyogrio

    file = written(record, tmp_path)
    name = next(name for name, _ in pyogrio.list_layers(file) if name.startswith(layer))
    assert len(pyogrio.read_dataframe(file, layer=name)) == {"control": 6, "events": 3}[layer]
