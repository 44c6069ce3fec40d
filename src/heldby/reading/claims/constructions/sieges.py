"""Constructions of sieges that are over: "lifted its siege of the town", "the blockade of the town is over"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from heldby.reading.claims.constructions.construction_match import STRONG_TRUST, ConstructionMatch
from heldby.reading.claims.constructions.tree_walk import child_of, places_in
from heldby.reading.parse.parsed_report import ParsedReport
from heldby.reference.lexicon import constructions

OBJECTS = frozenset({"obj", "nsubj:pass"})


def ended_sieges(parsed: ParsedReport, words: dict[str, Any]) -> Iterator[ConstructionMatch]:
    """Find a siege that somebody ended. The claim is that the place was besieged; that it no longer is, `held_as` says."""
    for i, lemma in enumerate(parsed.lemma):
        if lemma in words["siege"]["nouns"] and (verb := ending_of(parsed, i)) is not None:
            around = child_of(parsed, i, "nmod", "of on around against") or child_of(parsed, i, "nmod:poss compound")
            place = places_in(parsed, around) or places_in(parsed, child_of(parsed, verb, "obl", "of on around in"))
            if place:
                yield ConstructionMatch("control/besieged", i, {"place": place}, status="happened", trust=STRONG_TRUST)


def ending_of(parsed: ParsedReport, siege: int) -> int | None:
    """Return the word that says that a siege is over ("lifted", "over"), or None if none does.

    What somebody plans to lift, will lift or has not lifted is not over.
    """
    words, verb = constructions()["siege"], parsed.head[siege]
    lifted = parsed.dep[siege] in OBJECTS and parsed.lemma[verb] in words["lifting"]
    over = parsed.dep[siege] == "nsubj" and parsed.lower[verb] in words["over"]
    plan = any(parsed.lower[c] in words["unless"] for c in parsed.children[verb]) or (lifted and parsed.tag[verb] in ("VB", "VBZ", "VBG"))
    return verb if (lifted or over) and not plan else None


def is_over(parsed: ParsedReport, siege: int) -> bool:
    """Check whether a trigger is a siege that is over."""
    return parsed.lemma[siege] in constructions()["siege"]["nouns"] and ending_of(parsed, siege) is not None
