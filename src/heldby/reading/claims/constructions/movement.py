"""Constructions of movement: advances, repelled advances, expulsions, and demands to leave."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from heldby.reading.claims.constructions.match import ConstructionMatch
from heldby.reading.claims.constructions.tree_walk import child_of, is_party, parties_in, places_in, places_or_noun, subject_of
from heldby.reading.parse.parsed_report import ParsedReport


def advances(context: ParsedReport, words: dict[str, Any]) -> Iterator[ConstructionMatch]:
    """Find "the advance of A towards the place"."""
    for i, lemma in enumerate(context.lemma):
        if lemma in words["move"]["nouns"] and context.pos[i] == "NOUN":
            mover = child_of(context, i, "nmod", "of by") or child_of(context, i, "nmod:poss")
            goal = child_of(context, i, "nmod", "towards toward on into to")
            if is_party(context, mover) and goal is not None:
                yield ConstructionMatch("event/advance", i, {"actor": parties_in(context, mover), "place": places_or_noun(context, goal)})


def gains(context: ParsedReport, words: dict[str, Any]) -> Iterator[ConstructionMatch]:
    """Find "A made progress towards the place" and "A took positions outside it"."""
    for i, lemma in enumerate(context.lemma):
        if lemma in words["gaining"]["verbs"] and context.pos[i] == "VERB":
            thing, who = child_of(context, i, "obj"), subject_of(context, i)
            if thing is not None and context.lemma[thing] in words["gaining"]["things"] and is_party(context, who):
                yield ConstructionMatch(
                    "event/advance", i, {"actor": parties_in(context, who), "place": destinations(context, words, (i, thing))}
                )


def destinations(context: ParsedReport, words: dict[str, Any], above: Sequence[int]) -> tuple[int, ...]:
    """Return the places behind the first preposition of movement that depends on one of these tokens or on an adjective of theirs."""
    near = [c for a in above for c in context.children[a]]
    inner = [d for c in near if context.dep[c] == "amod" for d in context.children[c]]
    for i in (*near, *inner):
        if context.dep[i] in ("obl", "nmod") and context.case(i) in words["gaining"]["prepositions"]:
            return places_or_noun(context, i)
    return ()


def repelled_advances(context: ParsedReport, words: dict[str, Any]) -> Iterator[ConstructionMatch]:
    """Find "A blocks the advance of B towards the place"."""
    for i, lemma in enumerate(context.lemma):
        if lemma in words["blocking"]["verbs"] and context.pos[i] == "VERB":
            move, who = child_of(context, i, "obj"), subject_of(context, i)
            if move is not None and context.lemma[move] in words["blocking"]["moves"] and is_party(context, who):
                mover = child_of(context, move, "nmod", "of by") or child_of(context, move, "nmod:poss compound amod")
                place = places_or_noun(context, child_of(context, move, "nmod", "towards toward on in to into"))
                place = places_in(context, place[0]) or place if place else ()
                yield ConstructionMatch(
                    "event/repel", i, {"actor": parties_in(context, who), "target": parties_in(context, mover), "place": place}
                )


def driven_out(context: ParsedReport, words: dict[str, Any]) -> Iterator[ConstructionMatch]:
    """Find "A drove B out of the place": a capture by A, or a withdrawal of B where no A is named."""
    for i, lemma in enumerate(context.lemma):
        if lemma in words["driven"]["verbs"] and context.pos[i] == "VERB":
            expelled = child_of(context, i, "obj")
            near = [c for c in context.children[i] if context.dep[c] == "obl" and context.case(c) in ("out", "of", "from")]
            place = next((found for c in near if (found := places_in(context, c))), ())
            who = parties_in(context, subject_of(context, i))
            if not is_party(context, expelled) or not place:
                continue
            if who:
                yield ConstructionMatch("event/capture", i, {"actor": who, "target": parties_in(context, expelled), "place": place})
            else:
                yield ConstructionMatch("event/withdraw", i, {"actor": parties_in(context, expelled), "place": place})


def driven_back(context: ParsedReport, words: dict[str, Any]) -> Iterator[ConstructionMatch]:
    """Find "A has been driven back by B": a withdrawal of A."""
    for i, lemma in enumerate(context.lemma):
        if lemma in words["driven"]["verbs"] and context.tag[i] == "VBN":
            who = child_of(context, i, "nsubj:pass")
            particle = any(context.lower[c] in words["driven"]["particles"] for c in context.children[i])
            if particle and is_party(context, who):
                agent = child_of(context, i, "obl:agent")
                place = tuple(
                    p
                    for c in context.children[i]
                    if context.dep[c] == "obl"
                    for p in (places_or_noun(context, c) if context.case(c) in ("from", "into", "to") else ())
                )
                yield ConstructionMatch(
                    "event/withdraw", i, {"actor": parties_in(context, who), "target": parties_in(context, agent), "place": place}
                )


def demands(context: ParsedReport, words: dict[str, Any]) -> Iterator[ConstructionMatch]:
    """Find "A urged B to leave"."""
    for i, lemma in enumerate(context.lemma):
        if lemma in words["demand"]["verbs"] and context.pos[i] == "VERB" and child_of(context, i, "xcomp ccomp") is not None:
            addressees = parties_in(context, child_of(context, i, "obj") or child_of(context, i, "iobj"))
            if addressees:
                who = subject_of(context, i) if context.dep[i] != "acl" else None
                yield ConstructionMatch("event/demand", i, {"actor": parties_in(context, who), "target": addressees})
