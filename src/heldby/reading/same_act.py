"""An act that a report comes back to: "the attack" is the one that it told before, on the day on which it told it."""

from __future__ import annotations

import datetime as dt

from heldby.model import Claim, When
from heldby.reading.context import Context
from heldby.reading.proposals import Proposal
from heldby.reference.lexicon import Lexicon

POINTING = frozenset({"the", "this", "that", "these", "those"})
BLOWS = frozenset({"airstrike", "shelling", "bombing", "attack", "kill", "clash", "capture"})
"""Types of acts of a day."""
UP = 3
"""How far above a number in the parse stands the verb whose subject did it."""


class ToldDays:
    """The days on which a report has told of blows so far."""

    def __init__(self) -> None:
        self._days: dict[dt.date, When] = {}

    def add(self, claim: Claim) -> None:
        when = claim.when
        if claim.kind == "event" and claim.type in BLOWS and when and when.precision == "day" and when.first:
            self._days.setdefault(when.first, when)

    def only(self) -> When | None:
        """The day of all of them, if they have one."""
        return next(iter(self._days.values())) if len(self._days) == 1 else None


def comes_back(context: Context, lexicon: Lexicon, proposal: Proposal) -> bool:
    """Whether a claim is told of "the attack", by the noun itself, as what it did, or as how many it killed."""
    above = [i for i in context.ancestors(proposal.trigger)[:UP] if proposal.quantity >= 0]
    verbs = [proposal.trigger, *(i for i in above if context.pos[i] == "VERB")]
    subjects = [c for verb in verbs for c in context.children[verb] if context.dep[c] in ("nsubj", "nsubj:pass")]
    return any(_points_back(context, lexicon, i) for i in (proposal.trigger, *above, *subjects))


def _points_back(context: Context, lexicon: Lexicon, i: int) -> bool:
    if context.lemma[i] not in lexicon.classes["blow"]:
        return False
    return any(context.dep[c] == "det" and context.lower[c] in POINTING for c in context.children[i])
