"""Split a claim about several places, each of which has its own day: "captured Korem on Monday and Alamata on Tuesday"."""

from __future__ import annotations

from collections.abc import Callable

from heldby.model import Claim, PlaceRef, When
from heldby.model.claim import claim_id
from heldby.reading.claims.analysed_report import AnalysedReport

GAP = 5
"""Largest number of characters between a place and its day, as in " on "."""


def split_by_day(claim: Claim, analysed: AnalysedReport, when_of: Callable[[int], When | None]) -> list[Claim]:
    """Return the claim for each day with the places of that day, or the claim alone if its places do not have days of their own.

    A place without a day has that of the next place in the list. `when_of` gives the time of the claim if it is the n-th of the report.
    """
    places = sorted((p for p in claim.place if p.start is not None), key=lambda p: p.start or 0)
    elsewhere = any((place.start or 0) < claim.start or (place.start or 0) >= claim.end for place in places)
    if len(places) < 2 or len(places) < len(claim.place) or elsewhere or claim.kind != "event":
        return [claim]
    days = [_day_after(place, claim, analysed, when_of) for place in places]
    if len({day.first for day in days if day}) < 2:
        return [claim]
    groups: list[tuple[list[PlaceRef], When | None]] = []
    waiting: list[PlaceRef] = []
    for place, day in zip(places, days, strict=True):
        waiting.append(place)
        if day is not None:
            groups.append((waiting, day))
            waiting = []
    if waiting:
        groups.append((waiting, claim.when))
    return [_with_id(claim.model_copy(update={"place": tuple(group), "when": day})) for group, day in groups]


def _day_after(place: PlaceRef, claim: Claim, analysed: AnalysedReport, when_of: Callable[[int], When | None]) -> When | None:
    """Return the time directly after a place in the claim's sentence."""
    end = place.end or 0
    found = next((n for n, time in enumerate(analysed.times) if 0 <= time.start - end <= GAP and time.start < claim.end), None)
    return None if found is None else when_of(found)


def _with_id(claim: Claim) -> Claim:
    return claim.model_copy(update={"id": claim_id(claim.model_dump(mode="json"))})
