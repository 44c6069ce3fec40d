"""An event: what claims from one or many reports say happened, once."""

from __future__ import annotations

from heldby.model.base import Record
from heldby.model.claim import EventType, Status
from heldby.model.mention import ActorRef, PlaceRef, When


class Spread(Record):
    """What claims say of one number: its outer bounds, the bounds most claims share, and which claims say so."""

    type: str
    unit: str | None
    low: float | None
    high: float | None
    likeliest: float | None
    claims: tuple[str, ...]


class Event(Record):
    """What happened once, whoever tells it. `families` counts independent voices; `contradicts` names claims or events at odds with it."""

    id: str
    type: EventType
    actor: tuple[ActorRef, ...] = ()
    target: tuple[ActorRef, ...] = ()
    place: tuple[PlaceRef, ...] = ()
    when: When | None = None
    status: Status
    value: tuple[Spread, ...] = ()
    claims: tuple[str, ...]
    reports: tuple[str, ...]
    families: int
    contradicts: tuple[str, ...] = ()
    score: float
    explanation: str
