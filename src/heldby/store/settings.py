"""Settings of a dossier: those that a user may set, and marks that heldby keeps for itself."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from heldby.errors import UnknownRecord
from heldby.store.db.schema import settings

CONCLUDED = "concluded"
"""Name of the setting that marks the stored conclusions.

Its value is the ledger position that they rest on and the version of heldby that derived them, such as "412 0.1.0".
"""

EXPLAIN_CONTEXT = "common"
"""Name of the setting with the context that the explanations of all places share, as JSON that the store does not parse."""

DERIVED_MARKS = frozenset({CONCLUDED, EXPLAIN_CONTEXT})
"""Names of the settings that are derived with the conclusions. No ledger entry sets them."""

TOMBSTONE_PREFIX = "tomb:"
"""Prefix of the names of tombstones; the number of the erasure's ledger entry follows.

The value is the salt and the digest by which the erased report is recognised if it is added again.
"""

USER_SETTINGS = {
    "title": "the heading of the page, the app and the pictures of the map (default: Who holds what)",
    "second-approval": "yes: a judgement counts only after a second person made the same one (default: no)",
    "sides": "the side of each actor; read from sides.toml in the dossier's folder",
    "sources": "the reliability of each source; read from sources.toml in the dossier's folder",
}
"""The settings that a user may set, and what they do."""

YES_OR_NO = frozenset({"second-approval"})


def check(name: str, value: str) -> None:
    """Check that a user may set a setting to a value.

    Raises:
        UnknownRecord: there is no such setting, or the value is not allowed.
    """
    if name not in USER_SETTINGS:
        raise UnknownRecord(f"there is no setting {name}; there are {', '.join(USER_SETTINGS)}")
    if name in YES_OR_NO and value not in ("yes", "no"):
        raise UnknownRecord(f"{name} is yes or no, not {value}")


def get(connection: Connection, name: str) -> str | None:
    """Return the value of a setting, or None if it is not set."""
    return connection.execute(sa.select(settings.c.value).where(settings.c.name == name)).scalar()


def put(connection: Connection, name: str, value: str) -> None:
    """Set a setting, replacing an earlier value."""
    connection.execute(settings.delete().where(settings.c.name == name))
    connection.execute(settings.insert().values(name=name, value=value))


def with_prefix(connection: Connection, prefix: str) -> dict[str, str]:
    """Return the values of the settings whose names start with a prefix, by name."""
    rows = connection.execute(sa.select(settings.c.name, settings.c.value).where(settings.c.name.startswith(prefix, autoescape=True)))
    return {row.name: row.value for row in rows}
