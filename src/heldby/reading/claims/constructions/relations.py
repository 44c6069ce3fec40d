"""Constructions of relations: "A-backed B" and "A with B"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from heldby.reading.claims.constructions.construction_match import ConstructionMatch
from heldby.reading.claims.constructions.tree_walk import PARTY, coordinated, is_party
from heldby.reading.parse.parsed_report import ParsedReport

RIGHTWARD = 12
"""Number of tokens after a hyphenated participle that are searched for the noun it modifies."""
ENDS_PHRASE = frozenset({"VERB", "AUX", "ADP", "SCONJ", "CCONJ", "PRON"})
BETWEEN = frozenset({"led", "backed", "held", "controlled", "and"})
"""Words that may stand between a hyphenated participle and its noun."""


def hyphenated(parsed: ParsedReport, words: dict[str, Any]) -> Iterator[ConstructionMatch]:
    """Find "A-backed militia"."""
    for i, lower in enumerate(parsed.lower):
        if lower.lstrip("-") not in words["backing"]["participles"] or i < 2:
            continue
        party = i - 1 if lower.startswith("-") else i - 2 if parsed.lower[i - 1] == "-" else None
        noun = noun_after(parsed, i)
        if party is not None and party in parsed.phrase_at and noun is not None:
            yield ConstructionMatch("relation/backs", i, {"actor": (party,), "target": coordinated(parsed, noun)[:1]})


def noun_after(parsed: ParsedReport, i: int) -> int | None:
    """Return the noun that a hyphenated participle modifies, or None. Commas and adjectives may stand between the two."""
    end = parsed.sentences[parsed.sentence[i]][1]
    for j in range(i + 1, min(i + RIGHTWARD, end)):
        hyphen_next = j + 1 < end and parsed.lower[j + 1].startswith("-")
        if parsed.pos[j] in ("NOUN", "PROPN") and not hyphen_next and parsed.dep[j] not in ("compound", "flat") and j in parsed.phrase_at:
            return j
        if parsed.pos[j] in ENDS_PHRASE and parsed.lower[j].lstrip("-") not in BETWEEN:
            return None
    return None


def accompanied(parsed: ParsedReport, words: dict[str, Any]) -> Iterator[ConstructionMatch]:
    """Find "troops with militias": an alliance."""
    for n, phrase in enumerate(parsed.phrases):
        i = phrase.head
        if parsed.classes[n] in PARTY and parsed.dep[i] == "nmod" and is_party(parsed, parsed.head[i]):
            with_ = next(
                (c for c in parsed.children[i] if parsed.dep[c] == "case" and parsed.lower[c] in words["beside"]["prepositions"]), None
            )
            if with_ is not None:
                yield ConstructionMatch("relation/allied_with", with_, {"actor": (i,), "target": (parsed.head[i],)})
