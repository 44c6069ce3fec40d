"""Maintenance of the record and its indexes: clearing, checking, and purging deleted data from the files."""

from __future__ import annotations

from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from heldby.store.db.dialect import is_read_only
from heldby.store.db.schema import metadata
from heldby.store.search.spatial_index import BOXES, count_mismatches
from heldby.store.search.text_index import TEXT_TABLES, find_mismatch


def purge_deleted(engine: Engine) -> None:
    """Overwrite what deleted rows left in the database files (VACUUM)."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT", outside=True) as connection:
        if engine.dialect.name == "sqlite":
            for name in TEXT_TABLES:
                connection.exec_driver_sql(f"INSERT INTO {name}_text ({name}_text) VALUES ('optimize')")
            connection.exec_driver_sql("VACUUM")
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        else:
            connection.exec_driver_sql("VACUUM")


def clear_record(connection: Connection) -> None:
    """Delete all rows except those of the ledger, and empty the indexes."""
    if connection.dialect.name == "sqlite":
        for name in TEXT_TABLES:
            connection.exec_driver_sql(f"INSERT INTO {name}_text ({name}_text) VALUES ('delete-all')")
    else:
        for name in TEXT_TABLES:
            connection.exec_driver_sql(f"DELETE FROM {name}_text")
    connection.exec_driver_sql(f"DELETE FROM {BOXES}")
    for table in reversed(metadata.sorted_tables):
        if table.name != "ledger":
            connection.execute(table.delete())


def check_indexes(engine: Engine) -> Iterator[tuple[str, str]]:
    """Yield (index, problem) where an index disagrees with the record. SQLite cannot check text indexes in a read-only folder."""
    for name in TEXT_TABLES if not is_read_only(engine) else ():
        try:
            problem = find_mismatch(engine, metadata.tables[name])
        except sa.exc.DatabaseError as error:
            problem = f"it disagrees with the {name} ({str(error.orig).splitlines()[0]})"
        if problem:
            yield (f"{name}_text", f"{problem}; `heldby rebuild` repairs it")
    count = count_mismatches(engine)
    if count:
        yield (BOXES, f"{count} claims are elsewhere in the record than in the index; `heldby rebuild` repairs it")
