"""Constructions of movement: advances, repelled advances, expulsions, and demands to leave."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from heldby.reading.claims.constructions.construction_match import ConstructionMatch
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


def gains(parsed: ParsedReport, words: dict[str, Any]) -> Iterator[ConstructionMatch]:
    """Find "A made progress towards the place" and "A took positions outside the place"."""
    for i, lemma in enumerate(parsed.lemma):
        if lemma in words["gaining"]["verbs"] and parsed.pos[i] == "VERB":
            gain, who = child_of(parsed, i, "obj"), subject_of(parsed, i)
            if gain is not None and parsed.lemma[gain] in words["gaining"]["things"] and is_party(parsed, who):
                yield ConstructionMatch(
                    "event/advance", i, {"actor": parties_in(parsed, who), "place": destinations(parsed, words, (i, gain))}
                )


def destinations(parsed: ParsedReport, words: dict[str, Any], above: Sequence[int]) -> tuple[int, ...]:
    """Return the places in the first phrase with a preposition of movement that depends on one of these tokens or on their adjectives."""
    near = [c for a in above for c in parsed.children[a]]
    inner = [d for c in near if parsed.dep[c] == "amod" for d in parsed.children[c]]
    for i in (*near, *inner):
        if parsed.dep[i] in ("obl", "nmod") and parsed.case(i) in words["gaining"]["prepositions"]:
            return places_or_noun(parsed, i)
    return ()


def repelled_advances(parsed: ParsedReport, words: dict[str, Any]) -> Iterator[ConstructionMatch]:
    """Find "A blocks the advance of B towards the place"."""
    for i, lemma in enumerate(parsed.lemma):
        if lemma in words["blocking"]["verbs"] and parsed.pos[i] == "VERB":
            move, who = child_of(parsed, i, "obj"), subject_of(parsed, i)
            if move is not None and parsed.lemma[move] in words["blocking"]["moves"] and is_party(parsed, who):
                mover = child_of(parsed, move, "nmod", "of by") or child_of(parsed, move, "nmod:poss compound amod")
                place = places_or_noun(parsed, child_of(parsed, move, "nmod", "towards toward on in to into"))
                place = places_in(parsed, place[0]) or place if place else ()
                yield ConstructionMatch(
                    "event/repel", i, {"actor": parties_in(parsed, who), "target": parties_in(parsed, mover), "place": place}
                )


def driven_out(parsed: ParsedReport, words: dict[str, Any]) -> Iterator[ConstructionMatch]:
    """Find "A drove B out of the place": a capture by A or, if A is not named, a withdrawal of B."""
    for i, lemma in enumerate(parsed.lemma):
        if lemma in words["driven"]["verbs"] and parsed.pos[i] == "VERB":
            expelled = child_of(parsed, i, "obj")
            near = [c for c in parsed.children[i] if parsed.dep[c] == "obl" and parsed.case(c) in ("out", "of", "from")]
            place = next((found for c in near if (found := places_in(parsed, c))), ())
            who = parties_in(parsed, subject_of(parsed, i))
            if not is_party(parsed, expelled) or not place:
                continue
            if who:
                yield ConstructionMatch("event/capture", i, {"actor": who, "target": parties_in(parsed, expelled), "place": place})
            else:
                yield ConstructionMatch("event/withdraw", i, {"actor": parties_in(parsed, expelled), "place": place})


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
                yield ConstructionMatch(
                    "event/withdraw", i, {"actor": parties_in(parsed, who), "target": parties_in(parsed, agent), "place": place}
                )


def demands(parsed: ParsedReport, words: dict[str, Any]) -> Iterator[ConstructionMatch]:
    """Find "A urged B to leave"."""
    for i, lemma in enumerate(parsed.lemma):
        if lemma in words["demand"]["verbs"] and parsed.pos[i] == "VERB" and child_of(parsed, i, "xcomp ccomp") is not None:
            addressees = parties_in(parsed, child_of(parsed, i, "obj") or child_of(parsed, i, "iobj"))
            if addressees:
                who = subject_of(parsed, i) if parsed.dep[i] != "acl" else None
                yield ConstructionMatch("event/demand", i, {"actor": parties_in(parsed, who), "target": addressees})
