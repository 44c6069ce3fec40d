"""Events: what claims from one or more reports say happened, once."""

from __future__ import annotations

from heldby.model.base import Record
from heldby.model.claim import EventType, Status
from heldby.model.mention import ActorRef, PlaceRef, When


class Spread(Record):
    """The range of one figure in the claims of an event.

    Attributes:
        type: type of the figure, such as `killed`.
        unit: its unit.
        low: least bound that any claim gives; null if none gives one.
        high: greatest bound that any claim gives; null if none gives one.
        likeliest: the number within the bounds of most families; null if no claim gives a bound.
        claims: ids of the claims that give a number.
    """

    type: str
    unit: str | None
    low: float | None
    high: float | None
    likeliest: float | None
    claims: tuple[str, ...]


class Event(Record):
    """One event, merged from all claims that report it.

    Attributes:
        id: hash of the ids of the claims.
        type: the type that most families report.
        actor: the actors that acted.
        target: the actors that were acted upon.
        place: the places, towns before areas.
        when: the time, marked as estimated if no report states it; null if nothing dates the event.
        status: whether it happened, is ongoing, was attempted, is planned, is denied, and so on.
        value: the figures that the claims give.
        claims: ids of the claims that report it.
        reports: ids of their reports.
        families: number of families, that is, of independent sources.
        contradicts: ids of claims that contradict its claims.
        score: probability that at least one of its families was read correctly.
        explanation: how many claims, reports and families there are, and why the claims were joined.
    """

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
