"""Constructions of sieges, and of sieges that are over: "the town is encircled", "lifted its siege of the town"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from heldby.reading.claims.constructions.construction_match import STRONG_TRUST, ConstructionMatch
from heldby.reading.claims.constructions.tree_walk import child_of, parties_in, places_in, subject_of
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


def besieged_places(parsed: ParsedReport, words: dict[str, Any]) -> Iterator[ConstructionMatch]:
    """Find "the place is encircled by A", "the place is under siege" and "described the place as besieged"."""
    for i, lemma in enumerate(parsed.lemma):
        participle = lemma in words["siege"]["verbs"] and parsed.tag[i] in ("VBN", "JJ")
        under = lemma in words["siege"]["nouns"] and parsed.case(i) == "under"
        if not (participle or under) or any(parsed.lower[c] in words["siege"]["unless"] for c in parsed.children[i]):
            continue
        described = (
            parsed.head[i]
            if parsed.dep[i] in ("obl", "xcomp", "advcl", "nmod") and any(parsed.lower[c] == "as" for c in parsed.children[i])
            else None
        )
        about = child_of(parsed, i, "nsubj nsubj:pass") if described is None else child_of(parsed, described, "obj nsubj:pass")
        if (place := places_in(parsed, about)) and about is not None:
            who = parties_in(parsed, child_of(parsed, i, "obl:agent obl", "by"))
            yield ConstructionMatch("control/besieged", i, {"actor": who, "place": place}, trust=STRONG_TRUST)


def past_sieges(parsed: ParsedReport, words: dict[str, Any]) -> Iterator[ConstructionMatch]:
    """Find the siege before a capture: "took the place after a four-year siege", "after six weeks of siege"."""
    for i, lemma in enumerate(parsed.lemma):
        if lemma not in words["siege"]["nouns"]:
            continue
        top = parsed.head[i] if parsed.dep[i] == "nmod" and parsed.case(i) == "of" else i
        verb = next((a for a in parsed.ancestors(top)[:2] if parsed.pos[a] == "VERB"), top)
        if parsed.case(top) == "after" and parsed.lemma[verb] in words["taking"]["verbs"]:
            passive = child_of(parsed, verb, "nsubj:pass")
            if place := places_in(parsed, child_of(parsed, verb, "obj") if passive is None else passive):
                yield ConstructionMatch("event/besiege", i, {"place": place}, status="happened")


def cut_roads(parsed: ParsedReport, words: dict[str, Any]) -> Iterator[ConstructionMatch]:
    """Find "A cut every road to the place" and "closed the last road into the place"."""
    for i, lemma in enumerate(parsed.lemma):
        if lemma not in words["roads"]["nouns"] or not any(parsed.lower[c] in words["roads"]["all"] for c in parsed.children[i]):
            continue
        verb = parsed.head[i]
        if parsed.dep[i] not in OBJECTS or parsed.lemma[verb] not in words["roads"]["cutting"]:
            continue
        near = [c for a in (i, verb) for c in parsed.children[a] if parsed.case(c) in words["roads"]["leading"]]
        if place := next((found for c in near if (found := places_in(parsed, c))), ()):
            who = subject_of(parsed, verb) if parsed.dep[i] == "obj" else child_of(parsed, verb, "obl:agent obl", "by")
            yield ConstructionMatch("event/besiege", verb, {"actor": parties_in(parsed, who), "place": place})


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
