"""One layer as GeoJSON (RFC 7946): claims, events, control or places."""

from __future__ import annotations

import json
from functools import partial
from typing import TextIO

from heldby.export.tables import CLAIMS, CONTROL, EVENTS, PLACES, Table
from heldby.store import ClaimFilter, Conclusions, Dossier


def write_layer(table: Table, dossier: Dossier, snapshot: Conclusions, wanted: ClaimFilter, out: TextIO) -> int:
    """Write a feature for every place of every record, and return the number of features.

    The geometry of a feature without a known point is null. The properties are the columns of the table, nulls included.
    """
    count = 0
    out.write(f'{{"type": "FeatureCollection", "name": "{table.name}", "features": [')
    for row, geometry in table.shapes(dossier, snapshot, wanted):
        feature = {"type": "Feature", "geometry": geometry, "properties": dict(row)}
        out.write((",\n" if count else "\n") + json.dumps(feature, ensure_ascii=False, default=str))
        count += 1
    out.write("\n]}\n")
    return count


write_claims = partial(write_layer, CLAIMS)
write_events = partial(write_layer, EVENTS)
write_control = partial(write_layer, CONTROL)
write_places = partial(write_layer, PLACES)
