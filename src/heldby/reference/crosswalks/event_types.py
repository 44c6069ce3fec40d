"""The crosswalk of types, `types.toml`: heldby's types of events beside those of PLOVER, CAMEO, ACLED and UCDP, each with a reason."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).parent / "types.toml"

AcledType = tuple[str, str]
"""An ACLED event type and sub-event type; the second is empty where it depends on something unknown."""


@dataclass(frozen=True, slots=True)
class EventCodes:
    """The codes of one type of event. A scheme that has no such type gives None.

    Attributes:
        plover: event, mode and context; mode and context may be empty.
        cameo: CAMEO code.
        acled: ACLED type, if nothing is known about the parties.
        acled_civilians: ACLED type if the target is civilians; None if it is the same.
        acled_state: ACLED type if the actor is the state of the country; None if it is the same.
        acled_other: ACLED type if the actor is a group or another state; None if it is the same.
        ucdp: whether the type is a use of armed force, as UCDP GED counts it.
        why: the reason for the correspondence.
    """

    why: str
    ucdp: bool
    plover: tuple[str, str, str] | None = None
    cameo: str | None = None
    acled: AcledType | None = None
    acled_civilians: AcledType | None = None
    acled_state: AcledType | None = None
    acled_other: AcledType | None = None


@lru_cache(maxsize=1)
def _tables() -> dict[str, Any]:
    with FILE.open("rb") as stream:
        return tomllib.load(stream)


@lru_cache(maxsize=1)
def event_codes() -> dict[str, EventCodes]:
    """Return the codes of each type of event, keyed by heldby's type."""
    return {type: _codes(row) for type, row in _tables()["event"].items()}


def _codes(row: dict[str, Any]) -> EventCodes:
    fields: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in row.items()}
    return EventCodes(**fields)


def type_of_sub_event(sub_event: str) -> str | None:
    """Return heldby's type for an ACLED sub-event type; None if none fits.

    Raises:
        KeyError: ACLED has no such sub-event type.
    """
    found: str | None = _tables()["acled"][sub_event].get("type")
    return found


def type_of_violence(number: str) -> str:
    """Return heldby's type for a UCDP type of violence: "1", "2" or "3".

    Raises:
        KeyError: UCDP has no such type of violence.
    """
    return str(_tables()["ucdp"][number]["type"])
