"""Merge the claims that report one event: take what most families say, and keep the spread of their figures."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from math import prod
from typing import Any, TypeVar

from heldby.events.features import Features, actor_key, spot_key
from heldby.events.value_spread import spreads
from heldby.model import ActorRef, Claim, Event, PlaceRef, When

Ref = TypeVar("Ref", ActorRef, PlaceRef)


def build_event(group: Sequence[Features], why: str = "") -> Event:
    """Merge claims into one event. A family counts once in every vote. `why` says why the claims were joined."""
    claims = [item.claim for item in group]
    ids = tuple(sorted(claim.id for claim in claims))
    families = len({item.family for item in group})
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
        families=families,
        score=_score(group),
        explanation=_explain(len(ids), len({claim.report for claim in claims}), families, why),
    )


def _type(group: Sequence[Features]) -> Any:
    """Return the type that most families report. If there are only figures of casualties, it is `kill` or, without deaths, `attack`."""
    acts = [item for item in group if item.claim.kind == "event"]
    if acts:
        return _vote(acts, lambda claim: [claim.type])[0]
    return "kill" if any(item.claim.type == "killed" for item in group) else "attack"


def _explain(claims: int, reports: int, families: int, why: str) -> str:
    counts = f"{_count(claims, 'claim')} in {_count(reports, 'report')} of {_count(families, 'independent voice')}"
    return f"{counts}; joined by {why}" if why else counts


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _vote(group: Sequence[Features], values: Callable[[Claim], Iterable[Any]]) -> list[Any]:
    """Return the values that claims give, ordered by number of families and, in a tie, by the greatest confidence of a claim."""
    families: dict[Hashable, set[str]] = {}
    confidence: Counter[Hashable] = Counter()
    for item in group:
        for value in values(item.claim):
            families.setdefault(value, set()).add(item.family)
            confidence[value] = max(confidence[value], item.claim.confidence)  # type: ignore[assignment]
    return sorted(families, key=lambda value: (-len(families[value]), -confidence[value], str(value)))


def _refs(group: Sequence[Features], refs: Callable[[Claim], Sequence[Ref]], key: Callable[[Ref], str]) -> tuple[Ref, ...]:
    """Return each reference once, if the number of families that give it is at least a third of that of the most frequent one."""
    first: dict[str, Ref] = {}
    families: dict[str, set[str]] = {}
    for item in group:
        for ref in refs(item.claim):
            name = key(ref)
            families.setdefault(name, set()).add(item.family)
            kept = first.get(name)
            if kept is None or (ref.id is None, ref.text) < (kept.id is None, kept.text):
                first[name] = ref
    order = sorted(families, key=lambda name: (-len(families[name]), name))
    return tuple(first[name] for name in order if 3 * len(families[name]) >= len(families[order[0]]))


def _places(group: Sequence[Features]) -> tuple[PlaceRef, ...]:
    """Return the places, towns before the areas around them."""
    places = _refs(group, lambda claim: claim.place, spot_key)
    return tuple(sorted(places, key=lambda ref: ref.precision in ("country", "admin1")))


def _when(group: Sequence[Features]) -> When | None:
    """Return the days that all claims have in common, else the days that most claims give; marked as estimated if no text states them."""
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
    """Return the probability that at least one family was read correctly, by the most confident claim of each."""
    confidence: dict[str, float] = {}
    for item in group:
        confidence[item.family] = max(confidence.get(item.family, 0.0), item.claim.confidence)
    return round(1 - prod(1 - confidence[family] for family in sorted(confidence)), 3)
