"""Loads a dataset into a PostgreSQL database by COPY, into tables of a schema of its own, each shard exactly once.

These tables are not a dossier. They have no ledger and no judgements, so a dossier's promises do not hold for them: they can be changed
without a trace. They are for queries over more reports than a dossier can hold.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from heldby.dataset.extras import load as load_library
from heldby.dataset.manifest import Dataset, ManifestRow
from heldby.dataset.tables import CLAIMS, MENTIONS, REPORTS
from heldby.errors import DatasetError

SCHEMA = "heldby_dataset"
"""The schema of the tables, unless the user names another."""
ROWS_AT_ONCE = 5_000
"""Rows of a Parquet file that are in memory."""

COLUMNS = {
    REPORTS: {
        "shard": "text", "position": "integer", "id": "text", "sha256": "text", "published": "date", "title": "text", "source": "text",
        "url": "text", "language": "text", "failed": "text", "text": "text", "payload": "json",
    },
    CLAIMS: {
        "shard": "text", "position": "integer", "id": "text", "report": "text", "kind": "text", "type": "text", "status": "text",
        "first": "date", "last": "date", "country": "text", "confidence": "double precision", "quote": "text", "payload": "json",
    },
    MENTIONS: {
        "shard": "text", "position": "integer", "report": "text", "kind": "text", "key": "text", "start": "integer", "payload": "json",
    },
}  # fmt: skip
"""The columns of the tables and their types. `shard` and `position` name the report: its input file, and its number there."""

INDEXES = {
    REPORTS: (("shard", "position"), ("id",), ("published",)),
    CLAIMS: (("shard", "position"), ("id",), ("country", "type", "first")),
    MENTIONS: (("shard", "position"), ("kind", "key")),
}


@dataclass(frozen=True, slots=True)
class Loaded:
    """Numbers of shards that were loaded and that had been loaded before, and of claims loaded."""

    shards: int
    known: int
    claims: int


def load_dataset(dataset: Dataset, url: str, schema: str = SCHEMA, advance: Callable[[int], None] = lambda reports: None) -> Loaded:
    """Load the shards of a dataset that are not in the database yet. Each is loaded whole or not at all.

    Args:
        dataset: the dataset.
        url: the address of the database, such as `postgresql://user@host/name`.
        schema: the schema of the tables, which is created if there is none.
        advance: called after each shard with the number of its reports.

    Raises:
        DatasetError: there is no dataset, the name of the schema is not allowed, psycopg is not installed, or the database refuses.
    """
    dataset.exists()
    if not re.fullmatch(r"[a-z_][a-z0-9_]{0,62}", schema):
        raise DatasetError(f"{schema!r} cannot be the name of a schema. Use lower-case letters, digits and _")
    psycopg = load_library("psycopg", "postgres")
    try:
        with psycopg.connect(re.sub(r"^postgresql\+psycopg:", "postgresql:", url)) as connection:
            return _Loader(dataset, connection, schema, psycopg.sql).load(advance)
    except psycopg.Error as error:
        raise DatasetError(f"the database cannot be used: {str(error).strip().splitlines()[0]}") from error


class _Loader:
    """Loads shards through a connection to the database."""

    def __init__(self, dataset: Dataset, connection: Any, schema: str, sql: Any) -> None:
        self._dataset, self._connection, self._schema, self._sql = dataset, connection, schema, sql

    def load(self, advance: Callable[[int], None]) -> Loaded:
        self._create_tables()
        known = {key for (key,) in self._run("SELECT key FROM {schema}.shards")}
        rows = [row for row in self._dataset.rows() if not row.released]
        fresh = [row for row in rows if row.key not in known]
        claims = 0
        for row in fresh:
            claims += row.claims if self._load_shard(row) else 0
            advance(row.reports)
        return Loaded(len(fresh), len(rows) - len(fresh), claims)

    def _create_tables(self) -> None:
        self._run("CREATE SCHEMA IF NOT EXISTS {schema}")
        self._run("CREATE TABLE IF NOT EXISTS {schema}.shards (key text PRIMARY KEY, path text, reports integer, claims integer)")
        for table, columns in COLUMNS.items():
            listed = ", ".join(f'"{name}" {kind}' for name, kind in columns.items())
            self._run(f"CREATE TABLE IF NOT EXISTS {{schema}}.{table} ({listed})")
            for index in INDEXES[table]:
                named = ", ".join(f'"{name}"' for name in index)
                self._run(f"CREATE INDEX IF NOT EXISTS {table}_{'_'.join(index)} ON {{schema}}.{table} ({named})")
        self._connection.commit()

    def _load_shard(self, row: ManifestRow) -> bool:
        """Load a shard and its row in one transaction; return whether it was loaded, and not by another process at the same time."""
        with self._connection.transaction():
            values = (row.key, row.path, row.reports, row.claims)
            added = self._run("INSERT INTO {schema}.shards VALUES (%s, %s, %s, %s) ON CONFLICT DO NOTHING RETURNING key", values)
            if not list(added):
                return False
            for table in COLUMNS:
                self._copy(table, row)
        self._connection.commit()
        return True

    def _copy(self, table: str, row: ManifestRow) -> None:
        columns = list(COLUMNS[table])
        statement = self._sql.SQL("COPY {}.{} ({}) FROM STDIN").format(
            self._sql.Identifier(self._schema), self._sql.Identifier(table), self._sql.SQL(", ").join(map(self._sql.Identifier, columns))
        )
        with self._connection.cursor() as cursor, cursor.copy(statement) as copy:
            for values in _rows(self._dataset, row.files_of(table), columns[1:]):
                copy.write_row([row.key, *map(_storable, values)])

    def _run(self, statement: str, values: Sequence[Any] = ()) -> Iterable[Any]:
        cursor = self._connection.execute(self._sql.SQL(statement).format(schema=self._sql.Identifier(self._schema)), values or None)
        return cursor.fetchall() if cursor.description else ()


def _rows(dataset: Dataset, names: Iterable[str], columns: list[str]) -> Iterator[Iterable[Any]]:
    """Yield the values of the rows of Parquet files, a few thousand at a time."""
    from heldby.dataset.extras import parquet

    for name in names:
        with dataset.folder.open(name) as stream:
            for batch in parquet().ParquetFile(stream).iter_batches(ROWS_AT_ONCE, columns=columns):
                yield from zip(*(batch.column(column).to_pylist() for column in columns), strict=True)


def _storable(value: Any) -> Any:
    """Return a value that PostgreSQL can hold: text in it has no NUL characters. They are replaced by the sign for a NUL."""
    return value.replace("\0", "\N{SYMBOL FOR NULL}") if isinstance(value, str) else value
