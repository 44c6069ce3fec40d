"""What of a filter no index can decide: whether a place is exactly in a zone, and with which side an actor counted then and there."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from heldby.base.geo import Zone
from heldby.model import Claim
from heldby.reference.sides import SideResolver

if TYPE_CHECKING:
    from heldby.store.query.claim_filter import ClaimFilter


class PostFilter:
    """Decides of each claim that a query has found whether it is wanted."""

    def __init__(self, wanted: ClaimFilter) -> None:
        self._wanted = wanted
        self._camps = SideResolver() if wanted.side else None

    def lets_through(self, claim: Claim, published: dt.date | None) -> bool:
        """Whether a claim of a report published on that day is wanted."""
        zone = self._wanted.zone
        return (zone is None or _is_in(claim, zone)) and (self._camps is None or self._has_side(claim, published, self._camps))

    def _has_side(self, claim: Claim, published: dt.date | None, camps: SideResolver) -> bool:
        day = (claim.when and (claim.when.first or claim.when.last)) or published
        country = next((place.country for place in claim.place if place.country), None)
        return any(camps.side(ref, day, country) == self._wanted.side for ref in (*claim.actor, *claim.target))


def _is_in(claim: Claim, zone: Zone) -> bool:
    points = ((place.lat, place.lon) for place in claim.place if place.lat is not None and place.lon is not None)
    return any(zone.contains(lat, lon) for lat, lon in points)
