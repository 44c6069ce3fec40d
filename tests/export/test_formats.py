from __future__ import annotations

import io
import json

import pytest
from jsonschema import Draft202012Validator

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


def test_export_uses_nothing_published_later(record: Dossier) -> None:
    import datetime as dt

    assert len(written(record, "claims-jsonl", known_on=dt.date(2017, 11, 9)).splitlines()) == 2
    assert len(written(record, "mentions-jsonl", known_on=dt.date(2017, 11, 9)).splitlines()) == 2
