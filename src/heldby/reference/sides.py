"""Camps: with which side an actor counts on a day, by a person's word first, then the actor file, then what reports say."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, Protocol

from heldby.base.text import fold_case
from heldby.model import ActorRef, Claim

SideOverrides = Mapping[str, Any]
"""As in a dossier's `sides.toml`: actor id or folded name to a side, or to a list of {side, first, last} where it changed camps."""


class ActorLookup(Protocol):
    """What camps need to know of `heldby.reference.actors.Actors`."""

    def side(self, actor_id: str, on: dt.date | None = None, *, country: str | None = None) -> str: ...


class SideResolver:
    """Sides of actors. An actor that nothing places anywhere is a side of its own, under its folded name."""

    def __init__(self, actors: ActorLookup | None = None, overrides: SideOverrides | None = None, claims: Iterable[Claim] = ()) -> None:
        self._actors = _load() if actors is None else actors
        self._overrides = {fold_case(key): value for key, value in (overrides or {}).items()}
        self._known: dict[tuple[str | None, str, dt.date | None, str | None], str] = {}
        self._followed = self._from_relations(claims)

    def side(self, ref: ActorRef, on: dt.date | None = None, country: str | None = None) -> str:
        """The camp that an actor counts with on a day (None: whenever) in a country (ISO 3166, None: wherever)."""
        key = (ref.id, ref.name or ref.text, on, country)
        side = self._known.get(key)
        if side is None:
            spoken = fold_case(ref.name or ref.text)
            side = self._known[key] = self._find(ref.id or spoken, spoken, ref.id is not None, on, country)
        return side

    def grounds(self, ref: ActorRef, on: dt.date | None = None) -> str:
        """Why an actor counts with its side: `given` by a person, `known` from the actor file, `told` by reports, or it is its `own`."""
        spoken = fold_case(ref.name or ref.text)
        if any(key in self._overrides and _on(self._overrides[key], on) for key in (ref.id or spoken, spoken)):
            return "given"
        if ref.id is not None:
            return "own" if self.side(ref, on) == ref.id else "known"
        return "told" if spoken in self._followed else "own"

    @property
    def follow(self) -> bool:
        """Whether reports gave any actor that no file knows a side."""
        return bool(self._followed)

    def told_of(self, names: Iterable[str]) -> list[tuple[str, str]]:
        """Those of the names of actors no file knows that reports gave a side, with it."""
        return [(name, side) for name in names if (side := self._followed.get(fold_case(name)))]

    def sovereign(self, country: str | None) -> ActorRef | None:
        """The state that a country's land belongs to, by ISO 3166 code, as an actor."""
        return _sovereigns().get(country or "")

    def party(self, ref: ActorRef) -> ActorRef:
        """The party that a known person is of; anyone else as they are. Places are held by parties, whoever declared the victory."""
        return _parties_of_persons().get(ref.id or "", ref)

    def _find(self, name: str, spoken: str, resolved: bool, on: dt.date | None, country: str | None) -> str:
        for key in (name, spoken):
            if key in self._overrides and (chosen := _on(self._overrides[key], on)):
                return chosen
        if resolved:
            side = self._actors.side(name, on, country=country)
            chosen = _on(self._overrides[side], on) if side in self._overrides else None
            return chosen or side
        return self._followed.get(name, name)

    def _from_relations(self, claims: Iterable[Claim]) -> dict[str, str]:
        """Actors no file knows follow those that reports most often name them with (backs, allied with, part of)."""
        votes: dict[str, Counter[str]] = {}
        for claim in claims:
            if claim.kind == "relation" and claim.type in ("backs", "allied_with", "part_of") and claim.status in ("happened", "ongoing"):
                for one, other in ((claim.actor, claim.target), (claim.target, claim.actor)):
                    for ref in one:
                        if ref.id is None:
                            votes.setdefault(fold_case(ref.name or ref.text), Counter()).update(
                                self._actors.side(friend.id) for friend in other if friend.id
                            )
        return {name: min(count, key=lambda side: (-count[side], side)) for name, count in votes.items() if count}


def names_a_party(ref: ActorRef) -> bool:
    """Whether a reference names a party: known, or with a capital. "Militants" alone may be anyone's, and so is no side."""
    return ref.id is not None or any(char.isupper() for char in (ref.name or ref.text)) or not (ref.name or ref.text).isascii()


def _on(value: Any, on: dt.date | None) -> str | None:
    """The side an override gives for a day; a plain string is for all days."""
    if isinstance(value, str):
        return value
    for spell in value:
        first, last = spell.get("first"), spell.get("last")
        if on is None or ((first is None or first <= on) and (last is None or on <= last)):
            return str(spell["side"])
    return None


def _load() -> ActorLookup:
    from heldby.reference import actors

    return actors.load_actors()


def _sovereigns() -> Mapping[str, ActorRef]:
    from heldby.reference.sovereigns import sovereigns

    return sovereigns()


@lru_cache(maxsize=1)
def _parties_of_persons() -> Mapping[str, ActorRef]:
    from heldby.reference.actors import load_actors

    actors = load_actors()
    found = {}
    for actor in actors.by_id.values():
        party = actors.get(actor.part_of) if actor.kind == "person" and actor.part_of else None
        if party:
            found[actor.id] = ActorRef(text=party.name, id=party.id, name=party.name)
    return found
