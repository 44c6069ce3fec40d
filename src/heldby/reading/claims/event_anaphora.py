"""References back to an act: "the attack" is the last attack that the report stated, so it happened on the same day."""

from __future__ import annotations

from heldby.model import Claim, When
from heldby.reading.claims.candidates import Candidate
from heldby.reading.parse.parsed_report import ParsedReport
from heldby.reference.lexicon import Lexicon

DEFINITE = frozenset({"the", "this", "that", "these", "those"})
ACTS = frozenset({"airstrike", "shelling", "bombing", "attack", "kill", "clash", "capture"})
"""Types of events that happen on one day."""
UP = 3
"""How many ancestors of a figure's number are searched for a reference to an act."""


def act_day(claim: Claim) -> When | None:
    """Return the day of an act that a claim states, or None if it states no act or no exact day."""
    when = claim.when
    return when if claim.kind == "event" and claim.type in ACTS and when and when.precision == "day" and when.first else None


def refers_back(parsed: ParsedReport, lexicon: Lexicon, candidate: Candidate) -> bool:
    """Check whether an act or a figure refers back to an act, such as "the attack".

    The reference may be the trigger, its subject or object, or a word that the figure depends on. In the training reports, such claims
    without a time of their own had the day of the last act in 37 cases and no day in 8.
    """
    if candidate.kind != "figure" and not (candidate.kind == "event" and candidate.type in ACTS):
        return False
    above = [i for i in parsed.ancestors(candidate.trigger)[:UP] if candidate.quantity >= 0]
    verbs = [candidate.trigger, *(i for i in above if parsed.pos[i] == "VERB")]
    verbs += [parsed.head[verb] for verb in verbs if parsed.dep[verb] == "conj"]
    beside = [c for verb in verbs for c in parsed.children[verb] if parsed.dep[c] in ("nsubj", "nsubj:pass", "obj")]
    return any(_is_definite_act(parsed, lexicon, i) for i in (candidate.trigger, *above, *beside))


def _is_definite_act(parsed: ParsedReport, lexicon: Lexicon, i: int) -> bool:
    """Check whether a token is a word for an act and has a definite determiner ("the attack")."""
    if parsed.lemma[i] not in lexicon.classes["blow"]:
        return False
    return any(parsed.dep[c] == "det" and parsed.lower[c] in DEFINITE for c in parsed.children[i])
