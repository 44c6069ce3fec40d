"""Find the tokens of actor names that cannot be part of a place."""

from __future__ import annotations

import re
from collections.abc import Sequence

from heldby.reading.mentions.places.token_lists import Words
from heldby.reference.gazetteer import Gazetteer

LONGEST_ACRONYM = 4
"""Length of the longest short form of a country's name ("US", "U.K."). As an actor, such a form stands for the government."""
BEFORE_LAND = re.compile(r" (?:of|for|on|to|in) ")
POSSESSIVE = re.compile(r"(?:the )?(.+?)(?:['’]s|(?<=s)['’]) ")
LOWER_HEAD = re.compile(r"(?:the )?([A-Z][^\d]*?) [a-z][a-z ]*\Z")
"""An actor's name of capitalised words followed by common nouns ("New Zealand health officials")."""


def blocked_tokens(words: Words, taken: Sequence[tuple[int, int]]) -> list[bool]:
    """Return for each token whether it overlaps one of the character spans `taken`."""
    blocked = [False] * len(words.text)
    spans = sorted(taken)
    k = 0
    for i, start in enumerate(words.start):
        while k < len(spans) and spans[k][1] <= start:
            k += 1
        blocked[i] = k < len(spans) and spans[k][0] < start + len(words.text[i])
    return blocked


def blocked_parts(text: str, start: int, end: int, gazetteer: Gazetteer) -> list[tuple[int, int]]:
    """Return the parts of an actor's name, as character spans, that cannot be part of a place.

    A country or first-level area at either end of the name stays free, here in brackets: "Government of [Iraq]", "Special Envoy for
    [Syria]", "[Kenya]'s livestock minister", "[New Zealand] officials". So does the name of an actor that is an area as a whole: "[West
    Virginia]". "United States Army" is blocked as a whole, and so is "US".
    """
    name = text[start:end]
    *_, last = BEFORE_LAND.split(name)
    last_name, of = last.removeprefix("the "), last != name
    if is_area_name(last_name, gazetteer, regions=of) and (of or not is_acronym(last_name) or is_written_out(last_name, text, gazetteer)):
        return [(start, end - len(last_name))]
    if (owner := POSSESSIVE.match(name)) and is_area_name(owner[1], gazetteer):
        return [(start + len(owner[1]), end)]
    before = LOWER_HEAD.match(name)
    if before and is_area_name(before[1], gazetteer) and not is_acronym(before[1]):
        return [(start + len(before[1]), end)]
    return [(start, end)]


def is_area_name(name: str, gazetteer: Gazetteer, *, regions: bool = False) -> bool:
    """Check for the exact name of a country, of a first-level area or, with `regions`, of a region ("Middle East")."""
    hits = [hit.entry for hit in gazetteer.named(name) if hit.price == 0]
    return any(place.rank in ("country", "area1") or (regions and place.kind == "region") for place in hits)


def is_written_out(name: str, text: str, gazetteer: Gazetteer) -> bool:
    """Check whether the text also has the full name of the area that a short form stands for ("NSW", "New South Wales")."""
    return any(hit.entry.rank == "area1" and hit.entry.name in text for hit in gazetteer.named(name))


def is_acronym(name: str) -> bool:
    """Check for a short name in capitals ("US", "U.K.")."""
    return len(name) <= LONGEST_ACRONYM and name.isupper()
