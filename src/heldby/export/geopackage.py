"""GeoPackage 1.3: the layers places, control, events and claims, with styles for QGIS and the dataset card.

Written with sqlite3, so that it needs no library. Source: OGC 12-128r17, GeoPackage Encoding Standard 1.3.
"""

from __future__ import annotations

import datetime as dt
import shutil
import sqlite3
import struct
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any

from heldby.export import geopackage_schema as schema
from heldby.export import qgis_style
from heldby.export.dataset_card import card_text
from heldby.export.tables import CLAIMS, CONTROL, EVENTS, PLACES, Column, Extent, Geometry, Row, Table, map_columns, plain_value, to_wkb
from heldby.model import TYPES
from heldby.store import ClaimFilter, Conclusions, Dossier

LAYERS = (PLACES, CONTROL, EVENTS, CLAIMS)

TYPES_OF_COLUMNS = {
    "string": "TEXT", "integer": "INTEGER", "number": "DOUBLE", "boolean": "BOOLEAN", "date": "DATE", "list": "TEXT",
}  # fmt: skip

LITTLE_ENDIAN_WITHOUT_ENVELOPE = 1
"""Flags of a geometry, clause 2.1.3."""


def write(dossier: Dossier, snapshot: Conclusions, wanted: ClaimFilter, out: IO[bytes]) -> int:
    """Write the layers and return the number of features. The filter applies to the layer of claims."""
    with TemporaryDirectory(prefix="heldby-geopackage-") as folder:
        file = Path(folder) / "record.gpkg"
        with closing(sqlite3.connect(file)) as connection, connection:
            connection.executescript(schema.TABLES)
            now = dt.datetime.now(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")
            count = sum(_write_layer(connection, table, table.shapes(dossier, snapshot, wanted), now) for table in LAYERS)
            _write_styles(connection, snapshot, now)
            connection.execute(schema.ADD_CARD, (card_text(dossier, snapshot, wanted),))
            connection.execute(schema.REFER_TO_CARD, (now,))
        with file.open("rb") as written:
            shutil.copyfileobj(written, out)
    return count


def _write_layer(connection: sqlite3.Connection, table: Table, shapes: Iterable[tuple[Row, Geometry | None]], now: str) -> int:
    columns, extent, count, kinds = map_columns(table), Extent(), 0, set()
    defined = ", ".join(f'"{column.name}" {TYPES_OF_COLUMNS[column.kind]}' for column in columns)
    connection.execute(f'CREATE TABLE "{table.name}" (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, geom GEOMETRY, {defined})')
    names = ", ".join(f'"{column.name}"' for column in columns)
    insert = f'INSERT INTO "{table.name}" (geom, {names}) VALUES (?{", ?" * len(columns)})'
    for row, geometry in shapes:
        if geometry:
            extent.add(geometry)
            kinds.add(geometry["type"].upper())
        connection.execute(insert, (geometry and _blob(geometry), *_cells(row, columns)))
        count += 1
    box = extent.box() or (None, None, None, None)
    connection.execute(schema.ADD_LAYER, (table.name, table.name, table.title, now, *box, schema.WGS_84))
    connection.execute(schema.ADD_GEOMETRY, (table.name, kinds.pop() if len(kinds) == 1 else "GEOMETRY", schema.WGS_84))
    return count


def _cells(row: Row, columns: Iterable[Column]) -> list[Any]:
    values = (plain_value(row[column.name]) for column in columns)
    return [value.isoformat() if isinstance(value, dt.date) else value for value in values]


def _blob(geometry: Geometry) -> bytes:
    return b"GP" + struct.pack("<BBi", 0, LITTLE_ENDIAN_WITHOUT_ENVELOPE, schema.WGS_84) + to_wkb(geometry)


def _write_styles(connection: sqlite3.Connection, snapshot: Conclusions, now: str) -> None:
    sides = qgis_style.side_marks(snapshot.controls)
    styles = {
        "places": qgis_style.style("side", sides, label="place"),
        "control": qgis_style.style("side", sides),
        "events": qgis_style.style("type", qgis_style.value_marks(TYPES["event"])),
        "claims": qgis_style.style("kind", qgis_style.value_marks(TYPES)),
    }
    connection.execute(schema.ADD_STYLES, (now,))
    connection.executemany(schema.ADD_STYLE, [(name, f"heldby {name}", qml, now) for name, qml in styles.items()])
