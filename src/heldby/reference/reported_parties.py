"""Find out from the record to which party an unlisted actor belongs.

The words of other reports come first: if they give the same name ("9th Brigade") to one listed actor, the name means that actor. Relations
come second: an actor belongs to the party that it most often is part of, is allied with, leads, backs or is led by. An actor that is more
often said to fight a side than to be with it is not on that side, and two actors that fight each other do not share one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from heldby.base.text import fold_case
from heldby.model import ActorRef, Claim

ALLIANCES = frozenset(("backs", "allied_with", "part_of", "leads"))
"""Types of relation claims whose actor and target are on one side."""
BELONGING = frozenset(("part_of", "leads"))
"""Types of relation claims that put the actor into the target, even if neither is listed."""
HOSTILITIES = frozenset(("fights", "capture", "clash", "attack", "airstrike", "shelling", "bombing", "besiege", "repel", "offensive"))
"""Types of claims whose actor and target fight each other."""
STATUSES = ("happened", "ongoing")
LONGEST_CHAIN = 5
"""Number of steps from an unlisted actor to the actor that it belongs to through others."""
SideOf = Callable[[str], str]
"""Gives the side of a listed actor by its id."""


@dataclass(frozen=True)
class ReportedParties:
    """The parties of unlisted actors, by the folded name of the actor.

    Attributes:
        named: ids of the listed actors to which reports give the same name.
        told: ids of the listed actors to which relations link the actor.
        within: folded names of the unlisted actors to which relations link the actor.
    """

    named: Mapping[str, str] = field(default_factory=dict)
    told: Mapping[str, str] = field(default_factory=dict)
    within: Mapping[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.named or self.told or self.within)

    def __contains__(self, name: str) -> bool:
        return name in self.named or name in self.told or name in self.within

    def party(self, name: str) -> str | None:
        """Return the id of the listed actor that an actor belongs to, or None."""
        return next((found for one in self._chain(name) if (found := self.named.get(one) or self.told.get(one))), None)

    def leader(self, name: str) -> str:
        """Return the folded name of the unlisted actor that an actor belongs to, or its own."""
        return [*self._chain(name)][-1]

    def grounds(self, name: str) -> str:
        """Return `named`, `told` or `own`; see `SideResolver.grounds`."""
        if name in self.named:
            return "named"
        return "told" if name in self else "own"

    def _chain(self, name: str) -> Iterator[str]:
        """Yield the name and the names of the actors that it belongs to, nearest first."""
        seen: list[str] = []
        while name not in seen and len(seen) <= LONGEST_CHAIN:
            seen.append(name)
            yield name
            name = self.within.get(name, name)


@dataclass(frozen=True)
class PartyVotes:
    """How often claims say something about each unlisted actor, by the folded name of the actor. Votes of several claims add up.

    Attributes:
        names: ids of the listed actors that have this name in the text.
        links: ids of the listed actors to which relations link the actor.
        within: folded names of the unlisted actors that it belongs to.
        fights: ids and folded names of the actors that it fights.
    """

    names: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    links: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    within: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    fights: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))


def find_reported_parties(claims: Iterable[Claim], side_of: SideOf) -> ReportedParties:
    """Return the parties to which the claims put the actors that the actor file does not list."""
    return decide_parties(count_votes(claims), side_of)


def count_votes(claims: Iterable[Claim]) -> PartyVotes:
    """Count what claims say about the parties of unlisted actors."""
    votes = PartyVotes()
    links, within, fights = votes.links, votes.within, votes.fights
    for claim in claims:
        for ref in (*claim.actor, *claim.target):
            if ref.id and _is_name_of_unit(ref.text):
                votes.names[fold_case(ref.text)][ref.id] += 1
        if claim.status not in STATUSES:
            continue
        if claim.kind == "relation" and claim.type in ALLIANCES:
            _add_links(links, claim.actor, claim.target)
            _add_links(links, claim.target, claim.actor)
            if claim.type in BELONGING:
                _add_unlisted(within, claim.actor, claim.target)
        elif claim.type in HOSTILITIES:
            for one, other in ((claim.actor, claim.target), (claim.target, claim.actor)):
                _add_links(fights, one, other)
                _add_unlisted(fights, one, other)
    return votes


def decide_parties(found: PartyVotes, side_of: SideOf) -> ReportedParties:
    """Return the party of each unlisted actor that has enough votes."""
    links, within, fights = found.links, found.within, found.fights
    named = {name: next(iter(ids)) for name, ids in found.names.items() if len(ids) == 1}
    told = {name: party for name, votes in links.items() if (party := _best(votes, fights.get(name, Counter()), side_of))}
    _part_enemies(told, links, fights, side_of)
    inner = {name: min(votes, key=lambda one: (-votes[one], one)) for name, votes in within.items() if votes and name not in told}
    apart = {name: whole for name, whole in inner.items() if fights.get(name, Counter())[whole] < within[name][whole]}
    return ReportedParties(named, told, apart)


def _is_name_of_unit(text: str) -> bool:
    """Check for words that name one unit or group ("9th Brigade", "Northern Command"), unlike "the army" or "Soldiers"."""
    first, *others = text.split() or [""]
    return bool(others) and (first[0].isdigit() or any(word[0].isdigit() or word[0].isupper() for word in others))


def _name(ref: ActorRef) -> str:
    return fold_case(ref.name or ref.text)


def _add_links(found: dict[str, Counter[str]], refs: Iterable[ActorRef], others: Iterable[ActorRef]) -> None:
    """Count, for each unlisted actor of `refs`, the ids of the listed actors in `others`."""
    ids = [other.id for other in others if other.id]
    for ref in refs:
        if ref.id is None and ids:
            found[_name(ref)].update(ids)


def _add_unlisted(found: dict[str, Counter[str]], refs: Iterable[ActorRef], others: Iterable[ActorRef]) -> None:
    """Count, for each unlisted actor of `refs`, the folded names of the other unlisted actors in `others`."""
    names = [_name(other) for other in others if other.id is None]
    for ref in refs:
        if ref.id is None:
            found[_name(ref)].update(name for name in names if name != _name(ref))


def _best(votes: Counter[str], hostile: Counter[str], side_of: SideOf) -> str | None:
    """Return the id with most votes on the side with most votes, without the sides that the actor fights at least as often."""
    sides: Counter[str] = Counter()
    enemies: Counter[str] = Counter()
    for actor_id, count in votes.items():
        sides[side_of(actor_id)] += count
    for actor_id, count in hostile.items():
        enemies[side_of(actor_id)] += count
    left = [side for side in sides if enemies[side] < sides[side]]
    if not left:
        return None
    best = min(left, key=lambda side: (-sides[side], side))
    return min((one for one in votes if side_of(one) == best), key=lambda one: (-votes[one], one))


def _part_enemies(told: dict[str, str], links: Mapping[str, Counter[str]], fights: Mapping[str, Counter[str]], side_of: SideOf) -> None:
    """Of two unlisted actors that fight each other and were put on one side, take off the side the one with fewer votes for it."""
    for name in sorted(told):
        for other in sorted(fights.get(name, ())):
            if name in told and other in told and side_of(told[name]) == side_of(told[other]):
                weaker = min(name, other, key=lambda one: (links[one].total(), one))
                del told[weaker]
