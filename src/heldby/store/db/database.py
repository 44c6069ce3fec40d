"""The database of a dossier: migrations and transactions."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa
from sqlalchemy.engine import URL, Connection

from heldby.errors import NewerDossier
from heldby.store.db import dialect

HEAD = "0005"
"""The newest migration in `migrations/versions`. A test checks that it is."""


class Database:
    """Transactions on one database. Readers see a snapshot and never wait; writers queue, one at a time."""

    def __init__(self, url: URL) -> None:
        self.engine = dialect.make_engine(url)

    def prepare(self) -> None:
        """Create the tables, or migrate those of an earlier version of heldby.

        Raises:
            NewerDossier: a later version of heldby wrote the database.
        """
        with self.reading() as connection:
            current = _version(connection)
        if current != HEAD:
            with self.writing() as connection:
                migrate(connection)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Open a read transaction, which sees a snapshot."""
        with _translated_errors(), self.engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Open a write transaction, which is committed when the block ends and rolled back when it raises."""
        options = dialect.writer_options(self.engine)
        with (
            _translated_errors(),
            dialect.writer_queue(self.engine),
            self.engine.connect().execution_options(**options) as connection,
            connection.begin(),
        ):
            yield connection

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()


def migrate(connection: Connection) -> None:
    """Run the missing migrations inside the caller's transaction.

    Raises:
        NewerDossier: a later version of heldby wrote the database.
    """
    from alembic import command
    from alembic.config import Config
    from alembic.util.exc import CommandError

    # Read again under the lock: another process may have migrated while this one waited.
    current = _version(connection)
    if current == HEAD:
        return
    config = Config()
    config.set_main_option("script_location", "heldby.store.db:migrations")
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except CommandError as error:
        raise NewerDossier(f"a later version of heldby wrote this dossier (schema {current}, here {HEAD}); upgrade heldby") from error


def _version(connection: Connection) -> str | None:
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    version = sa.table("alembic_version", sa.column("version_num"))
    return connection.execute(sa.select(version.c.version_num)).scalar()


@contextmanager
def _translated_errors() -> Iterator[None]:
    try:
        yield
    except sa.exc.DBAPIError as error:
        translated = dialect.translate_error(error)
        if translated is None:
            raise
        raise translated from error
