from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pyogrio
import pytest
from lxml import etree

from dossier_making import HandReading, claim_of, make_report
from export.test_geojson import RIVER
from heldby.export import export
from heldby.export.tables import CLAIMS, CONTROL, EVENTS, PLACES, Table
from heldby.model import PlaceRef
from heldby.store import ClaimFilter, Dossier


@pytest.fixture
def package(record: Dossier, tmp_path: Path) -> Iterator[Path]:
    """A GeoPackage of the record, with a river among the claims."""
    report, original = make_report("IS left the river & <b>its</b> villages.")
    river = PlaceRef(text="the river", precision="line", geometry=RIVER)
    claim = claim_of(report, report.text, type="withdraw", actor=["IS"], place=[]).model_copy(update={"place": (river,)})
    record.add(report, original, HandReading(report, (), (claim,)))
    file = tmp_path / "record.gpkg"
    with file.open("wb") as out:
        assert export("geopackage", record, record.conclusions(), ClaimFilter(), out) == 3 + 6 + 3 + 4
    yield file


@pytest.mark.parametrize("table", [PLACES, CONTROL, EVENTS, CLAIMS], ids=lambda table: table.name)
def test_gdal_reads_each_layer_as_it_is_in_the_record(record: Dossier, package: Path, table: Table) -> None:
    frame = pyogrio.read_dataframe(package, layer=table.name)
    shapes = list(table.shapes(record, record.conclusions(), ClaimFilter()))
    assert str(frame.crs) == "EPSG:4326" and len(frame) == len(shapes)
    assert list(frame["id"]) == [row["id"] for row, _ in shapes] and list(frame["quote"]) == [row["quote"] for row, _ in shapes]
    for found, (_, geometry) in zip(frame.geometry, shapes, strict=True):
        assert found.__geo_interface__["type"] == geometry["type"]
        line = geometry["coordinates"] if geometry["type"] == "LineString" else [geometry["coordinates"]]
        assert [list(one) for one in found.coords] == line
    for column in ("first", "last"):
        assert str(frame[column].dtype).startswith("datetime64")
        assert [None if one != one else one.date() for one in frame[column]] == [row[column] for row, _ in shapes]


def test_columns_have_types(package: Path) -> None:
    fields = dict(zip(*(pyogrio.read_info(package, layer="control")[part] for part in ("fields", "ogr_types")), strict=True))
    assert {fields[name] for name in ("first", "last", "published")} == {"OFTDate"}
    assert (fields["p"], fields["claims"]) == ("OFTReal", "OFTString")
    assert pyogrio.read_info(package, layer="control")["geometry_type"] == "Point"


def test_the_card_is_the_metadata_of_the_file(package: Path) -> None:
    metadata = pyogrio.read_info(package, layer="places")["dataset_metadata"]
    assert "## Known bias" in metadata["GPKG_METADATA_ITEM_1"]


def test_each_layer_has_a_style_that_names_its_values(package: Path) -> None:
    with closing(sqlite3.connect(package)) as connection:
        styles = dict(connection.execute("SELECT f_table_name, styleQML FROM layer_styles WHERE useAsDefault"))
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    assert sorted(styles) == ["claims", "control", "events", "places"]
    for name, column in (("places", "side"), ("control", "side"), ("events", "type"), ("claims", "kind")):
        root = etree.fromstring(styles[name])
        renderer = root.find("renderer-v2")
        drawn = {one.get("value") for one in renderer.iter("category")}
        assert renderer.get("attr") == column
        assert set(pyogrio.read_dataframe(package, layer=name)[column].dropna()) <= drawn
        assert {one.get("symbol") for one in renderer.iter("category")} == {one.get("name") for one in renderer.iter("symbol")}
        assert (root.find("temporal").get("startField"), root.find("temporal").get("endField")) == ("first", "last")
