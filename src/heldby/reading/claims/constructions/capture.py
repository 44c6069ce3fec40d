"""Constructions of capture and loss: which party took a place, and which party lost it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from heldby.reading.claims.constructions.construction_match import STRONG_TRUST, ConstructionMatch
from heldby.reading.claims.constructions.tree_walk import PARTY, child_of, is_party, parties_in, places_in, subject_of
from heldby.reading.parse.parsed_report import ParsedReport

LONGEST_CLAUSE = 30
"""Number of tokens after a verb that are searched for "from"."""


def taken_from(parsed: ParsedReport, words: dict[str, Any]) -> Iterator[ConstructionMatch]:
    """Find "A took the town from B". B is the first party after "from" and before the next verb, wherever the parser attaches it."""
    for i, lemma in enumerate(parsed.lemma):
        if lemma not in words["taking"]["verbs"] or parsed.pos[i] != "VERB":
            continue
        passive = child_of(parsed, i, "nsubj:pass") is not None
        taken = child_of(parsed, i, "nsubj:pass") if passive else child_of(parsed, i, "obj")
        place = places_in(parsed, taken)
        loser = party_after_from(parsed, i) if place else None
        if loser is not None:
            who = (child_of(parsed, i, "obl:agent", "by") or child_of(parsed, i, "obl", "by")) if passive else subject_of(parsed, i)
            roles = {"actor": parties_in(parsed, who), "target": parties_in(parsed, loser), "place": place}
            yield ConstructionMatch("event/capture", i, roles, trust=STRONG_TRUST)


def taken(parsed: ParsedReport, words: dict[str, Any]) -> Iterator[ConstructionMatch]:
    """Find "A captured the place" and "the place was captured by A"."""
    for i, lemma in enumerate(parsed.lemma):
        if lemma not in words["taking"]["plain"] or parsed.pos[i] != "VERB":
            continue
        passive = child_of(parsed, i, "nsubj:pass")
        place = places_in(parsed, child_of(parsed, i, "obj") if passive is None else passive)
        who = parties_in(parsed, subject_of(parsed, i) if passive is None else child_of(parsed, i, "obl:agent", "by"))
        if place and who:
            yield ConstructionMatch("event/capture", i, {"actor": who, "place": place}, trust=STRONG_TRUST)


def captured_by(parsed: ParsedReport, words: dict[str, Any]) -> Iterator[ConstructionMatch]:
    """Find "Captured by A on 4 March" and "entirely controlled by A", lines without a subject about the place in the heading."""
    labels = dict.fromkeys(words["taking"]["plain"], "event/capture") | dict.fromkeys(words["holding"]["verbs"], "control/holds")
    for i, lemma in enumerate(parsed.lemma):
        first = i - parsed.sentences[parsed.sentence[i]][0] <= 1
        headless = first or parsed.dep[i] == "ROOT" or (parsed.pos[i - 1] == "ADV" and parsed.lower[i - 2] == ",")
        if lemma not in labels or parsed.lower[i + 1 : i + 2] != ["by"] or not headless:
            continue
        after = (parsed.phrases[n] for n in parsed.in_sentence[parsed.sentence[i]])
        who = next((phrase.head for phrase in after if i + 2 <= phrase.left <= i + 4 and is_party(parsed, phrase.head)), None)
        if who is not None and child_of(parsed, i, "nsubj:pass nsubj obj aux:pass") is None:
            roles = {"actor": parties_in(parsed, who), "place": place_of_heading(parsed)}
            yield ConstructionMatch(labels[lemma], i, roles, trust=STRONG_TRUST)


def place_of_heading(parsed: ParsedReport) -> tuple[int, ...]:
    """Return the first place of the first sentence if that has no verb, like a heading: "Rawa, Anbar, Iraq."."""
    start, end = parsed.sentences[0]
    if any(parsed.pos[i] in ("VERB", "AUX") for i in range(start, end)):
        return ()
    return tuple(parsed.phrases[n].head for n in parsed.in_sentence[0] if parsed.classes[n] == "P")[:1]


def party_after_from(parsed: ParsedReport, verb: int) -> int | None:
    """Return the party in a "from" phrase after a verb in the same clause: "the rebels" in "captured the town from the rebels"."""
    end = parsed.sentences[parsed.sentence[verb]][1]
    for j in range(verb + 1, min(end, verb + LONGEST_CLAUSE)):
        if parsed.pos[j] in ("VERB", "AUX") and parsed.dep[j] not in ("amod", "acl"):
            return None
        if parsed.lower[j] == "from" and parsed.dep[j] == "case" and is_party(parsed, parsed.head[j]):
            named = parsed.classes[parsed.phrase_at[parsed.head[j]]]
            return parsed.head[j] if named in PARTY else None
    return None


def fallen(parsed: ParsedReport, words: dict[str, Any]) -> Iterator[ConstructionMatch]:
    """Find "The place has fallen to A" and "the fall of the place to A"."""
    for i, lemma in enumerate(parsed.lemma):
        if lemma not in words["fallen"]["verbs"]:
            continue
        if parsed.pos[i] == "VERB":
            place, taker = places_in(parsed, subject_of(parsed, i)), child_of(parsed, i, "obl", "to")
        else:
            place, taker = places_in(parsed, child_of(parsed, i, "nmod", "of")), child_of(parsed, i, "nmod obl", "to")
        if place and is_party(parsed, taker):
            yield ConstructionMatch("event/capture", i, {"actor": parties_in(parsed, taker), "place": place}, trust=STRONG_TRUST)


def announced_captures(parsed: ParsedReport, words: dict[str, Any]) -> Iterator[ConstructionMatch]:
    """Find "A celebrated the capture of the place". The capture has happened, but A need not have done it."""
    for i, lemma in enumerate(parsed.lemma):
        verb = parsed.head[i]
        if lemma in words["announced"]["nouns"] and parsed.dep[i] == "obj" and parsed.lemma[verb] in words["announced"]["verbs"]:
            place = places_in(parsed, child_of(parsed, i, "nmod", "of"))
            if place:
                yield ConstructionMatch("event/capture", i, {"place": place}, status="happened", trust=STRONG_TRUST)


def losses(parsed: ParsedReport, words: dict[str, Any]) -> Iterator[ConstructionMatch]:
    """Find "A lost (control of) the place to B": a capture by B or, if B is not named, a loss of control by A."""
    for i, lemma in enumerate(parsed.lemma):
        if lemma not in words["losing"]["verbs"] or parsed.pos[i] != "VERB":
            continue
        who, lost = subject_of(parsed, i), child_of(parsed, i, "obj")
        place = places_in(parsed, _lost_place(parsed, lost, words["losing"]["things"]))
        if place and is_party(parsed, who):
            near = (c for a in (i, lost, *place) if a is not None for c in parsed.children[a])
            taker = next((c for c in near if parsed.case(c) == "to" and is_party(parsed, c)), None)
            if taker is None:
                yield ConstructionMatch("control/lost", i, {"actor": parties_in(parsed, who), "place": place})
            else:
                roles = {"actor": parties_in(parsed, taker), "target": parties_in(parsed, who), "place": place}
                yield ConstructionMatch("event/capture", i, roles, trust=STRONG_TRUST)


def _lost_place(parsed: ParsedReport, lost: int | None, things: Sequence[str]) -> int | None:
    """Return the token of what was lost. In "lost control of the town" it is the town."""
    if lost is not None and parsed.lemma[lost] in things:
        return child_of(parsed, lost, "nmod", "of over on")
    return lost


def flags(parsed: ParsedReport, words: dict[str, Any]) -> Iterator[ConstructionMatch]:
    """Find "A raised its flag over the place" and "A's flag was raised over the place"."""
    for i, lemma in enumerate(parsed.lemma):
        if lemma not in words["flag"]["verbs"]:
            continue
        raised = child_of(parsed, i, "nsubj:pass")
        who, flag = (subject_of(parsed, i), child_of(parsed, i, "obj")) if raised is None else (_owner(parsed, raised), raised)
        if flag is None or parsed.lemma[flag] not in words["flag"]["things"] or not is_party(parsed, who):
            continue
        near = [c for a in (i, flag) for c in parsed.children[a] if parsed.case(c) in ("over", "in", "on", "above", "atop")]
        place = next((found for c in near if (found := places_in(parsed, c))), ())
        if place:
            yield ConstructionMatch("event/capture", i, {"actor": parties_in(parsed, who), "place": place}, trust=STRONG_TRUST)


def _owner(parsed: ParsedReport, flag: int) -> int | None:
    """Return the party whose flag it is."""
    return next((c for c in parsed.children[flag] if parsed.dep[c] in ("nmod:poss", "amod", "compound") and is_party(parsed, c)), None)


def victories(parsed: ParsedReport, words: dict[str, Any]) -> Iterator[ConstructionMatch]:
    """Find "A declared victory over B in the place"."""
    for i, lemma in enumerate(parsed.lemma):
        verb = parsed.head[i]
        if lemma in words["victory"]["nouns"] and parsed.dep[i] == "obj" and parsed.lemma[verb] in words["victory"]["verbs"]:
            who, over = subject_of(parsed, verb), child_of(parsed, i, "nmod", "over against")
            near = [c for a in (i, verb, over) if a is not None for c in parsed.children[a] if parsed.case(c) in ("in", "at")]
            place = next((found for c in near if (found := places_in(parsed, c))), ())
            if is_party(parsed, who) and place:
                roles = {"actor": parties_in(parsed, who), "target": parties_in(parsed, over), "place": place}
                yield ConstructionMatch("event/capture", i, roles, trust=STRONG_TRUST)
