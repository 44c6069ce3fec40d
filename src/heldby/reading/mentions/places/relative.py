"""Read and apply relative places: "80 km east of X", "northern X", "outside X", "the countryside of X"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from heldby.base.geo import offset
from heldby.model import PlaceRef, Relative
from heldby.reading.mentions.places.token_lists import Words
from heldby.reading.mentions.places.vocabulary import directions, vocabulary

UNITS = {
    "km": 1.0,
    "kms": 1.0,
    "kilometer": 1.0,
    "kilometers": 1.0,
    "kilometre": 1.0,
    "kilometres": 1.0,
    "mile": 1.609,
    "miles": 1.609,
    "meters": 0.001,
    "metres": 0.001,
    "m": 0.001,
}
NUMBERS = {
    word: float(n)
    for n, word in enumerate(["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"])
} | {
    "fifteen": 15.0,
    "twenty": 20.0,
    "thirty": 30.0,
    "forty": 40.0,
    "fifty": 50.0,
    "sixty": 60.0,
    "a": 1.0,
    "few": 3.0,
    "several": 5.0,
    "dozen": 12.0,
}
TOWARDS = frozenset(["to", "the", "away", ",", "further", "due"])
"""Words between a distance and its direction."""
HEDGES = frozenset(
    ["about", "around", "some", "roughly", "approximately", "nearly", "almost", "over", "than", "more", "less", "a", "just", "within"]
)
"""Words before a number that make it approximate or a bound."""
NUMBER = re.compile(r"\d{1,4}(?:[.,]\d+)?\Z")
SURROUNDINGS = frozenset({"countryside", "outskirts", "suburbs"})
"""Nouns after a name for what lies around the place: "the Homs countryside"."""
AROUND = frozenset(["near", "outside", "around", "surrounding", "nearby"])
SURROUNDS = frozenset(
    ["outskirts", "edge", "edges", "vicinity", "surroundings", "environs", "countryside", "suburbs", "entrance", "entrances", "gates"]
)
RADIUS_SHARE, LEAST_KM = 0.25, 3.0
"""Radius of a place at a distance from another: a quarter of the distance, 3 km at least, because roads bend and numbers are rounded."""
FARTHEST_KM = 1500.0


@dataclass(frozen=True, slots=True)
class RelativeExpression:
    """The words before a name that describe a place relative to it.

    Attributes:
        first: first token.
        km: distance in kilometres, or None.
        bearing: direction in degrees clockwise from north, or None.
        part: the part or relation in words ("northern", "outskirts"), or None.
    """

    first: int
    km: float | None = None
    bearing: float | None = None
    part: str | None = None


def relative_before(words: Words, first: int) -> RelativeExpression | None:
    """Return the relative expression directly before a name, or None if the name itself is meant."""
    return distance_before(words, first) or part_before(words, first)


def distance_before(words: Words, first: int) -> RelativeExpression | None:
    """Read "80 km east of X", "20 miles from X", "5 kilometres (3 mi) north-west of X"."""
    i = first - 1
    if i >= 0 and words.lower[i] == "the":
        i -= 1
    if i < 2 or words.lower[i] not in ("of", "from", "outside"):
        return None
    bearing, i = bearing_at(words, i - 1)
    while i > 0 and words.lower[i] in TOWARDS:
        i -= 1
    i = before_bracket(words, i)
    unit = UNITS.get(words.lower[i].rstrip(".")) if i > 0 else None
    if unit is None:
        return None
    i -= 1
    if words.lower[i] in ("-", "of") and i > 0:
        i -= 1
    count = number_at(words.lower[i])
    if count is None or count * unit > FARTHEST_KM:
        return None
    while i > 0 and words.lower[i - 1] in HEDGES:
        i -= 1
    return RelativeExpression(i, round(count * unit, 1), bearing, None)


def before_bracket(words: Words, i: int) -> int:
    """Return the token before the bracketed words that end at token `i`, or `i` if no bracket closes there."""
    if words.lower[i] != ")":
        return i
    while i > 0 and words.lower[i] != "(":
        i -= 1
    return i - 1


def bearing_at(words: Words, i: int) -> tuple[float | None, int]:
    """Return the bearing of the direction that ends at token `i` ("east", "north-west", "north - west"), and the token before it.

    Without a direction, return None and `i`.
    """
    table = directions()
    for length in (3, 2, 1):
        start = i - length + 1
        if start >= 0:
            text = "".join(words.lower[start : i + 1]) if length == 3 else " ".join(words.lower[start : i + 1])
            if text in table:
                return table[text], start - 1
    return None, i


def number_at(word: str) -> float | None:
    """Return the value of a number in digits or a small number in words, or None for other words."""
    if NUMBER.match(word):
        return float(word.replace(",", "."))
    return NUMBERS.get(word)


def part_before(words: Words, first: int) -> RelativeExpression | None:
    """Read "northern X", "north of X", "outside X", "the southern edges of X", "the countryside of X", "the area surrounding X"."""
    table = directions()
    i = first - 1
    if i < 0 or words.sentence[i] != words.sentence[first]:
        return None
    if words.lower[i] == "the" and i > 0:
        i -= 1
    word = words.lower[i]
    bare = word.removesuffix("ern")
    if (
        (bare in table and word != bare)
        or (word in table and not words.capital[i] and words.lower[i - 1 : i] != ["the"])
        or word == "central"
    ):
        return RelativeExpression(i, None, table.get(bare), word)
    if word in AROUND or word == "rural":
        return RelativeExpression(i, None, None, word)
    if word == "of" and i > 0:
        inner = words.lower[i - 1]
        if inner in SURROUNDS:
            side = words.lower[i - 2] if i > 1 else ""
            bearing = table.get(side.removesuffix("ern"))
            return RelativeExpression(i - 1 - (bearing is not None), None, bearing, f"{side} {inner}" if bearing is not None else inner)
        if inner in table:
            return RelativeExpression(i - 1, None, table[inner], f"{inner} of")
    return None


def apply_relative(ref: PlaceRef, expression: RelativeExpression) -> PlaceRef:
    """Return the reference with a relative expression applied.

    A distance with a direction moves the point, and a distance alone becomes the radius. "Northern X" moves the point of an area to that
    part of it, but leaves a town's point where it is. A relation to a town ("outside", "the outskirts of") widens the radius, and with a
    direction also moves the point. A line or a place without a point only gets the expression as its `relative`, and so does an area after
    "outside", "north of" and the like.
    """
    relative = Relative(of=ref.name or ref.text, km=expression.km, bearing=expression.bearing, part=expression.part)
    if ref.lat is None or ref.lon is None or ref.precision == "line":
        return ref.model_copy(update={"relative": relative})
    radius = ref.radius_km or LEAST_KM
    if expression.km is not None:
        return move_point(
            ref,
            relative,
            expression.km,
            expression.bearing,
            max(LEAST_KM, RADIUS_SHARE * expression.km) if expression.bearing is not None else expression.km,
        )
    if ref.precision in ("country", "admin1", "admin2", "area"):
        if expression.bearing is None or (expression.part or "").endswith(" of"):
            return ref.model_copy(update={"relative": relative})
        return move_point(ref, relative, 0.4 * radius, expression.bearing, 0.6 * radius, area=True)
    if expression.part in vocabulary().parts:
        return ref.model_copy(update={"relative": relative})
    step = 0.8 * radius if expression.bearing is not None else 0.0
    return move_point(ref, relative, step, expression.bearing, max(2.0 * radius, 5.0))


def move_point(ref: PlaceRef, relative: Relative, km: float, bearing: float | None, radius: float, *, area: bool = False) -> PlaceRef:
    """Return the reference with its point moved along a bearing, if any, and a new radius.

    It keeps the id of the place that the point was moved from.
    """
    lat, lon = offset((ref.lat or 0.0, ref.lon or 0.0), km, bearing) if bearing is not None else (ref.lat or 0.0, ref.lon or 0.0)
    return ref.model_copy(
        update={
            "lat": round(lat, 4),
            "lon": round(lon, 4),
            "radius_km": round(radius, 1),
            "precision": "area" if area else "near",
            "method": "relative",
            "relative": relative,
        }
    )
