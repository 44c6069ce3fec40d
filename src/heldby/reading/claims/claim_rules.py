"""Rules that reject a candidate whatever the network says, because the mistake would give a place to the wrong holder."""

from __future__ import annotations

from heldby.reading.claims.candidates import Candidate
from heldby.reading.claims.constructions.sieges import is_over
from heldby.reading.claims.constructions.tree_walk import child_of, places_in
from heldby.reading.parse.parsed_report import ParsedReport
from heldby.reference.lexicon import polarity

SIEGES = frozenset({"event/besiege", "control/besieged"})
NOT_LAND = frozenset("FW")
"""Classes of phrases that denote persons, described parties and weapons: who takes them does not take a place."""
OTHER_THAN_LAND = NOT_LAND | frozenset("OAH")
"""The same with other things: what "the captured depots" denotes is no town."""
LOSING = frozenset({"lose", "cede"})
"""Verbs whose subject loses a place. Only a construction that names the taker may read a capture in them."""
TIME_UNITS = frozenset({"minute", "hour", "day", "week", "month", "year", "decade"})
TAKING = frozenset({"capture", "seize", "take"})

CLAUSE_DEPTH = 6
"""Number of words above a trigger among which the verb of its clause is sought."""
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
PRESENT_AUX = frozenset({"is", "are", "am", "'re", "’re", "does", "do"})


def is_excluded(parsed: ParsedReport, candidate: Candidate) -> bool:
    """Check whether a candidate cannot be a claim: the whole of a part, a siege that is over or near, a loss, or the capture of persons.

    That a siege is over is a claim that only a construction finds.
    """
    if candidate.kind == "figure":
        return _is_whole_of_a_part(parsed, candidate.trigger)
    if candidate.label in SIEGES:
        nearly = any(parsed.lower[c] in polarity()["nearly"] for c in parsed.children[candidate.trigger])
        return nearly or is_over(parsed, candidate.trigger)
    if candidate.label != "event/capture":
        return False
    return parsed.lemma[candidate.trigger] in LOSING or _takes_no_land(parsed, candidate.trigger)


def _is_whole_of_a_part(parsed: ParsedReport, number: int) -> bool:
    """Check for the whole from which a part is told: the 14 of "eleven of the 14 hostages" and the five of "two of five militants"."""
    noun = parsed.head[number]
    part = parsed.head[noun]
    if parsed.dep[noun] == "nmod" and parsed.case(noun) == "of" and parsed.tag[part] == "CD" and part < number:
        return True
    before = number - 1 - (parsed.lower[number - 1] in ("the", "those", "these", "his", "its", "their"))
    return before > 0 and parsed.lower[before] == "of" and parsed.tag[before - 1] == "CD"


def held_it_before(parsed: ParsedReport, trigger: int, head: int) -> bool:
    """Check for the party that held or left the place: in "the town that Islamic State controlled has fallen", it captured nothing."""
    verb = parsed.head[head]
    return verb != trigger and parsed.dep[head] in ("nsubj", "nsubj:pass") and parsed.lemma[verb] in polarity()["had"]


def is_past_perfect(parsed: ParsedReport, trigger: int) -> bool:
    """Check for the past perfect: what "had been in the hands of the militants since 2014" no longer is when the report speaks."""
    near = [trigger, parsed.head[trigger]] if parsed.sentence[parsed.head[trigger]] == parsed.sentence[trigger] else [trigger]
    return any(parsed.lower[c] == "had" and parsed.dep[c] in ("aux", "cop") for i in near for c in parsed.children[i])


def is_in_present(parsed: ParsedReport, trigger: int) -> bool:
    """Check whether the clause of a trigger is in the present: "100 troops are accompanying them", "1,000 men hold the valley"."""
    for verb in (trigger, *parsed.ancestors(trigger)[:CLAUSE_DEPTH]):
        aux = [c for c in parsed.children[verb] if parsed.dep[c] in ("aux", "aux:pass", "cop")]
        if parsed.pos[verb] not in ("VERB", "AUX") and not aux:
            continue
        words = {parsed.lower[c] for c in aux}
        if words or parsed.tag[verb] in FINITE:
            return words <= PRESENT_AUX and (bool(words) or parsed.tag[verb] in ("VBZ", "VBP"))
    return False


def _takes_no_land(parsed: ParsedReport, trigger: int) -> bool:
    """Check whether the object of a verb is a party, persons or weapons, and names no place: "captured a tank and two soldiers"."""
    if parsed.dep[trigger] == "amod":  # "the captured depots of the town", but "the captured town"
        noun = parsed.head[trigger]
        return noun in parsed.phrase_at and parsed.classes[parsed.phrase_at[noun]] in OTHER_THAN_LAND
    if parsed.pos[trigger] != "VERB" or parsed.lemma[trigger] not in TAKING:
        return False
    taken = child_of(parsed, trigger, "obj") or child_of(parsed, trigger, "nsubj:pass")
    if taken is None or taken not in parsed.phrase_at or places_in(parsed, taken):
        return False
    if parsed.pos[taken] not in ("NOUN", "PROPN"):
        return False
    if parsed.lemma[taken] == "position" and any(parsed.lower[c] == "new" for c in parsed.children[taken]):
        return True  # "took new positions outside the town"
    return parsed.classes[parsed.phrase_at[taken]] in NOT_LAND


def counted_from(parsed: ParsedReport, trigger: int) -> tuple[int, int] | None:
    """Return the first and last token of the span of time for which the sentence only counts from an act, or None.

    In "a month after the army took the town, crowds gathered on Friday", it is "a month" for the act of taking.
    """
    if parsed.dep[trigger] not in ("advcl", "acl", "ccomp"):
        return None
    marks = [c for c in parsed.children[trigger] if parsed.dep[c] == "mark" and parsed.lower[c] in ("after", "before", "since")]
    unit = next((mark - 1 for mark in marks if mark > 0 and parsed.lemma[mark - 1] in TIME_UNITS), None)
    return None if unit is None else (max(unit - 1, 0), unit)
