"""Assembly: one event out of the claims that tell of it, with what most of them say and the spread of their numbers."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from math import prod
from typing import Any, TypeVar

from heldby.events.features import Features, actor_key, place_key
from heldby.events.spread import spreads
from heldby.model import ActorRef, Claim, Event, PlaceRef, When

Ref = TypeVar("Ref", ActorRef, PlaceRef)


def assemble(group: Sequence[Features], why: str = "") -> Event:
    """One event out of the claims that tell of it. A family counts once in every vote."""
    claims = [item.claim for item in group]
    ids = tuple(sorted(claim.id for claim in claims))
    voices = len({item.family for item in group})
    return Event(
        id=hashlib.sha256("\n".join(ids).encode()).hexdigest()[:16],
        type=_type(group),
        actor=_refs(group, lambda claim: claim.actor, actor_key),
        target=_refs(group, lambda claim: claim.target, actor_key),
        place=_places(group),
        when=_when(group),
        status=_vote(group, lambda claim: [claim.status])[0],
        value=spreads(group),
        claims=ids,
        reports=tuple(sorted({claim.report for claim in claims})),
        families=voices,
        score=_score(group),
        explanation=_explain(len(ids), len({claim.report for claim in claims}), voices, why),
    )


def _type(group: Sequence[Features]) -> Any:
    """The type that most voices tell of; where only a toll is told of, that people were killed or else attacked."""
    acts = [item for item in group if item.claim.kind == "event"]
    if acts:
        return _vote(acts, lambda claim: [claim.type])[0]
    return "kill" if any(item.claim.type == "killed" for item in group) else "attack"


def _explain(claims: int, reports: int, voices: int, why: str) -> str:
    told = f"{_count(claims, 'claim')} in {_count(reports, 'report')} of {_count(voices, 'independent voice')}"
    return f"{told}; joined by {why}" if why else told


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _vote(group: Sequence[Features], values: Callable[[Claim], Iterable[Any]]) -> list[Any]:
    """What the claims say, most independent voices first; of equals the surest."""
    voices: dict[Hashable, set[str]] = {}
    sure: Counter[Hashable] = Counter()
    for item in group:
        for value in values(item.claim):
            voices.setdefault(value, set()).add(item.family)
            sure[value] = max(sure[value], item.claim.confidence)  # type: ignore[assignment]
    return sorted(voices, key=lambda value: (-len(voices[value]), -sure[value], str(value)))


def _refs(group: Sequence[Features], refs: Callable[[Claim], Sequence[Ref]], key: Callable[[Ref], str]) -> tuple[Ref, ...]:
    """Those that at least a third as many voices name as name the first, each once."""
    first: dict[str, Ref] = {}
    voices: dict[str, set[str]] = {}
    for item in group:
        for ref in refs(item.claim):
            name = key(ref)
            voices.setdefault(name, set()).add(item.family)
            kept = first.get(name)
            if kept is None or (ref.id is None, ref.text) < (kept.id is None, kept.text):
                first[name] = ref
    order = sorted(voices, key=lambda name: (-len(voices[name]), name))
    return tuple(first[name] for name in order if 3 * len(voices[name]) >= len(voices[order[0]]))


def _places(group: Sequence[Features]) -> tuple[PlaceRef, ...]:
    """The places told of, towns before the areas around them."""
    places = _refs(group, lambda claim: claim.place, place_key)
    return tuple(sorted(places, key=lambda ref: ref.precision in ("country", "admin1")))


def _when(group: Sequence[Features]) -> When | None:
    """The days on which every claim agrees, else those of most; estimated where no text states them."""
    stated = [item for item in group if item.stated] or [item for item in group if item.first is not None]
    spans = Counter((item.first, item.last) for item in stated)
    if not spans:
        return None
    first, last = max(item.first or 0 for item in stated), min(item.last or 0 for item in stated)
    if first > last:
        (first, last) = max(spans, key=lambda span: (spans[span], -((span[1] or 0) - (span[0] or 0)), -(span[0] or 0)))  # type: ignore[assignment]
    text = next((item.claim.when.text for item in stated if item.claim.when), "")
    return When(
        first=dt.date.fromordinal(first), last=dt.date.fromordinal(last), text=text,
        precision="day" if first == last else "vague", estimated=not any(item.stated for item in group),
    )  # fmt: skip


def _score(group: Sequence[Features]) -> float:
    """The probability that some voice was read rightly; a family counts with its surest claim."""
    surest: dict[str, float] = {}
    for item in group:
        surest[item.family] = max(surest.get(item.family, 0.0), item.claim.confidence)
    return round(1 - prod(1 - surest[family] for family in sorted(surest)), 3)
