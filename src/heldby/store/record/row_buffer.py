"""A buffer for bulk inserts: a database writes many rows in little more time than one."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from heldby.store.db.schema import claim_actors, claim_places, claims, mentions, names, readings, reports
from heldby.store.search import spatial_index, text_index

INSERT_ORDER = (reports, claims, claim_places, claim_actors, mentions, readings)
"""Tables in an order that satisfies their foreign keys."""

INSERT_NAME = sa.text("INSERT INTO names (kind, folded, key) VALUES (:kind, :folded, :key) ON CONFLICT DO NOTHING").bindparams(
    *(sa.bindparam(column.name, type_=column.type) for column in names.columns)
)

Name = tuple[str, str, str]
"""A row of `names`: kind, folded name, and the id or area that it names."""


class RowBuffer:
    """New rows that wait to be written.

    Attributes:
        boxes: rows of the spatial index.
        names: rows of `names`.
    """

    def __init__(self) -> None:
        self._rows: dict[sa.Table, list[dict[str, Any]]] = {table: [] for table in INSERT_ORDER}
        self.boxes: list[dict[str, Any]] = []
        self.names: set[Name] = set()

    def rows(self, table: sa.Table) -> list[dict[str, Any]]:
        """Return the waiting rows of a table, a list to append to."""
        return self._rows[table]

    def flush(self, connection: Connection) -> None:
        """Write all rows and their entries in the text and spatial indexes, and empty the buffer."""
        for table, rows in self._rows.items():
            if rows:
                connection.execute(table.insert(), rows)
                if table.name in text_index.TEXT_TABLES:
                    text_index.add_text(connection, table, rows)
        if self.boxes:
            spatial_index.add_boxes(connection, self.boxes)
        if self.names:
            connection.execute(INSERT_NAME, [dict(zip(("kind", "folded", "key"), name, strict=True)) for name in sorted(self.names)])
        for rows in self._rows.values():
            rows.clear()
        self.boxes.clear()
        self.names.clear()
