"""Settings of a dossier, and marks that it keeps about itself."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from heldby.errors import UnknownRecord
from heldby.store.db.schema import settings

CONCLUDED = "concluded"
"""From which ledger row, and by which version, the conclusions kept were drawn: "412 0.1.0"."""

EXPLAIN_CONTEXT = "common"
"""What the conclusions kept say of the whole record, as JSON that the store does not read."""

DERIVED_MARKS = frozenset({CONCLUDED, EXPLAIN_CONTEXT})
"""Marks that stand beside what is derived; no ledger row tells of them."""

TOMBSTONE_PREFIX = "tomb:"
"""Before the ledger number of an erasure: the salt and digest by which an erased report is known should it come again."""

USER_SETTINGS = {
    "second-approval": "yes: a judgement counts only once a second person has given the same (no unless set)",
    "sides": "which actors count with which side, as in sides.toml in the dossier's folder, from which it is taken",
    "sources": "how far sources are to be trusted, as in sources.toml in the dossier's folder, from which it is taken",
}
"""The settings that a person may set, and what they do."""

YES_OR_NO = frozenset({"second-approval"})


def check(name: str, value: str) -> None:
    """Whether a person may set this so.

    Raises:
        UnknownRecord: there is no such setting, or it cannot be that.
    """
    if name not in USER_SETTINGS:
        raise UnknownRecord(f"there is no setting {name}; there are {', '.join(USER_SETTINGS)}")
    if name in YES_OR_NO and value not in ("yes", "no"):
        raise UnknownRecord(f"{name} is yes or no, not {value}")


def get(connection: Connection, name: str) -> str | None:
    """The value of a setting."""
    return connection.execute(sa.select(settings.c.value).where(settings.c.name == name)).scalar()


def put(connection: Connection, name: str, value: str) -> None:
    """Set a setting."""
    connection.execute(settings.delete().where(settings.c.name == name))
    connection.execute(settings.insert().values(name=name, value=value))


def with_prefix(connection: Connection, prefix: str) -> dict[str, str]:
    """Settings whose names begin so."""
    rows = connection.execute(sa.select(settings.c.name, settings.c.value).where(settings.c.name.startswith(prefix, autoescape=True)))
    return {row.name: row.value for row in rows}
