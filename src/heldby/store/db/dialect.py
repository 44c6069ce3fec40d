"""Differences between SQLite and PostgreSQL: connections, transactions, waiting and errors. Those of indexes are in `store.search`."""

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
"""Seconds that a writer waits for the writers before it. The message of `BusyDossier` states it."""

POLL_S = 0.005
"""Seconds between two attempts to lock a SQLite dossier that another process is writing to."""

BUSY = "other processes have been writing to this dossier for {} seconds; nothing of this step was stored, try again"

LEDGER_LOCK = 0x68656C64
"""Key of the PostgreSQL advisory lock for writers; the number is "held" in ASCII.

Writers write one after another, because each ledger entry needs the hash of the one before.
"""


def file_url(path: Path) -> URL:
    """Return the URL of a dossier's database file; read-only if the folder cannot be written to, as on a write-protected disc.

    Raises:
        UnwritableDossier: the read-only folder has a log of transactions that were not yet written to the file.
    """
    if path.exists() and not os.access(path.parent, os.W_OK):
        log = path.with_name(f"{path.name}-wal")
        if log.exists() and log.stat().st_size:
            # SQLite would ignore the log, and with it the last commits.
            raise UnwritableDossier(
                f"the dossier in {path.parent} was copied while it was open; copy it to a writable folder and open it there"
            )
        # SQLite creates files beside a file in WAL mode, unless it may assume ("immutable") that no process writes to it.
        return URL.create(
            "sqlite+pysqlite", database=f"file:{quote(str(path.absolute()))}", query={"mode": "ro", "immutable": "1", "uri": "true"}
        )
    return URL.create("sqlite+pysqlite", database=str(path))


def is_read_only(engine: Engine) -> bool:
    """Check whether the dossier is opened read-only."""
    return engine.url.query.get("immutable") == "1"


def server_url(url: str) -> URL:
    """Return a user's PostgreSQL URL with the driver that heldby uses.

    Raises:
        DossierError: the URL is not that of a PostgreSQL database.
    """
    made = make_url(url)
    if made.get_backend_name() not in ("postgresql", "postgres"):
        raise DossierError(f"--database takes a PostgreSQL URL, such as postgresql://user@host/name; this is {made.get_backend_name()}")
    return made.set(drivername="postgresql+psycopg")


CONNECT = {"connect_timeout": WAIT_S, "options": "-c jit=off"}
"""Arguments of a server connection. Just-in-time compilation is off, as compiling one of heldby's queries takes longer than running it."""


def make_engine(url: URL) -> Engine:
    """Return an engine whose connections wait for one another and take the write lock at the start of a write transaction."""
    if url.get_backend_name() == "sqlite":
        engine = sa.create_engine(url, connect_args={"timeout": WAIT_S, "check_same_thread": False})
        sa.event.listen(engine, "connect", _set_up_reader if is_read_only(engine) else _set_up_sqlite)
        sa.event.listen(engine, "begin", _begin_sqlite)
    else:
        engine = sa.create_engine(url, connect_args=CONNECT, isolation_level="REPEATABLE READ", pool_pre_ping=True)
        sa.event.listen(engine, "begin", _begin_postgresql)
    return engine


WRITER_KIB, READER_KIB = 32 * 1024, 8 * 1024
"""Size in KiB of the page cache of a SQLite connection that writes, and of one that only reads.

New ids are scattered over all pages of the indexes on ids. With the default cache of two megabytes, most of these pages would be read
again for every report. A connection that only reads needs less: a server has many of them, and they share the cache of
the operating system.
"""


VOCABULARY = "CREATE VIRTUAL TABLE temp.{0}_words USING fts5vocab(main, {0}, instance)"
"""SQL that gives a connection a view of the words in a full-text index of SQLite."""


def _set_up_reader(connection: sqlite3.Connection, _record: Any) -> None:
    connection.isolation_level = None  # The begin event below starts transactions instead of the driver.
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
    """Return the execution options of a write connection."""
    if engine.dialect.name == "sqlite":
        return {"writes": True}
    # REPEATABLE READ would take its snapshot before it has the lock, and miss what earlier writers commit; READ COMMITTED sees it.
    return {"writes": True, "isolation_level": "READ COMMITTED"}


@contextmanager
def writer_queue(engine: Engine) -> Iterator[None]:
    """Wait for the writers before this one, and hold the lock inside the block.

    PostgreSQL queues writers itself. SQLite makes each writer retry at growing intervals, so that some of many writers wait very long.
    Polling a lock file every few milliseconds avoids that.

    Raises:
        BusyDossier: the writers before this one did not finish within WAIT_S.
        UnwritableDossier: the lock file cannot be created.
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
    """Translate a database error into an error that a user can act on; return None if the cause is a fault in heldby."""
    text = str(error.orig)
    state = getattr(error.orig, "sqlstate", None) or ""
    if "database is locked" in text or state == "55P03":
        return BusyDossier(BUSY.format(WAIT_S))
    if "disk is full" in text or state == "53100":
        return UnwritableDossier("the disk is full; everything committed so far is stored, free some space and run again")
    if any(
        sign in text
        for sign in ("readonly database", "unable to open database", "disk I/O error", "permission denied", "read-only file system")
    ):
        return UnwritableDossier(f"the dossier cannot be written ({text.splitlines()[0]})")
    if error.connection_invalidated or state.startswith(("08", "57P")) or (isinstance(error, sa.exc.OperationalError) and not state):
        return LostDatabase(
            f"the database does not answer ({text.splitlines()[0]}); everything committed is stored, run again when it is back"
        )
    return None
