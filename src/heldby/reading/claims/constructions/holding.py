"""Constructions of control: "A holds the place", "in the hands of A", and "the next target of A"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from heldby.reading.claims.constructions.construction_match import STRONG_TRUST, ConstructionMatch
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


def described_place(parsed: ParsedReport, i: int) -> tuple[int, ...]:
    """Return the place that a noun such as "target" describes.

    These are tried in order: the subject of the noun, the noun that its relative clause modifies, the other noun of an apposition and, if
    the sentence begins with "which", the last place of the sentence before. The result is empty if none of them gives a place.
    """
    if parsed.dep[i] == "conj" and child_of(parsed, i, "nsubj") is None and child_of(parsed, parsed.head[i], "nsubj") is not None:
        i = parsed.head[i]
    subject = child_of(parsed, i, "nsubj nsubj:outer")
    chain = [i, *parsed.ancestors(i)]
    relative = next((parsed.head[a] for a in chain if parsed.dep[a] == "acl:relcl"), None)
    for place in (subject, relative, parsed.head[i] if parsed.dep[i] in LIST else None, child_of(parsed, i, "appos")):
        if found := places_in(parsed, place):
            return found
    start = parsed.sentences[parsed.sentence[i]][0]
    before = parsed.in_sentence[parsed.sentence[i] - 1] if parsed.sentence[i] else []
    if parsed.lower[start] == "which":
        return tuple(parsed.phrases[n].head for n in before[::-1] if parsed.classes[n] == "P")[:1]
    return ()


def next_targets(parsed: ParsedReport, words: dict[str, Any]) -> Iterator[ConstructionMatch]:
    """Find "the place is the next target of A": a planned offensive."""
    for i, lemma in enumerate(parsed.lemma):
        if lemma in words["target"]["nouns"] and any(parsed.lower[c] in words["target"]["marks"] for c in parsed.children[i]):
            by = child_of(parsed, i, "nmod", "for of") or child_of(parsed, i, "nmod:poss")
            who = tuple(x for x in (coordinated(parsed, by) if by is not None else ()) if x in parsed.phrase_at)
            if who:
                yield ConstructionMatch("event/offensive", i, {"actor": who, "place": described_place(parsed, i)}, status="planned")


def holding(parsed: ParsedReport, words: dict[str, Any]) -> Iterator[ConstructionMatch]:
    """Find "A holds the place" and "A holds parts of the place"."""
    for i, lemma in enumerate(parsed.lemma):
        if lemma not in words["holding"]["verbs"] or parsed.pos[i] != "VERB" or (parsed.tag[i] == "VBN" and not has_held(parsed, i)):
            continue
        holder, held = child_of(parsed, i, "nsubj") or subject_of(parsed, i), held_place(parsed, i)
        if not is_party(parsed, holder) or held is None:
            continue
        if parsed.lemma[held] in words["holding"]["parts"]:
            inner = child_of(parsed, held, "nmod", "of in")
            yield ConstructionMatch(
                "control/partly_holds", i, {"actor": parties_in(parsed, holder), "place": places_or_noun(parsed, inner)}, trust=STRONG_TRUST
            )
        elif places_in(parsed, held):
            # "holds Tal Afar to the west and Hawija to the south": Hawija is coordinated with Tal Afar, wherever the parser attaches it.
            beside = [d for c in parsed.children[i] if parsed.dep[c] == "obl" for d in parsed.children[c] if parsed.dep[d] == "conj"]
            places = (*places_in(parsed, held), *(d for d in beside if is_bare_place(parsed, d)))
            yield ConstructionMatch("control/holds", i, {"actor": parties_in(parsed, holder), "place": places}, trust=STRONG_TRUST)


def possessions(parsed: ParsedReport, words: dict[str, Any]) -> Iterator[ConstructionMatch]:
    """Find "the place is the last possession of A" and "the place, A's main stronghold"."""
    for i, lemma in enumerate(parsed.lemma):
        if lemma not in words["possession"]["nouns"] or is_past(parsed, i):
            continue
        of = child_of(parsed, i, "nmod", "of") or child_of(parsed, i, "nmod:poss")
        if is_party(parsed, of) and (place := described_place(parsed, i)):
            yield ConstructionMatch("control/holds", i, {"actor": parties_in(parsed, of), "place": place})


def has_held(parsed: ParsedReport, i: int) -> bool:
    """Check for the perfect of a verb of holding, which goes on: "has held the town since 2014"."""
    return any(parsed.lower[c] in ("has", "have") for c in parsed.children[i]) and child_of(parsed, i, "nsubj:pass aux:pass") is None


def held_by(parsed: ParsedReport, words: dict[str, Any]) -> Iterator[ConstructionMatch]:
    """Find "the place is held by A"."""
    for i, lemma in enumerate(parsed.lemma):
        if lemma in words["holding"]["verbs"] and parsed.tag[i] == "VBN" and not is_past(parsed, i):
            place, holder = places_in(parsed, child_of(parsed, i, "nsubj:pass")), child_of(parsed, i, "obl:agent obl", "by")
            if place and is_party(parsed, holder):
                yield ConstructionMatch("control/holds", i, {"actor": parties_in(parsed, holder), "place": place}, trust=STRONG_TRUST)


def held_place(parsed: ParsedReport, i: int) -> int | None:
    """Return the token of what is held: the verb's object, or the noun that a relative clause modifies ("the town that the group holds").

    The relative clause must be in the present tense. Returns None if the verb has no object and is in no such clause.
    """
    held = child_of(parsed, i, "obj")
    described = parsed.dep[i] == "acl:relcl" and parsed.tag[i] in ("VBZ", "VBP") and child_of(parsed, i, "nsubj") is not None
    if described and (held is None or parsed.lower[held] in ("that", "which")):
        return parsed.head[i]
    return held


def in_hands(parsed: ParsedReport, words: dict[str, Any]) -> Iterator[ConstructionMatch]:
    """Find "A is in control of the place", "the place is in the hands of A" and "the place is under the control of A"."""
    for i, lemma in enumerate(parsed.lemma):
        if lemma not in words["hands"]["nouns"] or parsed.case(i) not in words["hands"]["prepositions"] or is_past(parsed, i):
            continue
        about, of = subject_of_state(parsed, i), child_of(parsed, i, "nmod", "of") or child_of(parsed, i, "nmod:poss")
        held = places_in(parsed, of)
        if held and is_party(parsed, about):
            yield ConstructionMatch("control/holds", i, {"actor": parties_in(parsed, about), "place": held}, trust=STRONG_TRUST)
        elif is_party(parsed, of) and (place := places_in(parsed, about)):
            yield ConstructionMatch("control/holds", i, {"actor": parties_in(parsed, of), "place": place}, trust=STRONG_TRUST)


def is_past(parsed: ParsedReport, i: int) -> bool:
    """Check whether a state lies in the past: "had been in the hands of"."""
    return any(parsed.lower[c] in ("had", "was", "were") for a in (i, parsed.head[i]) for c in parsed.children[a])


def subject_of_state(parsed: ParsedReport, i: int) -> int | None:
    """Return the subject of a predicate such as "in the hands": its own subject, the subject of its verb, or the noun that it modifies."""
    own = child_of(parsed, i, "nsubj nsubj:outer")
    if own is not None:
        return own
    above = parsed.head[i]
    return subject_of(parsed, above) if parsed.pos[above] in ("VERB", "AUX") else above if parsed.dep[i] == "nmod" else None
