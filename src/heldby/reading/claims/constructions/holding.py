"""Constructions of control: strongholds, "A holds the place", "in the hands of A", and "the next target of A"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from heldby.reading.claims.constructions.match import ConstructionMatch
from heldby.reading.claims.constructions.tree_walk import (
    LIST,
    child_of,
    coordinated,
    is_bare_place,
    is_party,
    parties_in,
    places_in,
    places_or_noun,
    subject_of,
)
from heldby.reading.parse.parsed_report import ParsedReport


def strongholds(context: ParsedReport, words: dict[str, Any]) -> Iterator[ConstructionMatch]:
    """Find "the place is the last stronghold of A"."""
    for i, lemma in enumerate(context.lemma):
        if lemma not in words["seat"]["nouns"]:
            continue
        holder = child_of(context, i, "nmod", "of for") or child_of(context, i, "nmod:poss compound amod nmod")
        if is_party(context, holder):
            yield ConstructionMatch("control/holds", i, {"actor": parties_in(context, holder), "place": stronghold_place(context, i)})


def stronghold_place(context: ParsedReport, i: int) -> tuple[int, ...]:
    """Return the place that a noun such as "stronghold" describes.

    It is the noun's subject, the noun that its relative clause or apposition modifies, or, where the sentence begins with "which", the last
    place of the sentence before.
    """
    if context.dep[i] == "conj" and child_of(context, i, "nsubj") is None and child_of(context, context.head[i], "nsubj") is not None:
        i = context.head[i]
    subject = child_of(context, i, "nsubj nsubj:outer")
    chain = [i, *context.ancestors(i)]
    relative = next((context.head[a] for a in chain if context.dep[a] == "acl:relcl"), None)
    for place in (subject, relative, context.head[i] if context.dep[i] in LIST else None, child_of(context, i, "appos")):
        if found := places_in(context, place):
            return found
    start = context.sentences[context.sentence[i]][0]
    before = context.in_sentence[context.sentence[i] - 1] if context.sentence[i] else []
    if context.lower[start] == "which":
        return tuple(context.phrases[n].head for n in before[::-1] if context.classes[n] == "P")[:1]
    return ()


def next_targets(context: ParsedReport, words: dict[str, Any]) -> Iterator[ConstructionMatch]:
    """Find "the place is the next target of A": a planned offensive."""
    for i, lemma in enumerate(context.lemma):
        if lemma in words["target"]["nouns"] and any(context.lower[c] in words["target"]["marks"] for c in context.children[i]):
            by = child_of(context, i, "nmod", "for of") or child_of(context, i, "nmod:poss")
            who = tuple(x for x in (coordinated(context, by) if by is not None else ()) if x in context.phrase_at)
            if who:
                yield ConstructionMatch("event/offensive", i, {"actor": who, "place": stronghold_place(context, i)}, status="planned")


def holding(context: ParsedReport, words: dict[str, Any]) -> Iterator[ConstructionMatch]:
    """Find "A holds the place" and "A holds parts of the place"."""
    for i, lemma in enumerate(context.lemma):
        if lemma not in words["holding"]["verbs"] or context.pos[i] != "VERB" or context.tag[i] == "VBN":
            continue
        holder, held = child_of(context, i, "nsubj") or subject_of(context, i), held_place(context, i)
        if not is_party(context, holder) or held is None:
            continue
        if context.lemma[held] in words["holding"]["parts"]:
            inner = child_of(context, held, "nmod", "of in")
            yield ConstructionMatch(
                "control/partly_holds", i, {"actor": parties_in(context, holder), "place": places_or_noun(context, inner)}
            )
        elif places_in(context, held):
            # "holds Tal Afar to the west and Hawija to the south": Hawija is coordinated with Tal Afar, wherever the parser attaches it.
            beside = [d for c in context.children[i] if context.dep[c] == "obl" for d in context.children[c] if context.dep[d] == "conj"]
            places = (*places_in(context, held), *(d for d in beside if is_bare_place(context, d)))
            yield ConstructionMatch("control/holds", i, {"actor": parties_in(context, holder), "place": places})


def held_place(context: ParsedReport, i: int) -> int | None:
    """Return the token of what is held: the object, or the noun of a relative clause in the present ("the town that the group holds")."""
    held = child_of(context, i, "obj")
    described = context.dep[i] == "acl:relcl" and context.tag[i] in ("VBZ", "VBP") and child_of(context, i, "nsubj") is not None
    if described and (held is None or context.lower[held] in ("that", "which")):
        return context.head[i]
    return held


def in_hands(context: ParsedReport, words: dict[str, Any]) -> Iterator[ConstructionMatch]:
    """Find "A is in control of the place", "the place is in the hands of A" and "the place is under the control of A"."""
    for i, lemma in enumerate(context.lemma):
        if lemma not in words["hands"]["nouns"] or context.case(i) not in words["hands"]["prepositions"] or is_past(context, i):
            continue
        about, of = subject_of_state(context, i), child_of(context, i, "nmod", "of") or child_of(context, i, "nmod:poss")
        held = places_in(context, of)
        if held and is_party(context, about):
            yield ConstructionMatch("control/holds", i, {"actor": parties_in(context, about), "place": held})
        elif is_party(context, of) and (place := places_in(context, about)):
            yield ConstructionMatch("control/holds", i, {"actor": parties_in(context, of), "place": place})


def is_past(context: ParsedReport, i: int) -> bool:
    """Check whether a state lies in the past: "had been in the hands of"."""
    return any(context.lower[c] in ("had", "was", "were") for a in (i, context.head[i]) for c in context.children[a])


def subject_of_state(context: ParsedReport, i: int) -> int | None:
    """Return the subject of a predicate such as "in the hands": its own subject, its verb's, or the noun that it modifies."""
    own = child_of(context, i, "nsubj nsubj:outer")
    if own is not None:
        return own
    above = context.head[i]
    return subject_of(context, above) if context.pos[above] in ("VERB", "AUX") else above if context.dep[i] == "nmod" else None
