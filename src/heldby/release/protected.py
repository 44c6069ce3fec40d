"""Descriptions of anonymous sources and names of health facilities, which copies for others never show."""

from __future__ import annotations

import re
from collections.abc import Iterator

from heldby.model import PlaceRef, SourceRef
from heldby.release.name_matcher import Span

ANONYMOUS = "anonymous source"
"""Stands for the description of every anonymous source."""
PLAIN_WORDS = frozenset(
    ("a", "an", "the", "one", "two", "three", "several", "some", "many", "other", "another", "anonymous", "unnamed", "unidentified",
     "local", "senior", "security", "military", "army", "police", "government", "official", "officials", "source", "sources", "witness",
     "witnesses", "eyewitness", "eyewitnesses", "resident", "residents", "people", "person", "activist", "activists", "man", "woman",
     "he", "she", "they")
)  # fmt: skip
"""Words of a description that fit so many people that they identify nobody."""

FACILITY = (
    r"hospitals?|clinics?|infirmary|sanatorium|polyclinic|maternity ward|ambulance station|"
    r"(?:medical|health|trauma|dialysis|stabili[sz]ation) (?:cent(?:er|re)s?|points?|posts?|facilit(?:y|ies)|complex)"
)
HEALTH = re.compile(rf"\b(?:{FACILITY})\b", re.IGNORECASE)
_NAME = r"(?:(?:[Aa]l|[Ee]l|[Aa]sh|[Aa]r)[- ])?[A-Z\u00c0-\u00de\u0100-\u017e\u0400-\u042f][\w'’-]{0,40}"
NAMED_FACILITY = (
    re.compile(rf"({_NAME}(?: {_NAME}){{0,5}}) (?i:{FACILITY})\b"),
    re.compile(
        rf"\b(?i:{FACILITY}) (?:named |called |of )?((?:[Aa]l|[Ee]l|[Aa]sh|[Aa]r)[- ]{_NAME}|[\"“']{_NAME}(?: {_NAME}){{0,3}}[\"”'])"
    ),
)
"""A facility with its name: "al-Shifa Hospital", "the hospital al-Shifa"."""
SENTENCE_STARTS = frozenset(("the", "a", "an", "its", "their", "this", "that", "every", "all", "no", "in", "at", "near", "when"))


def identifying(source: SourceRef | None) -> Iterator[str]:
    """Yield the descriptions of the anonymous sources behind a statement that could identify them."""
    while source is not None:
        words = {word.casefold() for word in re.findall(r"[^\W_]+", source.text)}
        if source.kind == "anonymous" and not words <= PLAIN_WORDS:
            yield source.text
        source = source.via


def facility_spans(text: str) -> Iterator[Span]:
    """Yield the names of health facilities in a text, without the word for the kind of facility."""
    for pattern in NAMED_FACILITY:
        for found in pattern.finditer(text):
            start, words = found.start(1), found[1].split(" ")
            while len(words) > 1 and words[0].casefold() in SENTENCE_STARTS:
                start += len(words.pop(0)) + 1
            if words[0].casefold() not in SENTENCE_STARTS:
                yield Span(start, found.end(1))


def is_health_facility(ref: PlaceRef) -> bool:
    """Check whether a place is a health facility by its name or by what a report calls it."""
    return any(text is not None and HEALTH.search(text) is not None for text in (ref.text, ref.name)) or (ref.id or "").startswith(
        ("hospital-", "clinic-")
    )
