"""Find the side of an actor.

These are tried in order: the user's settings, the actor file, and what the record says about actors that the file does not list
(`reported_parties`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, Protocol

from heldby.base.text import fold_case
from heldby.model import ActorRef, Claim
from heldby.reference.actors import load_actors
from heldby.reference.actors.countries import read_countries
from heldby.reference.reported_parties import ReportedParties, find_reported_parties

SideOverrides = Mapping[str, Any]
"""The contents of `sides.toml`.

The keys are ids or names of actors. A value is a side or, for an actor that changed sides, a list of {side, first, last}.
"""


class ActorLookup(Protocol):
    """The part of an `ActorIndex` that a `SideResolver` needs."""

    def side(self, actor_id: str, on: dt.date | None = None, *, country: str | None = None) -> str: ...


class SideResolver:
    """Finds the side of an actor. An actor about which nothing is known is a side of its own, under its folded name.

    Args:
        actors: the actor file; None for the one that is part of heldby.
        overrides: the user's settings, which take precedence.
        claims: claims that decide the sides of unlisted actors, that is, actors that are not in the actor file.
        reported: what claims say about unlisted actors, if it was found already; `claims` is then ignored.
    """

    def __init__(
        self, actors: ActorLookup | None = None, overrides: SideOverrides | None = None, claims: Iterable[Claim] = (),
        reported: ReportedParties | None = None,
    ) -> None:  # fmt: skip
        self._actors = load_actors() if actors is None else actors
        self._overrides = {fold_case(key): value for key, value in (overrides or {}).items()}
        self._cache: dict[tuple[str | None, str, dt.date | None, str | None], str] = {}
        self._reported = find_reported_parties(claims, self._actors.side) if reported is None else reported

    def side(self, ref: ActorRef, on: dt.date | None = None, country: str | None = None) -> str:
        """Return the side of an actor on a day (None: unknown) and in a country (ISO 3166 code; None: no particular country)."""
        key = (ref.id, ref.name or ref.text, on, country)
        side = self._cache.get(key)
        if side is None:
            name = fold_case(ref.name or ref.text)
            side = self._cache[key] = self._find(ref.id or name, name, ref.id is not None, on, country)
        return side

    def grounds(self, ref: ActorRef, on: dt.date | None = None) -> str:
        """Return where an actor's side comes from.

        The values are `given` (the user's settings), `known` (the actor file), `named` (other reports give the same words to a listed
        actor), `told` (relations in reports) and `own` (none of these: the actor is a side of its own).
        """
        name = fold_case(ref.name or ref.text)
        if any(key in self._overrides and _override_on(self._overrides[key], on) for key in (ref.id or name, name)):
            return "given"
        if ref.id is not None:
            return "own" if self.side(ref, on) == ref.id else "known"
        return self._reported.grounds(name)

    @property
    def has_reported_sides(self) -> bool:
        """Whether reports decide the side of any unlisted actor."""
        return bool(self._reported)

    def reported_sides(self, names: Iterable[str]) -> list[tuple[str, str]]:
        """Return (name, party) for each of the names whose side reports decide: the id or folded name of the actor that it belongs to."""
        keys = ((name, fold_case(name)) for name in names)
        return [(name, self._reported.party(key) or self._reported.leader(key)) for name, key in keys if key in self._reported]

    def sovereign(self, country: str | None) -> ActorRef | None:
        """Return the government of a country (ISO 3166 code), or None if the code is not known.

        A government is the inferred holder of the places in its country about which nothing was reported.
        """
        return _sovereigns().get(country or "")

    def party(self, ref: ActorRef) -> ActorRef:
        """Return the party of a person in the actor file; return any other actor unchanged. Parties hold places, not persons."""
        return _parties_of_persons().get(ref.id or "", ref)

    def _find(self, key: str, name: str, listed: bool, on: dt.date | None, country: str | None) -> str:
        for found in (key, name):
            if found in self._overrides and (chosen := _override_on(self._overrides[found], on)):
                return chosen
        if listed:
            side = self._actors.side(key, on, country=country)
            chosen = _override_on(self._overrides[side], on) if side in self._overrides else None
            return chosen or side
        party = self._reported.party(key)
        return self._actors.side(party, on, country=country) if party else self._reported.leader(key)


def names_a_party(ref: ActorRef) -> bool:
    """Check whether a reference names a party, unlike "militants", who may belong to any side.

    It does if it has an id, or if its name has a capital or letters outside ASCII.
    """
    return ref.id is not None or any(char.isupper() for char in (ref.name or ref.text)) or not (ref.name or ref.text).isascii()


@cache
def actors_ever_on_side(side: str) -> tuple[str, ...]:
    """Return the ids of all actors in the actor file that were on this side at any time in any country, sorted."""
    actors = load_actors().by_id

    def sides(actor_id: str) -> set[str]:
        chain = [actor_id]
        while (actor := actors.get(chain[-1])) and actor.part_of and actor.part_of not in chain:
            chain.append(actor.part_of)
        return set(chain).union(period.side for one in chain if one in actors for period in actors[one].sides)

    return tuple(sorted(actor_id for actor_id in actors if side in sides(actor_id)))


def _override_on(value: Any, on: dt.date | None) -> str | None:
    """Return the side that an override sets for a day, or None. An override that is a plain string applies to every day."""
    if isinstance(value, str):
        return value
    for period in value:
        first, last = period.get("first"), period.get("last")
        if on is None or ((first is None or first <= on) and (last is None or on <= last)):
            return str(period["side"])
    return None


@cache
def _sovereigns() -> Mapping[str, ActorRef]:
    """Return the government of each country, by ISO 3166 code."""
    return {
        country.iso2: ActorRef(text=country.name, id=country.government, name=f"Government of {country.name}")
        for country in read_countries()
    }  # fmt: skip


@cache
def _parties_of_persons() -> Mapping[str, ActorRef]:
    actors = load_actors()
    found = {}
    for actor in actors:
        party = actors.get(actor.part_of) if actor.kind == "person" and actor.part_of else None
        if party:
            found[actor.id] = ActorRef(text=party.name, id=party.id, name=party.name)
    return found
