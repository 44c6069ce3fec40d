"""The filters that no index can decide: whether a place is inside a zone, and which side an actor was on, on the day and in
the country of the claim."""

from __future__ import annotations

import datetime as dt

from heldby.base.geo import Zone
from heldby.model import Claim
from heldby.reference.sides import SideResolver
from heldby.store.query.claim_filter import ClaimFilter


class PostFilter:
    """Decides for each claim that a query returned whether it passes `zone` and `side` of a filter."""

    def __init__(self, wanted: ClaimFilter) -> None:
        self._wanted = wanted
        self._sides = SideResolver() if wanted.side else None

    def matches(self, claim: Claim, published: dt.date | None) -> bool:
        """Check whether a claim passes. `published` is the publication date of its report."""
        zone = self._wanted.zone
        return (zone is None or _is_in(claim, zone)) and (self._sides is None or self._has_side(claim, published, self._sides))

    def _has_side(self, claim: Claim, published: dt.date | None, sides: SideResolver) -> bool:
        day = (claim.when and (claim.when.first or claim.when.last)) or published
        country = next((place.country for place in claim.place if place.country), None)
        return any(sides.side(ref, day, country) == self._wanted.side for ref in (*claim.actor, *claim.target))


def _is_in(claim: Claim, zone: Zone) -> bool:
    points = ((place.lat, place.lon) for place in claim.place if place.lat is not None and place.lon is not None)
    return any(zone.contains(lat, lon) for lat, lon in points)
