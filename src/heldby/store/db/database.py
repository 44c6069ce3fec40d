"""Opening a dossier's database, bringing its tables up to date, and transactions."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa
from sqlalchemy.engine import URL, Connection

from heldby.errors import NewerDossier
from heldby.store.db import dialect

HEAD = "0005"
"""The newest step in `migrations/versions`; a test holds it to be so."""


class Database:
    """Transactions on one database. Readers see a still picture and never wait; writers queue, one at a time."""

    def __init__(self, url: URL) -> None:
        self.engine = dialect.make_engine(url)

    def prepare(self) -> None:
        """Make the tables, or bring those of an earlier heldby up to date.

        Raises:
            NewerDossier: a later heldby wrote it.
        """
        with self.reading() as connection:
            current = _version(connection)
        if current != HEAD:
            with self.writing() as connection:
                migrate(connection)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A snapshot to ask questions of."""
        with _explained(), self.engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that is kept whole when the block ends, and not at all when it raises."""
        options = dialect.writer_options(self.engine)
        with _explained(), dialect.writer_queue(self.engine), self.engine.connect().execution_options(**options) as connection, connection.begin():
            yield connection

    def close(self) -> None:
        """Let go of every connection."""
        self.engine.dispose()


def migrate(connection: Connection) -> None:
    """Run the steps that this database has not had, in the transaction at hand."""
    from alembic import command
    from alembic.config import Config
    from alembic.util.exc import CommandError

    # Asked again under the lock: another process may have migrated while this one waited.
    current = _version(connection)
    if current == HEAD:
        return
    config = Config()
    config.set_main_option("script_location", "heldby.store.db:migrations")
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except CommandError as error:
        raise NewerDossier(f"this dossier was written by a later heldby (schema {current}, here {HEAD}); upgrade heldby") from error


def _version(connection: Connection) -> str | None:
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    version = sa.table("alembic_version", sa.column("version_num"))
    return connection.execute(sa.select(version.c.version_num)).scalar()


@contextmanager
def _explained() -> Iterator[None]:
    try:
        yield
    except sa.exc.DBAPIError as error:
        explained = dialect.translate_error(error)
        if explained is None:
            raise
        raise explained from error
