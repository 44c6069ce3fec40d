"""Rules that reject a candidate whatever the network says, because the mistake would give a place to the wrong holder."""

from __future__ import annotations

from heldby.reading.claims.candidates import Candidate
from heldby.reading.claims.constructions.tree_walk import child_of, places_in
from heldby.reading.claims.polarity import is_infinitive, possible_statuses
from heldby.reading.parse.parsed_report import ParsedReport
from heldby.reference.lexicon import Lexicon, polarity

SIEGES = frozenset({"event/besiege", "control/besieged"})
NOT_LAND = frozenset("FW")
"""Classes of phrases that denote persons, described parties and weapons: who takes them does not take a place."""
LOSING = frozenset({"lose", "cede"})
"""Verbs whose subject loses a place. Only a construction that names the taker may read a capture in them."""
TAKING = frozenset({"capture", "seize", "take"})


def is_excluded(parsed: ParsedReport, lexicon: Lexicon, candidate: Candidate) -> bool:
    """Check whether a candidate cannot be a claim: a siege that was lifted, a loss, or the capture of persons."""
    if candidate.label in SIEGES:
        return _is_lifted(parsed, lexicon, candidate.trigger)
    if candidate.label != "event/capture":
        return False
    return parsed.lemma[candidate.trigger] in LOSING or _takes_no_land(parsed, candidate.trigger)


def held_it_before(parsed: ParsedReport, trigger: int, head: int) -> bool:
    """Check for the party that held or left the place: in "the town that Islamic State controlled has fallen", it captured nothing."""
    verb = parsed.head[head]
    return verb != trigger and parsed.dep[head] in ("nsubj", "nsubj:pass") and parsed.lemma[verb] in polarity()["had"]


def _is_lifted(parsed: ParsedReport, lexicon: Lexicon, trigger: int) -> bool:
    """Check whether somebody ended the siege that a noun names: "lifted its siege of the town"."""
    verb = parsed.head[trigger]
    ends = parsed.dep[trigger] in ("obj", "nsubj:pass") and parsed.lemma[verb] in polarity()["ending"]
    return ends and not is_infinitive(parsed, verb) and possible_statuses(parsed, lexicon, verb) is None and parsed.tag[verb] != "VBZ"


def is_past_perfect(parsed: ParsedReport, trigger: int) -> bool:
    """Check for the past perfect: what "had been in the hands of the militants since 2014" no longer is when the report speaks."""
    near = [trigger, parsed.head[trigger]] if parsed.sentence[parsed.head[trigger]] == parsed.sentence[trigger] else [trigger]
    return any(parsed.lower[c] == "had" and parsed.dep[c] in ("aux", "cop") for i in near for c in parsed.children[i])


def _takes_no_land(parsed: ParsedReport, trigger: int) -> bool:
    """Check whether the object of a verb is a party, persons or weapons, and names no place: "captured a tank and two soldiers"."""
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
