"""What the rules look at: each claim about a site with its sides and days, and the control that was inferred."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from heldby.events.features import LAG
from heldby.model import Claim, Control, Event, Interval, PlaceRef, family_of
from heldby.model.contradiction import Contradiction, ContradictionKind
from heldby.reference.place_keys import is_area, place_key
from heldby.reference.sides import SideResolver


@dataclass(frozen=True, slots=True)
class SitedClaim:
    """One claim about one site: its sides, and the days (ordinals, inclusive) it speaks of."""

    claim: Claim
    site: str
    place: PlaceRef
    family: str
    actors: tuple[str, ...]
    targets: tuple[str, ...]
    first: int
    last: int
    known: int | None


@dataclass(frozen=True)
class ClaimIndex:
    """The claims in order, and what was made of them."""

    claims: Sequence[Claim]
    events: Sequence[Event]
    controls: Sequence[Control]
    families: Mapping[str, str]
    published: Mapping[str, dt.date | None]
    camps: SideResolver

    @cached_property
    def told(self) -> dict[str, list[SitedClaim]]:
        """Dated claims by site, in order of time."""
        found: dict[str, list[SitedClaim]] = defaultdict(list)
        for claim in self.claims:
            days = self.days(claim)
            if days is None:
                continue
            for place in claim.place:
                if (site := place_key(place)) is not None:
                    found[site].append(self._told(claim, site, place, days))
        return {site: sorted(group, key=lambda one: (one.first, one.last, one.claim.id)) for site, group in sorted(found.items())}

    def days(self, claim: Claim) -> tuple[int, int] | None:
        """First and last day a claim speaks of; for an event without a time, the days up to publication; null if nothing dates it."""
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

    def family(self, claim: Claim) -> str:
        """The voice a claim belongs to."""
        return family_of(claim, self.families)

    def held_on(self, day: int | None) -> list[tuple[Control, Interval]]:
        """Every place that is no area and that some side is thought, on evidence, to have held on a day; null: on no day that is told."""
        on = dt.date.fromordinal(day) if day is not None else None
        return [
            (control, interval)
            for control in self.controls
            if control.precision not in ("country", "admin1") or control.lat is None
            for interval in control.intervals
            if interval.status in ("held", "besieged") and interval.claims and not interval.inferred and interval.p >= 0.7
            and _covers(interval, on)
        ]  # fmt: skip

    def _told(self, claim: Claim, site: str, place: PlaceRef, days: tuple[int, int]) -> SitedClaim:
        on = dt.date.fromordinal(days[1])
        actors = tuple(dict.fromkeys(self.camps.side(ref, on, place.country) for ref in claim.actor))
        targets = tuple(dict.fromkeys(self.camps.side(ref, on, place.country) for ref in claim.target))
        published = self.published.get(claim.report)
        return SitedClaim(claim, site, place, self.family(claim), actors, targets, *days, published.toordinal() if published else None)


def _covers(interval: Interval, on: dt.date | None) -> bool:
    if on is None:
        return interval.first is None and interval.last is None
    return (interval.first is None or interval.first <= on) and (interval.last is None or on <= interval.last)


def contradiction(
    kind: ContradictionKind, reason: str, claims: Iterable[Claim], first: int | None, last: int | None, place: PlaceRef | None
) -> Contradiction:
    """A contradiction with the id that its kind and claims give it."""
    ids = tuple(sorted({claim.id for claim in claims}))
    key = hashlib.sha256("\n".join((kind, (place.id or place.text) if place else "", *ids)).encode()).hexdigest()[:16]
    return Contradiction(
        id=key, kind=kind, reason=reason, claims=ids,
        place=(place.name or place.text) if place else None, place_id=place.id if place else None,
        first=dt.date.fromordinal(first) if first else None, last=dt.date.fromordinal(last) if last else None,
    )  # fmt: skip


def is_place(told: SitedClaim) -> bool:
    """Whether a claim speaks of a place, not of an area in which several sides may hold something at one time."""
    return not is_area(told.place)


def named(claim: Claim, *, target: bool = False) -> str:
    """The first actor (or target) of a claim as a sentence may name it."""
    refs = claim.target if target else claim.actor
    return (refs[0].name or refs[0].text) if refs else "someone"
