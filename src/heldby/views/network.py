"""Ties between actors: who backs, leads or fights whom, since when it is said, and by how many voices."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from heapq import heappush, heappushpop

from heldby.control.evidence.statements import is_party
from heldby.model import ActorRef, Claim
from heldby.model.base import Record
from heldby.views.alliances import BLOWS, key_of

TOGETHER = frozenset({"backs", "allied_with", "part_of", "leads", "support"})
HAPPENED = frozenset({"happened", "ongoing"})


class Actor(Record):
    """A party as the record knows it; `side` is the camp it counts with, `claims` how many name it."""

    key: str
    name: str
    side: str | None
    claims: int


class Tie(Record):
    """What joins two actors (`actor` does it to `target`): `type` is a relation's type, or `against` for acts of war.

    `first` and `last` bound the days for which it is told, null where undated; `families` counts independent voices, `claims` are at most
    `MOST` of those that say so, the newest first.
    """

    actor: str
    target: str
    type: str
    first: dt.date | None
    last: dt.date | None
    count: int
    families: int
    claims: tuple[str, ...]


class Ties(Record):
    """Actors with what joins them, the most often named first."""

    actors: tuple[Actor, ...]
    ties: tuple[Tie, ...]


MOST = 20
"""Claims named with a tie."""

SideOf = Callable[[ActorRef, dt.date | None], str]


def network(claims: Iterable[Claim], families: Mapping[str, str], known: Mapping[str, dt.date], side_of: SideOf) -> Ties:
    """The ties that claims tell of. `known` gives the day from which each report counts as known, which dates what is undated."""
    names: dict[str, ActorRef] = {}
    counts: dict[str, int] = {}
    told: dict[tuple[str, str, str], _Told] = {}
    for claim in claims:
        for ref in filter(is_party, (*claim.actor, *claim.target)):
            key = key_of(ref)
            names.setdefault(key, ref)
            counts[key] = counts.get(key, 0) + 1
        for pair in _pairs(claim):
            told.setdefault(pair, _Told()).add(claim, families, known.get(claim.report))
    found = [group.tie(*pair) for pair, group in told.items()]
    joined = {key for tie in found for key in (tie.actor, tie.target)}
    actors = [Actor(key=key, name=names[key].name or names[key].text, side=side_of(names[key], None), claims=counts[key]) for key in joined]
    return Ties(
        actors=tuple(sorted(actors, key=lambda one: (-one.claims, one.key))),
        ties=tuple(sorted(found, key=lambda one: (-one.families, one.actor, one.target, one.type))),
    )


def _pairs(claim: Claim) -> Iterator[tuple[str, str, str]]:
    kind = "against" if claim.type in BLOWS else claim.type if claim.type in TOGETHER else None
    if kind is None or claim.status not in HAPPENED:
        return
    for one in filter(is_party, claim.actor):
        for other in filter(is_party, claim.target):
            if key_of(one) != key_of(other):
                yield key_of(one), key_of(other), kind


class _Told:
    """What claims come to that tell of one tie, gathered one by one, as a large record's do not fit in memory."""

    def __init__(self) -> None:
        self.count = 0
        self.voices: set[str] = set()
        self.dated: list[dt.date] = []
        self.known: list[dt.date] = []
        self.newest: list[tuple[dt.date, str]] = []

    def add(self, claim: Claim, families: Mapping[str, str], known: dt.date | None) -> None:
        """One claim more, known from a day on."""
        self.count += 1
        self.voices.add(families.get(claim.report, claim.report))
        self.dated = _bounds(*self.dated, *((claim.when.first, claim.when.last) if claim.when else ()))
        self.known = _bounds(*self.known, known)
        (heappush if len(self.newest) < MOST else heappushpop)(self.newest, (known or dt.date.min, claim.id))

    def tie(self, actor: str, target: str, type: str) -> Tie:
        """The tie that they tell of."""
        first, last = self.dated or self.known or (None, None)
        claims = tuple(id for _, id in sorted(self.newest, reverse=True))
        return Tie(
            actor=actor, target=target, type=type, first=first, last=last, count=self.count, families=len(self.voices), claims=claims
        )


def _bounds(*days: dt.date | None) -> list[dt.date]:
    """The first and the last of the days that there are; nothing if there is none."""
    found = [day for day in days if day]
    return [min(found), max(found)] if found else []
