"""The network of actors: who backs, leads or fights whom, since when, and according to how many independent sources."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from heapq import heappush, heappushpop

from heldby.control.evidence.parties import is_party
from heldby.model import ActorRef, Claim
from heldby.model.base import Record
from heldby.views.alliances import HOSTILE_TYPES, actor_key

COOPERATIVE_TYPES = frozenset({"backs", "allied_with", "part_of", "leads", "support"})
FACTUAL_STATUSES = frozenset({"happened", "ongoing"})


class Actor(Record):
    """An actor of the network; `claims` is the number of claims that name it."""

    key: str
    name: str
    side: str | None
    claims: int


class Tie(Record):
    """A tie from `actor` to `target`. `type` is the type of its claims, or `against` if they report fighting.

    `first` and `last` are the first and last day that its claims state or, if they state none, on which their reports were known. `count`
    is the number of claims, and `families` that of independent families. `claims` has the ids of at most 20 claims, the newest first.
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
    """The actors, the most frequent first, and the ties between them."""

    actors: tuple[Actor, ...]
    ties: tuple[Tie, ...]


MAX_CLAIMS = 20
"""Greatest number of claims listed for a tie."""

SideOf = Callable[[ActorRef, dt.date | None], str]


def network(claims: Iterable[Claim], families: Mapping[str, str], known: Mapping[str, dt.date], side_of: SideOf) -> Ties:
    """Return the ties that claims state, and their actors.

    Args:
        claims: the claims, after judgements.
        families: the family of each report, by id.
        known: the day from which each report counts as known; it dates ties without dated claims.
        side_of: a function that returns the side of an actor on a day, or on no particular day if the day is None.
    """
    names: dict[str, ActorRef] = {}
    counts: dict[str, int] = {}
    builders: dict[tuple[str, str, str], _TieBuilder] = {}
    for claim in claims:
        for ref in filter(is_party, (*claim.actor, *claim.target)):
            key = actor_key(ref)
            names.setdefault(key, ref)
            counts[key] = counts.get(key, 0) + 1
        for pair in _pairs(claim):
            builders.setdefault(pair, _TieBuilder()).add(claim, families, known.get(claim.report))
    found = [builder.tie(*pair) for pair, builder in builders.items()]
    joined = {key for tie in found for key in (tie.actor, tie.target)}
    actors = [Actor(key=key, name=names[key].name or names[key].text, side=side_of(names[key], None), claims=counts[key]) for key in joined]
    return Ties(
        actors=tuple(sorted(actors, key=lambda one: (-one.claims, one.key))),
        ties=tuple(sorted(found, key=lambda one: (-one.families, one.actor, one.target, one.type))),
    )


def _pairs(claim: Claim) -> Iterator[tuple[str, str, str]]:
    kind = "against" if claim.type in HOSTILE_TYPES else claim.type if claim.type in COOPERATIVE_TYPES else None
    if kind is None or claim.status not in FACTUAL_STATUSES:
        return
    for one in filter(is_party, claim.actor):
        for other in filter(is_party, claim.target):
            if actor_key(one) != actor_key(other):
                yield actor_key(one), actor_key(other), kind


class _TieBuilder:
    """Collects the claims of one tie one by one, because those of a large record do not fit in memory."""

    def __init__(self) -> None:
        self.count = 0
        self.families: set[str] = set()
        self.dated: list[dt.date] = []
        self.known: list[dt.date] = []
        self.newest: list[tuple[dt.date, str]] = []

    def add(self, claim: Claim, families: Mapping[str, str], known: dt.date | None) -> None:
        """Add a claim whose report counts as known from the day `known` on."""
        self.count += 1
        self.families.add(families.get(claim.report, claim.report))
        self.dated = _bounds(*self.dated, *((claim.when.first, claim.when.last) if claim.when else ()))
        self.known = _bounds(*self.known, known)
        (heappush if len(self.newest) < MAX_CLAIMS else heappushpop)(self.newest, (known or dt.date.min, claim.id))

    def tie(self, actor: str, target: str, type: str) -> Tie:
        """Return the tie of the claims added so far."""
        first, last = self.dated or self.known or (None, None)
        claims = tuple(id for _, id in sorted(self.newest, reverse=True))
        return Tie(
            actor=actor, target=target, type=type, first=first, last=last, count=self.count, families=len(self.families), claims=claims
        )


def _bounds(*days: dt.date | None) -> list[dt.date]:
    """Return the first and the last of the days that are not None; an empty list if all are None."""
    found = [day for day in days if day]
    return [min(found), max(found)] if found else []
