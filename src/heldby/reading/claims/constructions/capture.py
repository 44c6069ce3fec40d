"""Constructions of capture and loss: who took a place, and from which party."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from heldby.reading.claims.constructions.match import STRONG_TRUST, ConstructionMatch
from heldby.reading.claims.constructions.tree_walk import PARTY, child_of, is_party, parties_in, places_in, subject_of
from heldby.reading.parse.parsed_report import ParsedReport

LONGEST_CLAUSE = 30
"""Number of tokens after a verb that are searched for "from"."""


def taken_from(context: ParsedReport, words: dict[str, Any]) -> Iterator[ConstructionMatch]:
    """Find "A took the town from B". B is the first party after "from" and before the next verb, wherever the parser attaches it."""
    for i, lemma in enumerate(context.lemma):
        if lemma not in words["taking"]["verbs"] or context.pos[i] != "VERB":
            continue
        passive = child_of(context, i, "nsubj:pass") is not None
        taken = child_of(context, i, "nsubj:pass") if passive else child_of(context, i, "obj")
        place = places_in(context, taken)
        loser = party_after_from(context, i) if place else None
        if loser is not None:
            who = child_of(context, i, "obl:agent") if passive else subject_of(context, i)
            roles = {"actor": parties_in(context, who), "target": parties_in(context, loser), "place": place}
            yield ConstructionMatch("event/capture", i, roles, trust=STRONG_TRUST)


def party_after_from(context: ParsedReport, verb: int) -> int | None:
    """Return the party that "from" governs after a verb in the same clause."""
    end = context.sentences[context.sentence[verb]][1]
    for j in range(verb + 1, min(end, verb + LONGEST_CLAUSE)):
        if context.pos[j] in ("VERB", "AUX") and context.dep[j] not in ("amod", "acl"):
            return None
        if context.lower[j] == "from" and context.dep[j] == "case" and is_party(context, context.head[j]):
            named = context.classes[context.phrase_at[context.head[j]]]
            return context.head[j] if named in PARTY else None
    return None


def fallen(context: ParsedReport, words: dict[str, Any]) -> Iterator[ConstructionMatch]:
    """Find "The place has fallen to A"."""
    for i, lemma in enumerate(context.lemma):
        if lemma in words["fallen"]["verbs"] and context.pos[i] == "VERB":
            place = places_in(context, subject_of(context, i))
            taker = child_of(context, i, "obl", "to")
            if place and is_party(context, taker):
                yield ConstructionMatch("event/capture", i, {"actor": parties_in(context, taker), "place": place}, trust=STRONG_TRUST)


def announced_captures(context: ParsedReport, words: dict[str, Any]) -> Iterator[ConstructionMatch]:
    """Find "A celebrated the capture of the place". The capture has happened, but A need not have done it."""
    for i, lemma in enumerate(context.lemma):
        verb = context.head[i]
        if lemma in words["announced"]["nouns"] and context.dep[i] == "obj" and context.lemma[verb] in words["announced"]["verbs"]:
            place = places_in(context, child_of(context, i, "nmod", "of"))
            if place:
                yield ConstructionMatch("event/capture", i, {"place": place}, status="happened")


def losses(context: ParsedReport, words: dict[str, Any]) -> Iterator[ConstructionMatch]:
    """Find "A lost (control of) the place to B": a capture by B, or without B a loss of control by A."""
    for i, lemma in enumerate(context.lemma):
        if lemma not in words["losing"]["verbs"] or context.pos[i] != "VERB":
            continue
        who, lost = subject_of(context, i), child_of(context, i, "obj")
        place = places_in(context, _lost_place(context, lost, words["losing"]["things"]))
        if place and is_party(context, who):
            near = (c for a in (i, lost, *place) if a is not None for c in context.children[a])
            taker = next((c for c in near if context.case(c) == "to" and is_party(context, c)), None)
            if taker is None:
                yield ConstructionMatch("control/lost", i, {"actor": parties_in(context, who), "place": place})
            else:
                roles = {"actor": parties_in(context, taker), "target": parties_in(context, who), "place": place}
                yield ConstructionMatch("event/capture", i, roles, trust=STRONG_TRUST)


def _lost_place(context: ParsedReport, lost: int | None, things: Sequence[str]) -> int | None:
    """Return the token of what was lost. In "lost control of the town" it is the town."""
    if lost is not None and context.lemma[lost] in things:
        return child_of(context, lost, "nmod", "of over on")
    return lost


def flags(context: ParsedReport, words: dict[str, Any]) -> Iterator[ConstructionMatch]:
    """Find "A raised its flag over the place"."""
    for i, lemma in enumerate(context.lemma):
        who, flag = (subject_of(context, i), child_of(context, i, "obj")) if lemma in words["flag"]["verbs"] else (None, None)
        if flag is None or context.lemma[flag] not in words["flag"]["things"] or not is_party(context, who):
            continue
        near = [c for a in (i, flag) for c in context.children[a] if context.case(c) in ("over", "in", "on", "above", "atop")]
        place = next((found for c in near if (found := places_in(context, c))), ())
        if place:
            yield ConstructionMatch("event/capture", i, {"actor": parties_in(context, who), "place": place})


def victories(context: ParsedReport, words: dict[str, Any]) -> Iterator[ConstructionMatch]:
    """Find "A declared victory over B in the place"."""
    for i, lemma in enumerate(context.lemma):
        verb = context.head[i]
        if lemma in words["victory"]["nouns"] and context.dep[i] == "obj" and context.lemma[verb] in words["victory"]["verbs"]:
            who, over = subject_of(context, verb), child_of(context, i, "nmod", "over against")
            near = [c for a in (i, verb, over) if a is not None for c in context.children[a] if context.case(c) in ("in", "at")]
            place = next((found for c in near if (found := places_in(context, c))), ())
            if is_party(context, who) and place:
                roles = {"actor": parties_in(context, who), "target": parties_in(context, over), "place": place}
                yield ConstructionMatch("event/capture", i, roles, trust=STRONG_TRUST)
