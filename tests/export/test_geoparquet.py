from __future__ import annotations

import io
import json

import geopandas
import pyarrow.parquet
import pytest
from shapely.geometry import mapping, shape

from dossier_making import HandReading, claim_of, make_report
from export.test_kml import SHAPES
from heldby.export import export
from heldby.export.tables import CLAIMS, CONTROL, EVENTS, PLACES, Table
from heldby.model import PlaceRef
from heldby.store import ClaimFilter, Dossier


def written(record: Dossier, layer: str) -> io.BytesIO:
    out = io.BytesIO()
    export(f"{layer}-geoparquet", record, record.conclusions(), ClaimFilter(), out)
    out.seek(0)
    return out


@pytest.mark.parametrize("table", [CLAIMS, EVENTS, CONTROL, PLACES], ids=lambda table: table.name)
def test_geopandas_reads_the_points_of_the_record(record: Dossier, table: Table) -> None:
    frame = geopandas.read_parquet(written(record, table.name))
    shapes = list(table.shapes(record, record.conclusions(), ClaimFilter()))
    assert frame.crs == "OGC:CRS84" and list(frame["id"]) == [row["id"] for row, _ in shapes]
    assert [(one.x, one.y) for one in frame.geometry] == [tuple(geometry["coordinates"]) for _, geometry in shapes if geometry]
    assert list(frame["first"]) == [row["first"] for row, _ in shapes]


def test_lines_and_areas_keep_every_position_and_unknown_points_are_null(record: Dossier) -> None:
    report, original = make_report("IS left the river.")
    places = (PlaceRef(text="nowhere"), *(PlaceRef(text="the river", geometry=one) for one in SHAPES))
    claim = claim_of(report, report.text, type="withdraw", actor=["IS"], place=[]).model_copy(update={"place": places})
    record.add(report, original, HandReading(report, (), (claim,)))
    out = written(record, "claims")
    geo = json.loads(pyarrow.parquet.read_metadata(out).metadata[b"geo"])
    assert (geo["version"], geo["primary_column"]) == ("1.1.0", "geometry")
    assert geo["columns"]["geometry"] == {
        "encoding": "WKB", "geometry_types": ["LineString", "MultiLineString", "Point", "Polygon"], "bbox": [40, 34, 43, 35],
    }  # fmt: skip
    found = list(geopandas.read_parquet(out).geometry)[3:]
    assert found[0] is None
    assert [mapping(one) for one in found[1:]] == [mapping(shape(one)) for one in SHAPES]


def test_the_card_is_in_the_metadata(record: Dossier) -> None:
    assert b"## Known bias" in pyarrow.parquet.read_metadata(written(record, "control")).metadata[b"dataset_card"]
