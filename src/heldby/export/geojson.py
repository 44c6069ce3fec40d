"""GeoJSON (RFC 7946): one layer of claims, events, control or places, or control and events together."""

from __future__ import annotations

import json
from functools import partial
from typing import TextIO

from heldby.export.tables import CLAIMS, CONTROL, EVENTS, PLACES, Table
from heldby.store import ClaimFilter, Conclusions, Dossier

KINDS = {"control": "control", "events": "event"}
"""What a feature says of its kind in a file of control and events."""


def write(dossier: Dossier, snapshot: Conclusions, wanted: ClaimFilter, out: TextIO) -> int:
    """Write a feature for each interval of control and for each place of each event, and return the number of features."""
    return write_layers((CONTROL, EVENTS), dossier, snapshot, wanted, out)


def write_layers(tables: tuple[Table, ...], dossier: Dossier, snapshot: Conclusions, wanted: ClaimFilter, out: TextIO) -> int:
    """Write a feature for every place of every record, and return the number of features.

    The geometry of a feature without a known point is null. The properties are the columns of the table, nulls included. With several
    tables, `kind` says which one a feature is from.
    """
    count = 0
    out.write('{"type": "FeatureCollection", "features": [')
    for table in tables:
        kind = {"kind": KINDS[table.name]} if len(tables) > 1 else {}
        for row, geometry in table.shapes(dossier, snapshot, wanted):
            feature = {"type": "Feature", "geometry": geometry, "properties": {**kind, **row}}
            out.write((",\n" if count else "\n") + json.dumps(feature, ensure_ascii=False, default=str))
            count += 1
    out.write("\n]}\n")
    return count


write_claims = partial(write_layers, (CLAIMS,))
write_events = partial(write_layers, (EVENTS,))
write_control = partial(write_layers, (CONTROL,))
write_places = partial(write_layers, (PLACES,))
