"""Infer who holds a place that only undated reports mention. The result is one interval without a first and last day.

The undated claims of one report are treated as one moment, in the order of its text. States and captures decide who holds the place.
Advances, fights, sieges and attempts do not displace a stated holder, since a report that says who holds a town and who marches on it
speaks of the same days.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from heldby.control.evidence.statements import Statement
from heldby.control.hmm.batch import OTHER_SIDE
from heldby.control.hmm.hmm import RESOLVED
from heldby.control.hmm.likelihood import Likelihood
from heldby.control.parameters import Parameters
from heldby.control.results.intervals import best_answers
from heldby.model import Interval

NAMES_HOLDER = frozenset({"change", "state", "partial", "against"})
"""Forms that say who holds a place; the others count only if there is none of these."""
JUMPS = {"change": "capture", "state": "state_quiet", "siege": "state_quiet", "partial": "partial"}
"""For each form of statement, the key in `Parameters.jumps` of the probability that its side came to the place."""
Probabilities = NDArray[np.float64]
"""(2K+1,) probability of each state; see `hmm`."""


def undated_interval(rows: Sequence[Statement], parameters: Parameters) -> Interval:
    """Return the one answer about a place from undated statements, one for each family."""
    deciding = deciding_statements(rows)
    sides = _sides(deciding)
    prior = _prior(len(sides))
    posterior = prior.copy()
    for story in _by_report(deciding):
        posterior *= _after_report(story, sides, prior, parameters) / prior
    (best,), (p,) = best_answers((posterior / posterior.sum())[:, None])
    side = sides[best] if best < len(sides) and sides[best] != OTHER_SIDE else None
    status = "held" if side else "contested" if best == len(sides) else "unknown"
    reasons = _reasons(deciding, side, status)
    holder = next((one.holder for one in sorted(reasons, key=lambda s: -s.strength) if side and one.holder and one.gainer == side), None)
    if side and any(one.form == "siege" and one.gainer == side for one in rows):
        status = "besieged"
    return Interval(
        first=None, last=None, holder=(holder.name or holder.text) if holder else None, side=side, status=status,  # type: ignore[arg-type]
        p=round(float(p), 3), claims=tuple(dict.fromkeys(one.claim.id for one in reasons)),
    )  # fmt: skip


def deciding_statements(rows: Sequence[Statement]) -> list[Statement]:
    """Return the statements that decide who holds a place.

    These are the statements that say who holds the place, if any names a holder. Otherwise, they are all statements about the place or, if
    there are none, the statements about the areas around it.
    """
    own = [one for one in rows if not one.from_area]
    naming = [one for one in own if one.form in NAMES_HOLDER]
    return naming if any(one.gainer for one in naming) else own or list(rows)


def _sides(rows: Sequence[Statement]) -> tuple[str, ...]:
    """Return the named sides. If there is only one, add one for everyone else, so that the first can be doubted."""
    named = sorted({side for one in rows for side in (one.gainer, *one.losers, *one.parties) if side})
    return (*named, OTHER_SIDE) if len(named) == 1 else tuple(named)


def _prior(count: int) -> Probabilities:
    """Return the prior, the same for all sides. Most of unknown is already moved to the sides, as `hmm` does on a day with a statement."""
    unknown = 0.3 * float(1 - RESOLVED)
    return np.concatenate([np.full(count, (0.9 - unknown) / count), np.full(count, 0.1 / count), [unknown]])


def _by_report(rows: Sequence[Statement]) -> list[list[Statement]]:
    """Return each report's statements in the order of its text."""
    stories: dict[str, list[Statement]] = defaultdict(list)
    for one in rows:
        stories[one.claim.report].append(one)
    return [sorted(stories[report], key=lambda one: (one.claim.start, one.claim.id)) for report in sorted(stories)]


def _after_report(story: Sequence[Statement], sides: tuple[str, ...], prior: Probabilities, parameters: Parameters) -> Probabilities:
    """Return the posterior after one report.

    The side of the first statement may be new to the place, as after a long time without news. Later, only a capture brings in a new side.
    """
    likelihood, posterior = Likelihood(sides, parameters.contested["leak"]), prior.copy()
    for position, one in enumerate(story):
        if one.gainer is not None and (one.form == "change" or (position == 0 and one.form in JUMPS)):
            posterior = _jump(posterior, sides.index(one.gainer), one, parameters)
        if one.form in ("fight", "partial"):
            parties = one.parties if one.form == "fight" else (one.gainer,) if one.gainer else ()
            posterior *= likelihood.fought(parties, one.strength, 0.5 if one.form == "fight" else parameters.contested["whole"])
        elif one.gainer is not None:
            posterior *= likelihood.held(one.gainer, one.strength)
        elif one.losers:
            posterior *= likelihood.lost(one.losers, one.strength)
        posterior /= posterior.sum()
    return posterior


def _jump(before: Probabilities, side: int, statement: Statement, parameters: Parameters) -> Probabilities:
    """Return the probabilities after a possible arrival of the gaining side, which holds all of the place or fights for the rest of it."""
    count, whole = len(before) // 2, parameters.contested["whole"] if statement.form == "partial" else 1.0
    chance = parameters.jumps[JUMPS[statement.form]]
    after = before * (1 - chance)
    after[side] += chance * whole
    after[count + side] += chance * (1 - whole)
    return after


def _reasons(rows: Sequence[Statement], side: str | None, status: str) -> list[Statement]:
    if status == "contested":
        return [one for one in rows if one.form in ("fight", "partial")]
    return [one for one in rows if side is not None and one.gainer == side]
