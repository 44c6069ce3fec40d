"""One layer as GeoParquet 1.1: the rows for a map with their geometry as WKB.

Source: OGC GeoParquet 1.1.0 (https://geoparquet.org/releases/v1.1.0/).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import partial
from typing import IO, Any

from heldby.export.dataset_card import card_text
from heldby.export.optional import load
from heldby.export.parquet_tables import CARD, EXTRA, write_rows
from heldby.export.parquet_tables import arrow_schema as table_schema
from heldby.export.tables import CLAIMS, CONTROL, EVENTS, PLACES, Extent, Geometry, Row, Table, map_columns, to_wkb
from heldby.store import ClaimFilter, Conclusions, Dossier

GEOMETRY = "geometry"


def write_layer(table: Table, dossier: Dossier, snapshot: Conclusions, wanted: ClaimFilter, out: IO[bytes]) -> int:
    """Write a row for every place of every record, and return the number of rows. Without a known point the geometry is null."""
    pa = load("pyarrow", EXTRA)
    schema = table_schema(map_columns(table)).append(pa.field(GEOMETRY, pa.binary()))
    found, card = _Found(), card_text(dossier, snapshot, wanted)
    rows = found.watch(table.shapes(dossier, snapshot, wanted))
    return write_rows(schema, rows, out, closing=lambda: {"geo": json.dumps(found.metadata()), CARD: card})


class _Found:
    """The types and the extent of the geometries in a file, known once all rows are written."""

    def __init__(self) -> None:
        self._extent, self._types = Extent(), set[str]()

    def watch(self, shapes: Iterable[tuple[Row, Geometry | None]]) -> Iterator[Row]:
        """Yield the rows with their geometry as WKB."""
        for row, geometry in shapes:
            if geometry:
                self._extent.add(geometry)
                self._types.add(geometry["type"])
            yield {**row, GEOMETRY: to_wkb(geometry) if geometry else None}

    def metadata(self) -> dict[str, Any]:
        """Return the metadata of the file. Without `crs`, coordinates are longitude and latitude on WGS 84 (OGC:CRS84)."""
        box = self._extent.box()
        column = {"encoding": "WKB", "geometry_types": sorted(self._types), **({"bbox": list(box)} if box else {})}
        return {"version": "1.1.0", "primary_column": GEOMETRY, "columns": {GEOMETRY: column}}


write_claims = partial(write_layer, CLAIMS)
write_events = partial(write_layer, EVENTS)
write_control = partial(write_layer, CONTROL)
write_places = partial(write_layer, PLACES)
