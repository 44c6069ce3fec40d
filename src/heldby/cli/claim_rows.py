"""Format claims as rows of a table."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from heldby.model import ActorRef, Claim, PlaceRef, Value, When

CLAIM_COLUMNS = ("Claim", "Actor", "Target", "Place", "Time", "Status", "Source", "Sentence")


def claim_row(claim: Claim) -> tuple[object, ...]:
    """Return the cells of a claim, in the order of `CLAIM_COLUMNS`."""
    what = f"{claim.type} {value_text(claim.value)}" if claim.value else claim.type
    source = claim.source and (f"{claim.source.text} (lost)" if claim.source.kind == "lost" else claim.source.text)
    actor, target, place = _actors(claim.actor), _actors(claim.target), _places(claim.place)
    return (what, actor, target, place, when_text(claim.when), claim.status, source, claim.quote)


def value_text(value: Value) -> str:
    """Return a quantity as text, with its bounds and unit. An ellipsis stands for a missing bound."""
    bounds = dict.fromkeys((value.low, value.high))
    return " ".join(filter(None, (" to ".join("…" if bound is None else f"{bound:.12g}" for bound in bounds), value.unit)))


def when_text(when: When | None) -> str:
    """Return the days of a time as text. Without days, return the words of the report in quotation marks."""
    if when is None:
        return ""
    if when.first is None and when.last is None:
        return f"“{when.text}”"
    return days_text(when.first, when.last)


def days_text(first: dt.date | None, last: dt.date | None) -> str:
    """Return a day or an interval of days as text. An ellipsis stands for a missing end; "undated" means that both are missing."""
    if first == last:
        return str(first) if first else "undated"
    return f"{first or '…'} to {last or '…'}"


def _actors(actors: Iterable[ActorRef]) -> str:
    return ", ".join(actor.name or actor.text for actor in actors)


def _places(places: Iterable[PlaceRef]) -> str:
    return ", ".join(_place(place) for place in places)


def _place(place: PlaceRef) -> str:
    """Return the name of a place, with its precision if that is not a point, or with the area around it if it has no coordinates."""
    name = place.name or place.text
    if place.lat is None:
        return f"{name} (in {place.within})" if place.within else name
    return name if place.precision == "point" else f"{name} ({place.precision})"
