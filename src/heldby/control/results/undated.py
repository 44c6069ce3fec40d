"""Places that only undated reports speak of: one answer, with null bounds.

The undated claims of one report are one moment, told in the order of its text. Who is stated to hold a place and what was captured decide
who holds it; advances towards it, fights, sieges and attempts unseat no one whose hold is told of, for a report that says who holds a town
and who marches on it speaks of the same days.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from heldby.control.evidence.statements import Statement
from heldby.control.hmm.batch import SOMEONE_ELSE
from heldby.control.hmm.hmm import TOLD
from heldby.control.hmm.likelihood import Likelihood
from heldby.control.parameters import Parameters
from heldby.control.results.intervals import answers_of
from heldby.model import Interval

TELLING = frozenset({"change", "state", "partial", "against"})
"""Forms that say who holds a place; the rest count only where none of these is told of it."""
COMES = {"change": "capture", "state": "state_quiet", "siege": "state_quiet", "partial": "partial"}
"""The chance (a key of `jumps`) with which each form brings its side in."""
Belief = NDArray[np.float64]


def undated_interval(heard: Sequence[Statement], parameters: Parameters) -> Interval:
    """The one answer about a place from undated statements, one a voice."""
    telling = decisive(heard)
    sides = _sides(telling)
    start = _start(len(sides))
    belief = start.copy()
    for story in _stories(telling):
        belief *= _told(story, sides, start, parameters) / start
    (best,), (p,) = answers_of((belief / belief.sum())[:, None])
    side = sides[best] if best < len(sides) and sides[best] != SOMEONE_ELSE else None
    status = "held" if side else "contested" if best == len(sides) else "unknown"
    reasons = _reasons(telling, side, status)
    named = next((one.actor for one in sorted(reasons, key=lambda s: -s.strength) if side and one.actor and one.gain == side), None)
    if side and any(one.form == "siege" and one.gain == side for one in heard):
        status = "besieged"
    return Interval(
        first=None, last=None, holder=(named.name or named.text) if named else None, side=side, status=status,  # type: ignore[arg-type]
        p=round(float(p), 3), claims=tuple(dict.fromkeys(one.claim.id for one in reasons)),
    )  # fmt: skip


def decisive(heard: Sequence[Statement]) -> list[Statement]:
    """The statements that decide: those of holders and captures in the place itself, else all that is told, areas last."""
    own = [one for one in heard if not one.area]
    telling = [one for one in own if one.form in TELLING]
    return telling if any(one.gain for one in telling) else own or list(heard)


def _sides(told: Sequence[Statement]) -> tuple[str, ...]:
    """The sides told of; with one alone a second stands for everyone else, or its word could not be doubted."""
    named = sorted({side for one in told for side in (one.gain, *one.lose, *one.parties) if side})
    return (*named, SOMEONE_ELSE) if len(named) == 1 else tuple(named)


def _start(count: int) -> Belief:
    """Belief before anything is told, no side before another: what was unknown is already shared out, as the chain does on news."""
    unknown = 0.3 * float(1 - TOLD)
    return np.concatenate([np.full(count, (0.9 - unknown) / count), np.full(count, 0.1 / count), [unknown]])


def _stories(told: Sequence[Statement]) -> list[list[Statement]]:
    """Each report's statements in the order of its text."""
    stories: dict[str, list[Statement]] = defaultdict(list)
    for one in told:
        stories[one.claim.report].append(one)
    return [sorted(stories[report], key=lambda one: (one.claim.start, one.claim.id)) for report in sorted(stories)]


def _told(story: Sequence[Statement], sides: tuple[str, ...], start: Belief, parameters: Parameters) -> Belief:
    """Belief after one report: first told of, a place may have come to its holder as after long silence; a later capture takes it over."""
    weigh, belief = Likelihood(sides, parameters.contested["leak"]), start.copy()
    for place, one in enumerate(story):
        if one.gain is not None and (one.form == "change" or (place == 0 and one.form in COMES)):
            belief = _leap(belief, sides.index(one.gain), one, parameters)
        if one.form in ("fight", "partial"):
            parties = one.parties if one.form == "fight" else (one.gain,) if one.gain else ()
            belief *= weigh.fought(parties, one.strength, 0.5 if one.form == "fight" else parameters.contested["whole"])
        elif one.gain is not None:
            belief *= weigh.held(one.gain, one.strength)
        elif one.lose:
            belief *= weigh.lost(one.lose, one.strength)
        belief /= belief.sum()
    return belief


def _leap(belief: Belief, own: int, said: Statement, parameters: Parameters) -> Belief:
    """Belief after the chance that the gaining side came in; of a part it may hold the whole, or fight for it."""
    count, whole = len(belief) // 2, parameters.contested["whole"] if said.form == "partial" else 1.0
    chance = parameters.jumps[COMES[said.form]]
    belief = belief * (1 - chance)
    belief[own] += chance * whole
    belief[count + own] += chance * (1 - whole)
    return belief


def _reasons(told: Sequence[Statement], side: str | None, status: str) -> list[Statement]:
    if status == "contested":
        return [one for one in told if one.form in ("fight", "partial")]
    return [one for one in told if side is not None and one.gain == side]
