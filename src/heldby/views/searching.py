"""Full text search over reports and claims, with the record's filters."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from math import asin, cos, pi, radians, sin, sqrt
from typing import Any, Literal, NamedTuple

from heldby.model import Claim, Report
from heldby.model.base import Record
from heldby.store import Dossier, Wanted

EARTH_KM = 6371.0
"""Mean radius of the earth."""

AROUND = 90
"""Characters shown on either side of what was found in a report."""


class Hit(Record):
    """A report or a claim that was found. `number` stays its own for good: ask for what comes `after` it to get the next page."""

    number: int
    kind: Literal["report", "claim"]
    id: str
    report: str
    title: str | None
    outlet: str | None
    published: dt.date | None
    text: str


class Near(NamedTuple):
    """Within `km` of a point."""

    lat: float
    lon: float
    km: float


def search(
    dossier: Dossier,
    wanted: Wanted,
    *,
    within: Literal["claims", "reports"] = "claims",
    near: Near | None = None,
    after: int = 0,
    limit: int = 20,
) -> list[Hit]:
    """One page of what matches `wanted.text` and the other filters, in the order in which it was added.

    Pages are stable: what is added later comes after everything that was there, and `after` is the number of the last hit seen.
    """
    found = _claims(dossier, wanted, near, after) if within == "claims" else _reports(dossier, wanted, after)
    return [hit for hit, _ in zip(found, range(limit), strict=False)]


def _claims(dossier: Dossier, wanted: Wanted, near: Near | None, after: int) -> Iterator[Hit]:
    for number, claim, report in dossier.numbered_claims(wanted, box=near and _box(near), after=after):
        if near is None or _is_near(claim, near):
            yield Hit(number=number, kind="claim", id=claim.id, text=claim.quote, **_facts(report))


def _reports(dossier: Dossier, wanted: Wanted, after: int) -> Iterator[Hit]:
    for number, report in dossier.numbered_reports(wanted, after=after):
        yield Hit(number=number, kind="report", id=report.id, text=_passage(report, wanted.text or ""), **_facts(report))


def _facts(report: Report) -> dict[str, Any]:
    return {"report": report.id, "title": report.title, "outlet": report.source, "published": report.published}


def _passage(report: Report, query: str) -> str:
    words = [word.strip('"*').casefold() for word in query.split()]
    low = report.text.casefold()
    at = min((place for word in words if word and (place := low.find(word)) >= 0), default=0)
    start, end = max(0, at - AROUND), at + AROUND
    return f"{'…' if start else ''}{report.text[start:end]}{'…' if end < len(report.text) else ''}"


def _box(near: Near) -> tuple[float, float, float, float]:
    """South, west, north, east of all that can be near; a box around a pole or over the date line takes every longitude."""
    up = near.km / EARTH_KM * 180 / pi
    south, north = near.lat - up, near.lat + up
    if south <= -90 or north >= 90:
        return (south, -180.0, north, 180.0)
    across = up / cos(radians(max(abs(south), abs(north))))
    west, east = near.lon - across, near.lon + across
    return (south, -180.0, north, 180.0) if west < -180 or east > 180 else (south, west, north, east)


def _is_near(claim: Claim, near: Near) -> bool:
    points = ((place.lat, place.lon) for place in claim.place if place.lat is not None and place.lon is not None)
    return any(_km(near.lat, near.lon, lat, lon) <= near.km for lat, lon in points)


def _km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    a, b, c, d = map(radians, (lat1, lon1, lat2, lon2))
    return 2 * EARTH_KM * asin(min(1.0, sqrt(sin((c - a) / 2) ** 2 + cos(a) * cos(c) * sin((d - b) / 2) ** 2)))
