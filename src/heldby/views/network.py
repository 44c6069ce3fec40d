"""Ties between actors: who backs, leads or fights whom, since when it is said, and by how many voices."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping

from heldby.control.statements import is_party
from heldby.model import ActorRef, Claim
from heldby.model.base import Record
from heldby.views.camps import BLOWS, key_of

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
    told: dict[tuple[str, str, str], list[Claim]] = {}
    for claim in claims:
        for ref in filter(is_party, (*claim.actor, *claim.target)):
            key = key_of(ref)
            names.setdefault(key, ref)
            counts[key] = counts.get(key, 0) + 1
        for pair in _pairs(claim):
            told.setdefault(pair, []).append(claim)
    found = [_tie(pair, group, families, known) for pair, group in told.items()]
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


def _tie(pair: tuple[str, str, str], group: list[Claim], families: Mapping[str, str], known: Mapping[str, dt.date]) -> Tie:
    days = [day for claim in group for day in ((claim.when.first, claim.when.last) if claim.when else ()) if day]
    days = days or [known[claim.report] for claim in group if claim.report in known]
    newest = sorted(group, key=lambda claim: (known.get(claim.report, dt.date.min), claim.id), reverse=True)
    return Tie(
        actor=pair[0], target=pair[1], type=pair[2], first=min(days, default=None), last=max(days, default=None), count=len(group),
        families=len({families.get(claim.report, claim.report) for claim in group}), claims=tuple(claim.id for claim in newest[:MOST]),
    )  # fmt: skip
