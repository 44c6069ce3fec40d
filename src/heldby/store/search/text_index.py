"""The full-text index of reports and claims: FTS5 on SQLite, tsvector with a GIN index on PostgreSQL."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from heldby.base.text import without_accents
from heldby.store.db.dialect import writer_options

CHECKED_AT_ONCE = 500
"""Number of rows that are compared with the index in one query."""

TEXT_TABLES = ("reports", "claims")
"""Tables with a full-text index, which is named after the table."""

Term = tuple[str, bool]
"""Consecutive words, and whether the last one is a prefix."""


def search_terms(query: str) -> list[Term]:
    """Parse a search: "quoted words" are a phrase, and a word that ends in * is a prefix."""
    terms = []
    for phrase, word in re.findall(r'"([^"]*)"|(\S+)', query):
        words = re.findall(r"\w+", phrase or word)
        if words:
            terms.append((" ".join(words), not phrase and word.endswith("*")))
    return terms


class WordIndex(NamedTuple):
    """The table of a text index, with the condition that a row matches every term of a search."""

    table: sa.TableClause
    num: sa.ColumnElement[int]
    matches: sa.ColumnElement[bool]


def word_index(engine: Engine, table: sa.Table, query: str) -> WordIndex:
    """Return the text index of `reports` or `claims` with the condition of a search; a search without a word matches nothing."""
    terms = search_terms(without_accents(query))
    sqlite = engine.dialect.name == "sqlite"
    index = sa.table(f"{table.name}_text", sa.column("rowid" if sqlite else "num", sa.BigInteger))
    condition = (_matches_sqlite if sqlite else _matches_postgresql)(index.name, terms) if terms else sa.false()
    return WordIndex(index, index.c.rowid if sqlite else index.c.num, sa.and_(condition))


def _matches_sqlite(index: str, terms: Sequence[Term]) -> sa.TextClause:
    parts, values = [], {}
    for number, (words, prefix) in enumerate(terms):
        lead, _, last = words.rpartition(" ")
        expanded = prefix and len(last) > INDEXED_PREFIX
        parts.append(_EXPANDED_PREFIX.format(index=index, n=number) if expanded else f":whole{number}")
        values[f"whole{number}"] = f'"{words}"{"*" if prefix else ""}'
        if expanded:
            values |= {f"lead{number}": f"{lead} ".lstrip(), f"first{number}": last.lower()}
    every = " || ' AND ' || ".join(parts)
    return sa.text(f"{index} MATCH {every}").bindparams(**values)


MAX_INDEXED_CHARACTERS = 200_000
"""A tsvector is limited to one megabyte, which this many characters do not reach in any script."""

INDEXED_PREFIX = 3
"""Number of letters in the longest prefixes that FTS5 has an index of."""

MAX_EXPANSIONS = 200
"""Largest number of words to which a prefix is expanded.

A prefix that more words begin with is left to FTS5, which collects all matching rows before it returns the first.
"""

_EXPANDED_PREFIX = f"""(
WITH RECURSIVE spelled(word) AS (
 SELECT (SELECT term FROM temp.{{index}}_words WHERE term >= :first{{n}} LIMIT 1)
 UNION ALL
 SELECT (SELECT term FROM temp.{{index}}_words WHERE term >= word || char(1) LIMIT 1)
 FROM spelled WHERE word < :first{{n}} || char(1114111) LIMIT {MAX_EXPANSIONS + 2}
), due(word) AS (SELECT word FROM spelled WHERE word < :first{{n}} || char(1114111))
SELECT CASE WHEN count(*) BETWEEN 1 AND {MAX_EXPANSIONS}
 THEN '(' || group_concat('"' || :lead{{n}} || word || '"', ' OR ') || ')' ELSE :whole{{n}} END FROM due)"""
"""SQL for the FTS5 query of a prefix: every word of the index with that prefix, found by stepping from word to word."""


def _matches_postgresql(index: str, terms: Sequence[Term]) -> sa.TextClause:
    match = " & ".join("(" + " <-> ".join(_lexemes(words, prefix)) + ")" for words, prefix in terms)
    return sa.text(f"{index}.words @@ to_tsquery('simple', :terms)").bindparams(terms=match)


def _lexemes(words: str, prefix: bool) -> list[str]:
    lexemes = [f"'{word}'" for word in words.split()]
    if prefix:
        lexemes[-1] += ":*"
    return lexemes


def add_text(connection: Connection, table: sa.Table, rows: Iterable[dict[str, Any]]) -> None:
    """Add new rows, which have `num` and the indexed columns, to the text index."""
    columns, name = _indexed(table), f"{table.name}_text"
    if connection.dialect.name == "sqlite":
        insert = f"INSERT INTO {name} (rowid, {', '.join(columns)}) VALUES (:num, {', '.join(f':{c}' for c in columns)})"
        connection.execute(sa.text(insert), [{"num": row["num"], **{c: row[c] for c in columns}} for row in rows])
    else:
        insert = f"INSERT INTO {name} VALUES (:num, to_tsvector('simple', :words))"
        connection.execute(sa.text(insert), [{"num": row["num"], "words": _words(row, columns)} for row in rows])


def remove_text(connection: Connection, table: sa.Table, rows: Iterable[dict[str, Any]]) -> None:
    """Remove rows from the text index before the table's rows are deleted or changed. `rows` have `num` and the current content."""
    columns, name = _indexed(table), f"{table.name}_text"
    if connection.dialect.name == "sqlite":
        # The index stores no copy of the text, so the delete command needs the text that was indexed.
        delete = f"INSERT INTO {name} ({name}, rowid, {', '.join(columns)}) VALUES ('delete', :num, {', '.join(f':{c}' for c in columns)})"
        connection.execute(sa.text(delete), [{"num": row["num"], **{c: row[c] for c in columns}} for row in rows])
    else:
        connection.execute(sa.text(f"DELETE FROM {name} WHERE num = :num"), [{"num": row["num"]} for row in rows])


def _indexed(table: sa.Table) -> tuple[str, ...]:
    return ("title", "text") if table.name == "reports" else ("quote",)


def _words(row: dict[str, Any], columns: Iterable[str]) -> str:
    document = " ".join(row[column] or "" for column in columns).replace("\x00", " ")
    return without_accents(document)[:MAX_INDEXED_CHARACTERS]


def find_mismatch(engine: Engine, table: sa.Table) -> str | None:
    """Return how the text index of a table disagrees with the table, or None if it agrees."""
    name = f"{table.name}_text"
    if engine.dialect.name == "sqlite":
        with engine.connect().execution_options(**writer_options(engine)) as connection, connection.begin():
            connection.exec_driver_sql(f"INSERT INTO {name} ({name}, rank) VALUES ('integrity-check', 1)")
        return None
    with engine.connect() as connection, connection.begin():
        rows = connection.execute(sa.select(table), execution_options={"yield_per": CHECKED_AT_ONCE}).mappings()
        wrong = sum(_count_wrong_rows(engine, table, part) for part in rows.partitions())
    return f"{wrong} of its rows have other words than the record" if wrong else None


def _count_wrong_rows(engine: Engine, table: sa.Table, rows: Iterable[Any]) -> int:
    expected = [{"num": row["num"], "words": _words(dict(row), _indexed(table))} for row in rows]
    listed = "unnest(cast(:nums AS bigint[]), cast(:words AS text[])) AS expected (num, document)"
    matching = f"SELECT count(*) FROM {listed} JOIN {table.name}_text USING (num) WHERE words = to_tsvector('simple', document)"
    with engine.connect() as connection, connection.begin():
        values = {"nums": [row["num"] for row in expected], "words": [row["words"] for row in expected]}
        return len(expected) - connection.execute(sa.text(matching), values).scalar_one()
