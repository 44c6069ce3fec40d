"""Writes the rows of one shard as Parquet files, month by month, with bounded memory. The same rows always give the same bytes."""

from __future__ import annotations

from collections import OrderedDict, defaultdict
from pathlib import Path
from typing import Any

from heldby.dataset.extras import arrow, parquet
from heldby.dataset.tables import REFUSED, Row, schema

ROWS_AT_ONCE = 4_000
"""Rows of all tables that are kept in memory."""
OPEN_FILES = 100
"""Number of files that are written at the same time. A hostile shard can have a report of every month."""

Part = tuple[str, str]
"""A table and a month; the month is empty for tables without months."""


class ShardWriter:
    """Writes the files of one shard into a local folder."""

    def __init__(self, key: str, folder: Path) -> None:
        self._key, self._folder = key, folder
        self._rows: dict[Part, list[Row]] = defaultdict(list)
        self._count = 0
        self._open: OrderedDict[Part, Any] = OrderedDict()
        self._parts: dict[Part, int] = defaultdict(int)
        self.names: list[str] = []
        """The names of the files, relative to the folder."""

    def add(self, table: str, month: str, row: Row) -> None:
        """Add a row to a table."""
        self._rows[table, "" if table == REFUSED else month].append(row)
        self._count += 1
        if self._count >= ROWS_AT_ONCE:
            self._flush()

    def close(self) -> None:
        """Write the rest of the rows and close all files."""
        self._flush()
        for writer in self._open.values():
            writer.close()
        self._open.clear()

    def _flush(self) -> None:
        for part, rows in self._rows.items():
            self._writer(part).write_table(arrow().Table.from_pylist(rows, schema=schema(part[0])))
        self._rows.clear()
        self._count = 0

    def _writer(self, part: Part) -> Any:
        if part not in self._open:
            if len(self._open) >= OPEN_FILES:
                self._open.popitem(last=False)[1].close()
            self._open[part] = self._new_file(part)
        self._open.move_to_end(part)
        return self._open[part]

    def _new_file(self, part: Part) -> Any:
        (table, month), number = part, self._parts[part]
        self._parts[part] += 1
        name = f"{table}/{f'month={month}/' if month else ''}{self._key}{f'-{number}' if number else ''}.parquet"
        self.names.append(name)
        path = self._folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        return parquet().ParquetWriter(path, schema(table), compression="zstd")
