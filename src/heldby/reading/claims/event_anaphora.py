"""An act that a report comes back to: "the attack" is the one that it told last, on the day on which it told it."""

from __future__ import annotations

from heldby.model import Claim, When
from heldby.reading.claims.candidates import Candidate
from heldby.reading.parse.parsed_report import Context
from heldby.reference.lexicon import Lexicon

POINTING = frozenset({"the", "this", "that", "these", "those"})
BLOWS = frozenset({"airstrike", "shelling", "bombing", "attack", "kill", "clash", "capture"})
"""Types of acts of a day."""
UP = 3
"""How far above a number in the parse stands the verb whose subject did it."""


def told_on(claim: Claim) -> When | None:
    """The day of a blow that a claim tells, if it tells one."""
    when = claim.when
    return when if claim.kind == "event" and claim.type in BLOWS and when and when.precision == "day" and when.first else None


def comes_back(context: Context, lexicon: Lexicon, proposal: Candidate) -> bool:
    """Whether a blow or a figure is told of "the attack": by the noun itself, as what it did, as what somebody carried out, or as how many
    it killed. Over the training reports such claims, without a time of their own, were of the day told last 37 times and of none 8 times.
    """
    if proposal.kind != "figure" and not (proposal.kind == "event" and proposal.type in BLOWS):
        return False
    above = [i for i in context.ancestors(proposal.trigger)[:UP] if proposal.quantity >= 0]
    verbs = [proposal.trigger, *(i for i in above if context.pos[i] == "VERB")]
    verbs += [context.head[verb] for verb in verbs if context.dep[verb] == "conj"]
    beside = [c for verb in verbs for c in context.children[verb] if context.dep[c] in ("nsubj", "nsubj:pass", "obj")]
    return any(_points_back(context, lexicon, i) for i in (proposal.trigger, *above, *beside))


def _points_back(context: Context, lexicon: Lexicon, i: int) -> bool:
    if context.lemma[i] not in lexicon.classes["blow"]:
        return False
    return any(context.dep[c] == "det" and context.lower[c] in POINTING for c in context.children[i])
