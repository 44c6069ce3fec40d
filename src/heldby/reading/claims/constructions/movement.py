"""Constructions of movement: advances and expulsions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from heldby.reading.claims.constructions.construction_match import STRONG_TRUST, ConstructionMatch
from heldby.reading.claims.constructions.tree_walk import child_of, is_party, parties_in, places_in, places_or_noun, subject_of
from heldby.reading.parse.parsed_report import ParsedReport


def advances(parsed: ParsedReport, words: dict[str, Any]) -> Iterator[ConstructionMatch]:
    """Find "the advance of A towards the place"."""
    for i, lemma in enumerate(parsed.lemma):
        if lemma in words["move"]["nouns"] and parsed.pos[i] == "NOUN":
            mover = child_of(parsed, i, "nmod", "of by") or child_of(parsed, i, "nmod:poss")
            goal = child_of(parsed, i, "nmod", "towards toward on into to")
            if is_party(parsed, mover) and goal is not None:
                yield ConstructionMatch("event/advance", i, {"actor": parties_in(parsed, mover), "place": places_or_noun(parsed, goal)})


def withdrawals(parsed: ParsedReport, words: dict[str, Any]) -> Iterator[ConstructionMatch]:
    """Find "A withdrew from the place"."""
    for i, lemma in enumerate(parsed.lemma):
        if lemma in words["leaving"]["verbs"] and parsed.pos[i] == "VERB":
            near = [c for c in parsed.children[i] if parsed.dep[c] == "obl" and parsed.case(c) in ("from", "of", "out")]
            place = next((found for c in near if (found := places_in(parsed, c))), ())
            who = parties_in(parsed, child_of(parsed, i, "nsubj"))
            if place and who:
                yield ConstructionMatch("event/withdraw", i, {"actor": who, "place": place}, trust=STRONG_TRUST)


def driven_out(parsed: ParsedReport, words: dict[str, Any]) -> Iterator[ConstructionMatch]:
    """Find "A drove B out of the place" and "B was driven out of the place by A": a capture by A.

    If A is not named, it is a withdrawal of B.
    """
    for i, lemma in enumerate(parsed.lemma):
        if lemma in words["driven"]["verbs"] and parsed.pos[i] == "VERB":
            passive = child_of(parsed, i, "nsubj:pass")
            expelled = child_of(parsed, i, "obj") if passive is None else passive
            near = [c for c in parsed.children[i] if parsed.dep[c] == "obl" and parsed.case(c) in ("out", "of", "from")]
            place = next((found for c in near if (found := places_in(parsed, c))), ())
            who = parties_in(parsed, subject_of(parsed, i) if passive is None else child_of(parsed, i, "obl:agent"))
            if not is_party(parsed, expelled) or not place:
                continue
            if who:
                roles = {"actor": who, "target": parties_in(parsed, expelled), "place": place}
                yield ConstructionMatch("event/capture", i, roles, trust=STRONG_TRUST)
            else:
                yield ConstructionMatch("event/withdraw", i, {"actor": parties_in(parsed, expelled), "place": place}, trust=STRONG_TRUST)


def driven_back(parsed: ParsedReport, words: dict[str, Any]) -> Iterator[ConstructionMatch]:
    """Find "A has been driven back by B": a withdrawal of A."""
    for i, lemma in enumerate(parsed.lemma):
        if lemma in words["driven"]["verbs"] and parsed.tag[i] == "VBN":
            who = child_of(parsed, i, "nsubj:pass")
            particle = any(parsed.lower[c] in words["driven"]["particles"] for c in parsed.children[i])
            if particle and is_party(parsed, who):
                agent = child_of(parsed, i, "obl:agent")
                place = tuple(
                    p
                    for c in parsed.children[i]
                    if parsed.dep[c] == "obl"
                    for p in (places_or_noun(parsed, c) if parsed.case(c) in ("from", "into", "to") else ())
                )
                roles = {"actor": parties_in(parsed, who), "target": parties_in(parsed, agent), "place": place}
                yield ConstructionMatch("event/withdraw", i, roles, trust=STRONG_TRUST)
