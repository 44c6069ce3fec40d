"""Tables as Apache Parquet: typed columns, nulls kept, with the dataset card in the file's metadata."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from itertools import islice
from typing import IO, Any

from heldby.export.dataset_card import card_text
from heldby.export.optional import load
from heldby.export.tables import CLAIMS, CONTROL, EVENTS, MENTIONS, PLACES, Column, Row, Table
from heldby.store import ClaimFilter, Conclusions, Dossier

EXTRA = "tables"
CARD = "dataset_card"
"""Key of the dataset card in the metadata of the file."""

ROWS_AT_ONCE = 10_000
"""Rows in a row group, and in memory."""


def write_table(table: Table, dossier: Dossier, snapshot: Conclusions, wanted: ClaimFilter, out: IO[bytes]) -> int:
    """Write the rows of a table, and return their number."""
    card = {CARD: card_text(dossier, snapshot, wanted)}
    return write_rows(arrow_schema(table.columns), table.rows(dossier, snapshot, wanted), out, closing=lambda: card)


def arrow_schema(columns: Iterable[Column]) -> Any:
    """Return the Arrow schema of some columns; each field has the help of its column."""
    pa = load("pyarrow", EXTRA)
    kinds = {
        "string": pa.string(), "integer": pa.int64(), "number": pa.float64(), "boolean": pa.bool_(), "date": pa.date32(),
        "list": pa.list_(pa.string()),
    }  # fmt: skip
    return pa.schema([pa.field(one.name, kinds[one.kind], metadata={"description": one.help}) for one in columns])


def write_rows(schema: Any, rows: Iterable[Row], out: IO[bytes], *, closing: Callable[[], Mapping[str, str]] = dict) -> int:
    """Write rows in groups, and return their number. `closing` gives metadata of the file that are known once all rows are written."""
    pa, parquet = load("pyarrow", EXTRA), load("pyarrow.parquet", EXTRA)
    count = 0
    with parquet.ParquetWriter(out, schema, compression="zstd") as writer:
        for group in _groups(rows):
            writer.write_table(pa.Table.from_pylist(group, schema=schema))
            count += len(group)
        writer.add_key_value_metadata(closing())
    return count


def _groups(rows: Iterable[Row]) -> Iterator[list[Row]]:
    remaining = iter(rows)
    while group := list(islice(remaining, ROWS_AT_ONCE)):
        yield group


write_claims = partial(write_table, CLAIMS)
write_events = partial(write_table, EVENTS)
write_control = partial(write_table, CONTROL)
write_places = partial(write_table, PLACES)
write_mentions = partial(write_table, MENTIONS)
