"""The index of the words of reports and claims: FTS5 on SQLite, vectors with a GIN index on PostgreSQL."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from heldby.base.text import without_accents
from heldby.store.db.dialect import writer_options

CHECKED_AT_ONCE = 500
"""Rows whose words are compared in one question."""

TEXTS = ("reports", "claims")
"""Tables whose words can be searched; the index of each is named after it."""


Term = tuple[str, bool]
"""Words in a row, and whether the last is only a beginning."""


def search_terms(query: str) -> list[Term]:
    """What a person typed: "quoted words" are a phrase, a word ending in * stands for what begins so."""
    terms = []
    for phrase, word in re.findall(r'"([^"]*)"|(\S+)', query):
        words = re.findall(r"\w+", phrase or word)
        if words:
            terms.append((" ".join(words), not phrase and word.endswith("*")))
    return terms


class WordIndex(NamedTuple):
    """The index of words, with the condition that a row of it holds every term of a search."""

    table: sa.TableClause
    num: sa.ColumnElement[int]
    matches: sa.ColumnElement[bool]


def word_index(engine: Engine, table: sa.Table, query: str) -> WordIndex:
    """Where the words of `reports` or `claims` are searched; a search without a word finds nothing."""
    terms = search_terms(without_accents(query))
    sqlite = engine.dialect.name == "sqlite"
    index = sa.table(f"{table.name}_text", sa.column("rowid" if sqlite else "num", sa.BigInteger))
    condition = (_matches_sqlite if sqlite else _matches_postgresql)(index.name, terms) if terms else sa.false()
    return WordIndex(index, index.c.rowid if sqlite else index.c.num, sa.and_(condition))


def _matches_sqlite(index: str, terms: Sequence[Term]) -> sa.TextClause:
    parts, values = [], {}
    for number, (words, prefix) in enumerate(terms):
        lead, _, last = words.rpartition(" ")
        spelled = prefix and len(last) > SHORT
        parts.append(_SPELLED.format(index=index, n=number) if spelled else f":whole{number}")
        values[f"whole{number}"] = f'"{words}"{"*" if prefix else ""}'
        if spelled:
            values |= {f"lead{number}": f"{lead} ".lstrip(), f"first{number}": last.lower()}
    every = " || ' AND ' || ".join(parts)
    return sa.text(f"{index} MATCH {every}").bindparams(**values)


SHORT = 3
"""Letters of the longest beginning of words that FTS5 keeps an index of."""

MOST = 200
"""Words that a beginning is spelled out as; where more begin so, FTS5 gathers all rows that have one before it gives the first."""

_SPELLED = f"""(
WITH RECURSIVE spelled(word) AS (
 SELECT (SELECT term FROM temp.{{index}}_words WHERE term >= :first{{n}} LIMIT 1)
 UNION ALL
 SELECT (SELECT term FROM temp.{{index}}_words WHERE term >= word || char(1) LIMIT 1)
 FROM spelled WHERE word < :first{{n}} || char(1114111) LIMIT {MOST + 2}
), due(word) AS (SELECT word FROM spelled WHERE word < :first{{n}} || char(1114111))
SELECT CASE WHEN count(*) BETWEEN 1 AND {MOST}
 THEN '(' || group_concat('"' || :lead{{n}} || word || '"', ' OR ') || ')' ELSE :whole{{n}} END FROM due)"""
"""What a beginning matches, as FTS5 reads it: each word of the index that begins so, found by going from word to word."""


def _matches_postgresql(index: str, terms: Sequence[Term]) -> sa.TextClause:
    match = " & ".join("(" + " <-> ".join(_lexemes(words, prefix)) + ")" for words, prefix in terms)
    return sa.text(f"{index}.words @@ to_tsquery('simple', :terms)").bindparams(terms=match)


def _lexemes(words: str, prefix: bool) -> list[str]:
    lexemes = [f"'{word}'" for word in words.split()]
    if prefix:
        lexemes[-1] += ":*"
    return lexemes


def add_text(connection: Connection, table: sa.Table, rows: Iterable[dict[str, Any]]) -> None:
    """Tell the full text index of new rows (`num` and the columns that are indexed)."""
    columns, name = _indexed(table), f"{table.name}_text"
    if connection.dialect.name == "sqlite":
        insert = f"INSERT INTO {name} (rowid, {', '.join(columns)}) VALUES (:num, {', '.join(f':{c}' for c in columns)})"
        connection.execute(sa.text(insert), [{"num": row["num"], **{c: row[c] for c in columns}} for row in rows])
    else:
        insert = f"INSERT INTO {name} VALUES (:num, to_tsvector('simple', :words))"
        connection.execute(sa.text(insert), [{"num": row["num"], "words": _words(row, columns)} for row in rows])


def remove_text(connection: Connection, table: sa.Table, rows: Iterable[dict[str, Any]]) -> None:
    """Take rows that are about to be deleted or changed out of the full text index, given what they hold now."""
    columns, name = _indexed(table), f"{table.name}_text"
    if connection.dialect.name == "sqlite":
        # The index keeps no copy of the text, so it must be told what it had indexed.
        delete = f"INSERT INTO {name} ({name}, rowid, {', '.join(columns)}) VALUES ('delete', :num, {', '.join(f':{c}' for c in columns)})"
        connection.execute(sa.text(delete), [{"num": row["num"], **{c: row[c] for c in columns}} for row in rows])
    else:
        connection.execute(sa.text(f"DELETE FROM {name} WHERE num = :num"), [{"num": row["num"]} for row in rows])


def _indexed(table: sa.Table) -> tuple[str, ...]:
    return ("title", "text") if table.name == "reports" else ("quote",)


def _words(row: dict[str, Any], columns: Iterable[str]) -> str:
    document = " ".join(row[column] or "" for column in columns).replace("\x00", " ")
    # A tsvector may not exceed one megabyte; the first 200,000 characters stay below it in any script.
    return without_accents(document)[:200_000]


def find_mismatch(engine: Engine, table: sa.Table) -> str | None:
    """How the index of a table's words disagrees with it, None where it does not."""
    name = f"{table.name}_text"
    if engine.dialect.name == "sqlite":
        with engine.connect().execution_options(**writer_options(engine)) as connection, connection.begin():
            connection.exec_driver_sql(f"INSERT INTO {name} ({name}, rank) VALUES ('integrity-check', 1)")
        return None
    with engine.connect() as connection, connection.begin():
        rows = connection.execute(sa.select(table), execution_options={"yield_per": CHECKED_AT_ONCE}).mappings()
        wrong = sum(_wrong_words(engine, table, part) for part in rows.partitions())
    return f"the words of {wrong} rows are not theirs" if wrong else None


def _wrong_words(engine: Engine, table: sa.Table, rows: Iterable[Any]) -> int:
    due = [{"num": row["num"], "words": _words(dict(row), _indexed(table))} for row in rows]
    told = "unnest(cast(:nums AS bigint[]), cast(:words AS text[])) AS due (num, document)"
    right = f"SELECT count(*) FROM {told} JOIN {table.name}_text USING (num) WHERE words = to_tsvector('simple', document)"
    with engine.connect() as connection, connection.begin():
        values = {"nums": [row["num"] for row in due], "words": [row["words"] for row in due]}
        return len(due) - connection.execute(sa.text(right), values).scalar_one()
