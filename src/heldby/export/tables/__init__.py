"""The tables that formats of rows and columns share: claims, events, control, places and mentions."""

from heldby.export.tables.claims import CLAIMS
from heldby.export.tables.control import CONTROL, PLACES
from heldby.export.tables.events import EVENTS
from heldby.export.tables.geometry import Extent, Geometry, to_wkb
from heldby.export.tables.mentions import MENTIONS
from heldby.export.tables.table import Column, Row, Table, map_columns, plain_value

__all__ = [
    "CLAIMS", "CONTROL", "EVENTS", "MENTIONS", "PLACES", "Column", "Extent", "Geometry", "Row", "Table", "map_columns", "plain_value",
    "to_wkb",
]  # fmt: skip
