"""The working state: a file beside the record from which answers are brought up to date after a change.

It is a cache, like the inference cache: it can be deleted at any time, and is then built again from the record. It is a SQLite file, also
for a dossier whose record is on a server. Texts are stored as bytes, so that any text can be stored and the order is that of Python.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

FILE = "working-state.db"
"""Name of the file in the dossier's folder."""
FORMAT = "1"
"""Version of the tables. A file of another format is deleted and built again."""
AT_ONCE = 500
"""Greatest number of values in one query."""

TABLES = """
CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS reports (id BLOB PRIMARY KEY, outlet BLOB) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS outlets (name BLOB PRIMARY KEY, n INTEGER) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS texts (kind INTEGER, report BLOB, number INTEGER, sketch BLOB, first BLOB, first_number INTEGER,
    PRIMARY KEY (kind, report, number)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS texts_first ON texts (kind, first, first_number);
CREATE TABLE IF NOT EXISTS bands (band BLOB, report BLOB, number INTEGER, PRIMARY KEY (band, report, number)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS inside (report BLOB, number INTEGER, claim TEXT, PRIMARY KEY (report, number, claim)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS voices (claim TEXT PRIMARY KEY, family BLOB) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS located (place BLOB, claim TEXT, report BLOB, PRIMARY KEY (place, claim)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS located_report ON located (report);
CREATE INDEX IF NOT EXISTS located_claim ON located (claim);
CREATE TABLE IF NOT EXISTS bare (name BLOB, claim TEXT, report BLOB, PRIMARY KEY (name, claim)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS bare_report ON bare (report);
CREATE TABLE IF NOT EXISTS rejections (report BLOB, claim TEXT, PRIMARY KEY (report, claim)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS votes (kind TEXT, name BLOB, key BLOB, n INTEGER, PRIMARY KEY (kind, name, key)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS voted (report BLOB, kind TEXT, name BLOB, key BLOB, n INTEGER,
    PRIMARY KEY (report, kind, name, key)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS parties (kind TEXT, name BLOB, party BLOB, PRIMARY KEY (kind, name)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS places (key BLOB PRIMARY KEY, name BLOB, folded BLOB, within BLOB, country BLOB, precision TEXT, area INTEGER,
    lat REAL, lon REAL, held INTEGER, has_record INTEGER, changes INTEGER, begin INTEGER, newest INTEGER, passes_on INTEGER,
    summary BLOB, passed TEXT, nearby TEXT, tallies TEXT) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS places_folded ON places (folded);
CREATE INDEX IF NOT EXISTS places_country ON places (country, area, passes_on);
CREATE INDEX IF NOT EXISTS places_lat ON places (lat, lon);
CREATE INDEX IF NOT EXISTS places_newest ON places (newest);
CREATE INDEX IF NOT EXISTS places_shares ON places (has_record, changes, begin);
CREATE TABLE IF NOT EXISTS tallies (kind TEXT, key BLOB, agreed INTEGER, against INTEGER, PRIMARY KEY (kind, key)) WITHOUT ROWID;
"""


class UnusableState(Exception):
    """The file cannot be opened or written, as in a read-only folder or while another process builds it."""


class WorkingState:
    """An open working state. All that happens in `changing` is stored together or not at all."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Open the state in a dossier's folder, and create it if it is missing, damaged or of another format.

        Raises:
            UnusableState: the file is locked, or the folder cannot be written to.
        """
        try:
            try:
                return cls(_connect(folder))
            except sqlite3.OperationalError:  # a new file would not change that
                raise
            except sqlite3.DatabaseError:
                delete(folder)
            return cls(_connect(folder))
        except (sqlite3.OperationalError, OSError) as error:
            raise UnusableState(str(error)) from error

    def close(self) -> None:
        """Close the file."""
        self.connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    @contextmanager
    def changing(self) -> Iterator[None]:
        """Open a transaction, commit it when the block ends, and roll it back if the block raises. Other writers wait.

        Raises:
            UnusableState: the file cannot be written.
        """
        try:
            self.connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            raise UnusableState(str(error)) from error
        try:
            yield
        except BaseException:
            self.connection.execute("ROLLBACK")
            raise
        self.connection.execute("COMMIT")

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Open a transaction that sees the state as it is now, until the block ends."""
        self.connection.execute("BEGIN")
        try:
            yield
        finally:
            self.connection.execute("ROLLBACK")

    def clear(self) -> None:
        """Delete all rows."""
        tables = [name for (name,) in self.connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in tables:
            self.connection.execute(f"DELETE FROM {table}")
        self.put_meta("format", FORMAT)

    def meta(self, name: str) -> str | None:
        """Return a value that was stored under a name, or None."""
        row = self.connection.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        return None if row is None else str(row[0])

    def put_meta(self, name: str, value: str) -> None:
        """Store a value under a name."""
        self.connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value))

    def rows(self, query: str, *values: object) -> list[Any]:
        """Return the rows of a query."""
        return self.connection.execute(query, values).fetchall()

    def rows_for(self, query: str, values: Iterable[object]) -> Iterator[Any]:
        """Yield the rows of a query that contains `IN (...)`, for any number of values."""
        wanted = list(values)
        for start in range(0, len(wanted), AT_ONCE):
            part = wanted[start : start + AT_ONCE]
            yield from self.connection.execute(query.replace("(...)", f"({','.join('?' * len(part))})"), part).fetchall()

    def change(self, statement: str, *values: object) -> None:
        """Run one statement that changes rows."""
        self.connection.execute(statement, values)

    def change_all(self, statement: str, rows: Iterable[Sequence[object] | Mapping[str, object]]) -> None:
        """Run a statement once for each row of values."""
        self.connection.executemany(statement, rows)


def encode(text: str) -> bytes:
    """Return a text as it is stored. The order of the bytes is the order of the texts."""
    return text.encode("utf-8", "surrogatepass")


def decode(stored: bytes) -> str:
    """Return a stored text."""
    return stored.decode("utf-8", "surrogatepass")


def exists(folder: Path) -> bool:
    """Check whether a dossier's folder has a working state."""
    return (folder / FILE).exists()


def delete(folder: Path) -> None:
    """Delete the state with everything in it."""
    for end in ("", "-wal", "-shm", "-journal"):
        (folder / f"{FILE}{end}").unlink(missing_ok=True)


def _connect(folder: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(folder / FILE, isolation_level=None, timeout=30, check_same_thread=False)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")  # a lost commit costs only time: the state then covers fewer ledger entries
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute("PRAGMA cache_size = -65536")
        if not connection.execute("SELECT name FROM sqlite_master WHERE name = 'meta'").fetchone():
            connection.executescript(f"BEGIN IMMEDIATE; {TABLES} INSERT OR IGNORE INTO meta VALUES ('format', '{FORMAT}'); COMMIT;")
        if connection.execute("SELECT value FROM meta WHERE name = 'format'").fetchone() != (FORMAT,):
            raise sqlite3.DatabaseError("another format")
    except BaseException:
        connection.close()
        raise
    return connection
