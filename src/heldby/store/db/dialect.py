"""Where SQLite and PostgreSQL differ: how they are opened, how transactions begin and wait, what errors mean. See `words` and `boxes`."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import sqlalchemy as sa
from sqlalchemy.engine import URL, Connection, Engine, make_url

from heldby.errors import BusyDossier, DossierError, LostDatabase, UnwritableDossier

WAIT_S = 30
"""Seconds a writer waits for the writers before it; stated in the message when they do not finish."""

POLL_S = 0.005
"""Seconds between two attempts to get at a SQLite dossier that another process is writing to."""

BUSY = "others have been writing to this dossier for {} seconds; nothing of this step was kept, try again"

LEDGER_LOCK = 0x68656C64
"""Key of the PostgreSQL advisory lock that writers queue for ("held" in ASCII): each ledger row needs the hash of the one before it."""


def file_url(path: Path) -> URL:
    """The database file of a dossier; one in a folder that may not be written to, as on a disc of evidence, is opened for reading only."""
    if path.exists() and not os.access(path.parent, os.W_OK):
        log = path.with_name(f"{path.name}-wal")
        if log.exists() and log.stat().st_size:
            # Opened as unchanging, the file alone would be read, without what was committed last.
            raise UnwritableDossier(
                f"{path.parent} was not closed when it was copied here; copy it to where it can be written, and open it there"
            )
        # SQLite can read a file in WAL mode without writing beside it only if it is promised that nobody else writes either.
        return URL.create(
            "sqlite+pysqlite", database=f"file:{quote(str(path.absolute()))}", query={"mode": "ro", "immutable": "1", "uri": "true"}
        )
    return URL.create("sqlite+pysqlite", database=str(path))


def is_read_only(engine: Engine) -> bool:
    """Whether the dossier lies where nothing can be written."""
    return engine.url.query.get("immutable") == "1"


def server_url(url: str) -> URL:
    """A PostgreSQL URL as the user gives it, with the driver that heldby uses."""
    made = make_url(url)
    if made.get_backend_name() not in ("postgresql", "postgres"):
        raise DossierError(f"--database takes a PostgreSQL URL, such as postgresql://user@host/name; this is {made.get_backend_name()}")
    return made.set(drivername="postgresql+psycopg")


CONNECT = {"connect_timeout": WAIT_S, "options": "-c jit=off"}
"""How a server is connected to. Compiling a query takes a server longer than answering one of ours."""


def make_engine(url: URL) -> Engine:
    """An engine whose connections wait for one another, keep what they committed, and take the write lock at the start when told to."""
    if url.get_backend_name() == "sqlite":
        engine = sa.create_engine(url, connect_args={"timeout": WAIT_S, "check_same_thread": False})
        sa.event.listen(engine, "connect", _set_up_reader if is_read_only(engine) else _set_up_sqlite)
        sa.event.listen(engine, "begin", _begin_sqlite)
    else:
        engine = sa.create_engine(url, connect_args=CONNECT, isolation_level="REPEATABLE READ", pool_pre_ping=True)
        sa.event.listen(engine, "begin", _begin_postgresql)
    return engine


WRITER_KIB, READER_KIB = 32 * 1024, 8 * 1024
"""Of a SQLite file, how much a connection keeps in memory that writes, or that only ever read. New claims go to all parts of the indexes of
their ids, and with SQLite's own two megabytes most of those are read anew for every report. A server has many that read, and the system
keeps the file for all of them."""


VOCABULARY = "CREATE VIRTUAL TABLE temp.{0}_words USING fts5vocab(main, {0}, instance)"
"""A view of the words that a full text index of SQLite holds, for this connection."""


def _set_up_reader(connection: sqlite3.Connection, _record: Any) -> None:
    connection.isolation_level = None  # SQLAlchemy's begin event below starts transactions, not the driver.
    for index in ("reports_text", "claims_text"):
        connection.execute(VOCABULARY.format(index))


def _set_up_sqlite(connection: sqlite3.Connection, record: Any) -> None:
    _set_up_reader(connection, record)
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute("PRAGMA secure_delete = ON")
    cursor.execute(f"PRAGMA cache_size = -{READER_KIB}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    options = connection.get_execution_options()
    if options.get("writes"):
        connection.exec_driver_sql(f"PRAGMA cache_size = -{WRITER_KIB}")
    if not options.get("outside"):
        connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get("writes") else "BEGIN")


def _begin_postgresql(connection: Connection) -> None:
    if connection.get_execution_options().get("writes"):
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{WAIT_S}s'")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LEDGER_LOCK})")


def writer_options(engine: Engine) -> dict[str, Any]:
    """Execution options of a connection that will write."""
    if engine.dialect.name == "sqlite":
        return {"writes": True}
    # A snapshot is taken at the first statement, which would be before the lock is had; read committed sees what the lock waited for.
    return {"writes": True, "isolation_level": "READ COMMITTED"}


@contextmanager
def writer_queue(engine: Engine) -> Iterator[None]:
    """Wait for the writers before this one. PostgreSQL queues them itself; SQLite lets each try again at growing intervals, so that with
    many writers some wait very long, which asking for a lock beside the file every few milliseconds avoids.

    Raises:
        BusyDossier: they did not finish within WAIT_S.
    """
    if engine.dialect.name != "sqlite" or is_read_only(engine):
        yield
        return
    from filelock import FileLock, Timeout

    lock = FileLock(f"{engine.url.database}.lock", timeout=WAIT_S, poll_interval=POLL_S)
    try:
        lock.acquire()
    except Timeout as error:
        raise BusyDossier(BUSY.format(WAIT_S)) from error
    except OSError as error:
        raise UnwritableDossier(f"the dossier cannot be written ({error.strerror or error})") from error
    try:
        yield
    finally:
        lock.release()


def translate_error(error: sa.exc.DBAPIError) -> DossierError | None:
    """The user's words for a database error, or None when it is a fault of ours."""
    text = str(error.orig)
    state = getattr(error.orig, "sqlstate", None) or ""
    if "database is locked" in text or state == "55P03":
        return BusyDossier(BUSY.format(WAIT_S))
    if "disk is full" in text or state == "53100":
        return UnwritableDossier("the disk is full; what was read so far is kept, make room and run again")
    if any(
        sign in text
        for sign in ("readonly database", "unable to open database", "disk I/O error", "permission denied", "read-only file system")
    ):
        return UnwritableDossier(f"the dossier cannot be written ({text.splitlines()[0]})")
    if error.connection_invalidated or state.startswith(("08", "57P")) or (isinstance(error, sa.exc.OperationalError) and not state):
        return LostDatabase(f"the database does not answer ({text.splitlines()[0]}); what was committed is kept, run again when it is back")
    return None
