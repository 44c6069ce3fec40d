"""Join two places that name a road by its ends: "the X-Y road" and "the X - Y highway" are one line, not two towns."""

from __future__ import annotations

from collections.abc import Sequence

from heldby.base.geo import distance_km
from heldby.model import PlaceRef
from heldby.reading.mentions.places.mention import PlaceMention
from heldby.reading.mentions.places.token_lists import Words

LINES = ("road", "highway", "motorway", "railway", "line", "axis", "route")
FARTHEST_KM = 800.0
"""Largest distance in km between two places that name a road by its ends."""


def join_roads(words: Words, mentions: Sequence[PlaceMention]) -> list[PlaceMention]:
    """Return the mentions, with the two ends of a road replaced by one mention of the road as a line."""
    out: list[PlaceMention] = []
    for one in mentions:
        road = line_between(words, out[-1], one) if out else None
        if road is not None:
            out[-1] = road
        else:
            out.append(one)
    return out


def line_between(words: Words, a: PlaceMention, b: PlaceMention) -> PlaceMention | None:
    """Return the road from `a` to `b`, or None if they do not name one.

    Only a hyphen, a dash or "to" may stand between them, and a word for a road must follow.
    """
    gap = words.whole[a.end : b.start].strip()
    text = words.whole[b.start : b.end + 12].casefold()
    name = (
        next((noun for noun in LINES if noun in text[len(b.ref.text.split()[0]) :].split()), None) if gap in ("-", "–", "—", "to") else None
    )
    if name is None or a.ref.lat is None or a.ref.lon is None or b.ref.lat is None or b.ref.lon is None:
        return None
    km = distance_km((a.ref.lat, a.ref.lon), (b.ref.lat, b.ref.lon))
    if km > FARTHEST_KM:
        return None
    start, end = a.start, max(b.end, b.start + text.find(name) + len(name))
    whole = words.whole[start:end]
    ref = PlaceRef(
        text=whole,
        start=start,
        end=end,
        name=whole,
        within=a.ref.within,
        country=a.ref.country if a.ref.country == b.ref.country else None,
        lat=round((a.ref.lat + b.ref.lat) / 2, 4),
        lon=round((a.ref.lon + b.ref.lon) / 2, 4),
        precision="line",
        radius_km=round(km / 2, 1),
        method="relative",
        geometry={"type": "LineString", "coordinates": [[a.ref.lon, a.ref.lat], [b.ref.lon, b.ref.lat]]},
    )
    return PlaceMention(start, end, b.head, ref, (), min(a.score, b.score), f"road between {a.ref.name} and {b.ref.name}")
