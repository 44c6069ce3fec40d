"""An index of claims by place and time, with the inferred record, for the rules that find contradictions."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from heldby.base.text import fold_case
from heldby.events.features import LAG
from heldby.model import Claim, Control, Interval, PlaceRef, family_of
from heldby.model.contradiction import Contradiction, ContradictionKind
from heldby.reference.place_keys import is_area, place_key
from heldby.reference.sides import SideResolver

ASSERTED = frozenset({"happened", "ongoing"})
"""Statuses of claims which say that something is so."""
MIN_PROBABILITY = 0.7
"""Least probability of an answer in the record that can contradict a claim."""


@dataclass(frozen=True, slots=True)
class SitedClaim:
    """A claim about one place, with its family, the sides of its actors and targets, and its first and last day (ordinals, inclusive)."""

    claim: Claim
    place: PlaceRef
    family: str
    actors: tuple[str, ...]
    targets: tuple[str, ...]
    first: int
    last: int


@dataclass(frozen=True)
class ClaimIndex:
    """Claims, ordered by report and by position in the report, with the record inferred from them."""

    claims: Sequence[Claim]
    controls: Sequence[Control]
    families: Mapping[str, str]
    published: Mapping[str, dt.date | None]
    sides: SideResolver
    outlets: Mapping[str, str | None] = field(default_factory=dict)

    @cached_property
    def by_report(self) -> dict[str, list[Claim]]:
        """The claims of each report, in order of position."""
        found: dict[str, list[Claim]] = defaultdict(list)
        for claim in self.claims:
            found[claim.report].append(claim)
        return found

    @cached_property
    def by_place(self) -> dict[str, list[SitedClaim]]:
        """The dated claims about each place, in order of time, by the place's key."""
        found: dict[str, list[SitedClaim]] = defaultdict(list)
        for claim in self.claims:
            days = self.days(claim)
            if days is None:
                continue
            for place in claim.place:
                if (key := place_key(place)) is not None:
                    found[key].append(self._sited(claim, place, days))
        return {key: sorted(group, key=lambda one: (one.first, one.last, one.claim.id)) for key, group in sorted(found.items())}

    def days(self, claim: Claim) -> tuple[int, int] | None:
        """Return the first and last day (ordinals) that a claim is about, or None if nothing dates it.

        An event without a stated time is dated to the `LAG` days before publication and the day of publication.
        """
        published = self.published.get(claim.report)
        when = claim.when
        if when and (when.first or when.last):
            first, last = when.first or when.last, when.last or when.first
            assert first and last
            return first.toordinal(), last.toordinal()
        if published is None:
            return None
        day = published.toordinal()
        return (day - LAG if claim.kind == "event" else day), day

    def held_on(self, day: int | None) -> list[tuple[Control, Interval]]:
        """Return the places that a side is reported to hold on a day, each with the interval that covers the day.

        Provinces and countries with a point are left out. If the day is None, return the places that only undated reports mention.
        """
        on = dt.date.fromordinal(day) if day is not None else None
        return [
            (control, interval)
            for control in self.controls
            if control.precision not in ("country", "admin1") or control.lat is None
            for interval in control.intervals
            if interval.status in ("held", "besieged") and interval.claims and not interval.inferred and interval.p >= MIN_PROBABILITY
            and _covers(interval, on)
        ]  # fmt: skip

    def _sited(self, claim: Claim, place: PlaceRef, days: tuple[int, int]) -> SitedClaim:
        on = dt.date.fromordinal(days[1])
        actors = tuple(dict.fromkeys(self.sides.side(ref, on, place.country) for ref in claim.actor))
        targets = tuple(dict.fromkeys(self.sides.side(ref, on, place.country) for ref in claim.target))
        return SitedClaim(claim, place, family_of(claim, self.families), actors, targets, *days)


def _covers(interval: Interval, on: dt.date | None) -> bool:
    if on is None:
        return interval.first is None and interval.last is None
    return (interval.first is None or interval.first <= on) and (interval.last is None or on <= interval.last)


def contradiction(
    kind: ContradictionKind, reason: str, claims: Iterable[Claim], days: tuple[int | None, int | None], place: PlaceRef | None
) -> Contradiction:
    """Return a contradiction between claims over some days (ordinals). Its id is a hash of its kind, place and claims."""
    ids = tuple(sorted({claim.id for claim in claims}))
    key = hashlib.sha256("\n".join((kind, (place.id or place.text) if place else "", *ids)).encode()).hexdigest()[:16]
    first, last = days
    return Contradiction(
        id=key, kind=kind, reason=reason, claims=ids,
        place=(place.name or place.text) if place else None, place_id=place.id if place else None,
        first=dt.date.fromordinal(first) if first else None, last=dt.date.fromordinal(last) if last else None,
    )  # fmt: skip


def is_about_place(one: SitedClaim) -> bool:
    """Check whether a claim is about a single place. In an area, several sides may hold places at the same time."""
    return not is_area(one.place)


def actor_name(claim: Claim) -> str:
    """Return the name of a claim's first actor for use in a sentence, or "someone" if the claim names none."""
    return (claim.actor[0].name or claim.actor[0].text) if claim.actor else "someone"


def known_sides(one: SitedClaim) -> tuple[str, ...]:
    """Return the sides of a claim's actors. If a common noun names an actor, as in "its aircraft" or "militants", its side is unknown."""
    nouns = {fold_case(ref.name or ref.text) for ref in one.claim.actor if ref.id is None and ref.text.islower()}
    return tuple(side for side in one.actors if side not in nouns)
