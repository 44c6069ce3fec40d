"""Where SQLite and PostgreSQL differ in what they index: the words of reports and claims, and where on the map claims are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from heldby.store.dialect import is_read_only, writer_options
from heldby.store.folding import without_accents
from heldby.store.tables import metadata

CHECKED_AT_ONCE = 500
"""Rows whose words are compared in one question."""

TEXTS = ("reports", "claims")
"""Tables whose words can be searched; the index of each is named after it."""


def search_terms(query: str) -> list[tuple[str, bool]]:
    """What a person typed, as (words, is a prefix): "quoted words" are a phrase, a word ending in * stands for what begins so."""
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
    if engine.dialect.name == "sqlite":
        index = sa.table(f"{table.name}_text", sa.column("rowid", sa.BigInteger))
        match = " ".join(f'"{words}"{"*" if prefix else ""}' for words, prefix in terms)
        condition, num = sa.text(f"{index.name} MATCH :terms").bindparams(terms=match), index.c.rowid
    else:
        index = sa.table(f"{table.name}_text", sa.column("num", sa.BigInteger))
        match = " & ".join("(" + " <-> ".join(_lexemes(words, prefix)) + ")" for words, prefix in terms)
        condition, num = sa.text(f"{index.name}.words @@ to_tsquery('simple', :terms)").bindparams(terms=match), index.c.num
    return WordIndex(index, num, sa.and_(condition) if terms else sa.false())


def _lexemes(words: str, prefix: bool) -> list[str]:
    lexemes = [f"'{word}'" for word in words.split()]
    if prefix:
        lexemes[-1] += ":*"
    return lexemes


def index_text(connection: Connection, table: sa.Table, rows: Iterable[dict[str, Any]]) -> None:
    """Tell the full text index of new rows (`num` and the columns that are indexed)."""
    columns, name = _indexed(table), f"{table.name}_text"
    if connection.dialect.name == "sqlite":
        insert = f"INSERT INTO {name} (rowid, {', '.join(columns)}) VALUES (:num, {', '.join(f':{c}' for c in columns)})"
        connection.execute(sa.text(insert), [{"num": row["num"], **{c: row[c] for c in columns}} for row in rows])
    else:
        insert = f"INSERT INTO {name} VALUES (:num, to_tsvector('simple', :words))"
        connection.execute(sa.text(insert), [{"num": row["num"], "words": _words(row, columns)} for row in rows])


def forget_text(connection: Connection, table: sa.Table, rows: Iterable[dict[str, Any]]) -> None:
    """Take rows that are about to be deleted or changed out of the full text index, given what they hold now."""
    columns, name = _indexed(table), f"{table.name}_text"
    if connection.dialect.name == "sqlite":
        # The index keeps no copy of the text, so it must be told what it had indexed.
        delete = f"INSERT INTO {name} ({name}, rowid, {', '.join(columns)}) VALUES ('delete', :num, {', '.join(f':{c}' for c in columns)})"
        connection.execute(sa.text(delete), [{"num": row["num"], **{c: row[c] for c in columns}} for row in rows])
    else:
        connection.execute(sa.text(f"DELETE FROM {name} WHERE num = :num"), [{"num": row["num"]} for row in rows])


BOXES = "claim_boxes"
"""The spatial index: the box around each claim's places, an R*Tree on SQLite, a GiST index of PostgreSQL's own boxes there."""


def index_boxes(connection: Connection, rows: list[dict[str, Any]]) -> None:
    """Tell the spatial index of new claims: `num`, `south`, `north`, `west`, `east` in degrees."""
    box = ":south, :north, :west, :east" if connection.dialect.name == "sqlite" else "box(point(:west, :south), point(:east, :north))"
    connection.execute(sa.text(f"INSERT INTO {BOXES} VALUES (:num, {box})"), rows)


def forget_boxes(connection: Connection, numbers: Iterable[int]) -> None:
    """Take claims out of the spatial index."""
    rows = [{"num": num} for num in numbers]
    if rows:
        connection.execute(sa.text(f"DELETE FROM {BOXES} WHERE num = :num"), rows)


class BoxIndex(NamedTuple):
    """The spatial index, with the condition that a claim's box meets another."""

    table: sa.TableClause
    num: sa.ColumnElement[int]
    meets: sa.ColumnElement[bool]


def box_index(engine: Engine, bounds: tuple[float, float, float, float]) -> BoxIndex:
    """Where claims are sought by their box; those with a place inside `bounds` (south, west, north, east) are among those that meet it."""
    south, west, north, east = bounds
    meets = "box && box(point(:west, :south), point(:east, :north))"
    if engine.dialect.name == "sqlite":
        # The R*Tree rounds its edges outwards to 32 bits, so that nothing on an edge is missed.
        meets = "south <= :north AND north >= :south AND west <= :east AND east >= :west"
    condition = sa.text(meets).bindparams(south=south, west=west, north=north, east=east)
    table = sa.table(BOXES, sa.column("num", sa.BigInteger))
    return BoxIndex(table, table.c.num, sa.and_(condition))


def _indexed(table: sa.Table) -> tuple[str, ...]:
    return ("title", "text") if table.name == "reports" else ("quote",)


def _words(row: dict[str, Any], columns: Iterable[str]) -> str:
    document = " ".join(row[column] or "" for column in columns).replace("\x00", " ")
    # A tsvector may not exceed one megabyte; the first 200,000 characters stay below it in any script.
    return without_accents(document)[:200_000]


def scrub(engine: Engine) -> None:
    """Overwrite what deleted rows have left in the files; a server does so by its own vacuum, which is asked for here."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT", outside=True) as connection:
        if engine.dialect.name == "sqlite":
            for name in TEXTS:
                connection.exec_driver_sql(f"INSERT INTO {name}_text ({name}_text) VALUES ('optimize')")
            connection.exec_driver_sql("VACUUM")
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        else:
            connection.exec_driver_sql("VACUUM")


def empty(connection: Connection) -> None:
    """Delete every derived row and its full text index; the ledger stays."""
    if connection.dialect.name == "sqlite":
        for name in TEXTS:
            connection.exec_driver_sql(f"INSERT INTO {name}_text ({name}_text) VALUES ('delete-all')")
    else:
        for name in TEXTS:
            connection.exec_driver_sql(f"DELETE FROM {name}_text")
    connection.exec_driver_sql(f"DELETE FROM {BOXES}")
    for table in reversed(metadata.sorted_tables):
        if table.name != "ledger":
            connection.execute(table.delete())


def check_indexes(engine: Engine) -> Iterator[tuple[str, str]]:
    """Where the indexes of words and of boxes disagree with the record: (subject, problem). SQLite cannot tell of words where it may not
    write."""
    for name in TEXTS if not is_read_only(engine) else ():
        try:
            missing = _missing_words(engine, metadata.tables[name])
        except sa.exc.DatabaseError as error:
            missing = f"it disagrees with the {name} ({str(error.orig).splitlines()[0]})"
        if missing:
            yield (f"{name}_text", f"{missing}; `heldby rebuild` makes it anew")
    misplaced = _misplaced(engine)
    if misplaced:
        yield (BOXES, f"{misplaced} claims are not where it has them; `heldby rebuild` makes it anew")


def _missing_words(engine: Engine, table: sa.Table) -> str | None:
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


def _misplaced(engine: Engine) -> int:
    """Claims whose box does not hold their places, or that have a box and no place."""
    inside = {
        "sqlite": "south <= lat AND north >= lat AND west <= lon AND east >= lon",
        "postgresql": "box @> point(lon, lat)",
    }[engine.dialect.name]
    placed = "SELECT claim FROM claim_places WHERE lat IS NOT NULL AND lon IS NOT NULL"
    outside = (
        f"SELECT count(DISTINCT claim) FROM claim_places LEFT JOIN {BOXES} ON num = claim"
        f" WHERE lat IS NOT NULL AND lon IS NOT NULL AND (num IS NULL OR NOT ({inside}))"
    )
    idle = f"SELECT count(*) FROM {BOXES} WHERE num NOT IN ({placed})"
    with engine.connect() as connection, connection.begin():
        return int(sum(connection.exec_driver_sql(query).scalar_one() for query in (outside, idle)))
