"""Read a side's entry into a place as its capture, unless the fight for the place went on.

"Troops entered the town on Monday" says that the town changed hands, though not as surely as "captured". An approach ("advanced towards
the town", "entered its outskirts") says less.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate

from heldby.control.evidence.independent_statements import is_entry
from heldby.control.evidence.statements import MAX_STRENGTH, Statement
from heldby.control.parameters import Parameters
from heldby.model import Claim, PlaceRef
from heldby.reference.place_keys import place_key

GOES = (
    r"(?<!to\s)(?!\w+ing\b)"
    r"(?:march|walk|mov|roll|driv|drov|rid|rod|sweep|swept|pour|stream|storm|push|surg|go|went|come|com|came|burst)\w*"
)
BACK = r"(?:(?:come|came|comes|go|went|gone|sweep|swept|moved|marched|storm\w*)\s+back\s+(?:in)?to|return(?:ed|s)?\s+to)"
INTO = re.compile(
    rf"\b(?:(?:re-?)?enter(?:ed|s)|{GOES}\s+(?:back\s+)?into|{BACK}|arriv(?:ed|es)\s+in|landed\s+(?:on|in))\s+"
    r"(?:the\s+)?(?:(?:whole|entire|centre|center|heart|strategic|border|northern|southern|eastern|western|coastal|nearby)\s+)*"
    r"(?:of\s+)?(?:(?:town|city|village|port|island|base|airport|camp)\s+(?:of\s+)?)?(?:[A-Z][\w'’-]*(?:\s[A-Z][\w'’-]*)*,?\s+(?:and\s+)?){0,3}$"
)
"""A verb of entering before the name of a place, or before the names that the place is listed with."""
ENTERED = re.compile(
    r"^[^.;]{0,80}?\b(?:(?:was|were|been|being)\s+(?:re-?)?entered\s+by|(?:of\s+)?(?:which|that)\s+(?:\w+\s+){1,6}?entered)\b"
)
"""The passive or the relative clause after the name of a place."""
HERE = re.compile(
    rf"\b(?:(?:have|has|had)\s+)?{GOES}\s+(?:back\s+)?in(?=$|[.,;\"”]|\s+(?:from|at|on|by|unopposed|without|during|before|after|as|and|this"
    r"|last|yesterday|today|overnight|shortly|hours|the\s+(?:same|next|morning|afternoon|evening|night))\b)"
    r"|\barrived\s+(?:on|at|in\s+the\s+(?:morning|afternoon|evening|night)|there|overnight|yesterday|today)\b"
)
"""A verb of entering without a place, which the text before names."""
FIGHT_ON = 10
"""Days after an entry within which reported fighting shows that it did not settle who holds the place."""
FIGHTS = frozenset({"clash", "contests"})


def enters(claim: Claim, place: PlaceRef) -> bool:
    """Check whether a claim says that somebody went into a place itself, and not only towards it or into a part of it."""
    if claim.type != "advance" or claim.status != "happened" or (place.relative is not None and place.relative.part):
        return False
    text, name = claim.quote, place.anaphor or place.text
    at = [match.start() for match in re.finditer(re.escape(name), text)]
    return any(INTO.search(text[:start]) or ENTERED.search(text[start + len(name) :]) for start in at) or bool(HERE.search(text))


def read_entries(rows: Sequence[Statement], parameters: Parameters) -> list[Statement]:
    """Return the statements about one place, where entries that nobody is said to have fought on against are gains."""
    fights = _Fights(rows)
    return [_gain(one, parameters) if is_entry(one) and _enters(one) and not fights.went_on(one) else one for one in rows]


def _enters(one: Statement) -> bool:
    place = next(ref for ref in one.claim.place if place_key(ref) == one.place)
    return enters(one.claim, place)


def _gain(entry: Statement, parameters: Parameters) -> Statement:
    surer = parameters.strength["entered"] / parameters.strength["advance"]
    return replace(entry, form="change", gainer=entry.parties[0], strength=min(MAX_STRENGTH, entry.strength * surer))


class _Fights:
    """The fights for a place, the holds of a part of it and the denials of entries, sorted by day: no entry searches them all."""

    def __init__(self, rows: Sequence[Statement]) -> None:
        told = [one for one in rows if one.first is not None and one.last is not None and not one.from_area]
        fights = sorted((one for one in told if one.form == "fight" and one.claim.type in FIGHTS), key=lambda one: one.first or 0)
        self._begun = [one.first or 0 for one in fights]
        self._latest = list(accumulate((one.last or 0 for one in fights), max))
        self._latest_ongoing = list(accumulate((one.last or 0 if one.claim.status == "ongoing" else 0 for one in fights), max))
        self._denials = sorted((one for one in told if one.claim.status == "denied"), key=lambda one: one.last or 0)
        self._partial: dict[str, int] = {}
        for one in told:
            if one.form == "partial":
                self._partial[one.claim.report] = max(one.last or 0, self._partial.get(one.claim.report, 0))

    def went_on(self, entry: Statement) -> bool:
        """Check whether fighting in the place, or a hold of only a part of it, is told of the days of an entry or after it."""
        first, last = entry.first or 0, entry.last or 0
        if self._partial.get(entry.claim.report, first - 1) >= first:
            return True
        at = bisect_right(self._begun, first + FIGHT_ON)
        if at and (self._latest_ongoing[at - 1] >= first or self._latest[at - 1] > max(first - 1, last)):
            return True
        begin = bisect_left(self._denials, first, key=lambda one: one.last or 0)
        end = bisect_right(self._denials, last + FIGHT_ON, key=lambda one: one.last or 0)
        return any(_is_denial(one, entry.parties[0]) for one in self._denials[begin:end])


def _is_denial(one: Statement, side: str) -> bool:
    """Check for a denial that a side is in the place: "has not been taken", "did not enter"."""
    denied = one.claim.status == "denied" and (side in one.losers or (one.form == "state" and one.gainer != side))
    return denied and one.speaker != side
