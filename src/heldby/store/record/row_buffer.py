"""Rows of the record that several acts make, written together: a database takes many rows in little more time than one."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from heldby.store.db.schema import claim_actors, claim_places, claims, mentions, names, readings, reports
from heldby.store.search import spatial_index, text_index

ORDER = (reports, claims, claim_places, claim_actors, mentions, readings)
"""Tables in an order in which each row finds what it refers to."""

NAME = sa.text("INSERT INTO names (kind, folded, key) VALUES (:kind, :folded, :key) ON CONFLICT DO NOTHING").bindparams(
    *(sa.bindparam(column.name, type_=column.type) for column in names.columns)
)

Name = tuple[str, str, str]
"""Kind, folded name, what it stands for."""


class RowBuffer:
    """New rows that wait to be written."""

    def __init__(self) -> None:
        self._rows: dict[sa.Table, list[dict[str, Any]]] = {table: [] for table in ORDER}
        self.boxes: list[dict[str, Any]] = []
        self.names: set[Name] = set()

    def of(self, table: sa.Table) -> list[dict[str, Any]]:
        """The rows of a table, to be added to."""
        return self._rows[table]

    def flush(self, connection: Connection) -> None:
        """Write them, with what the indexes of words and boxes are to know of them."""
        for table, rows in self._rows.items():
            if rows:
                connection.execute(table.insert(), rows)
                if table.name in text_index.TEXTS:
                    text_index.add_text(connection, table, rows)
        if self.boxes:
            spatial_index.add_boxes(connection, self.boxes)
        if self.names:
            connection.execute(NAME, [dict(zip(("kind", "folded", "key"), name, strict=True)) for name in sorted(self.names)])
        for rows in self._rows.values():
            rows.clear()
        self.boxes.clear()
        self.names.clear()
