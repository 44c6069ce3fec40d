"""Which claims to look at first: those by whose judgement the picture would change most."""

from __future__ import annotations

from collections.abc import Iterable
from math import inf

from heldby.model import Control
from heldby.model.base import Record
from heldby.store import Dossier, Wanted, paging
from heldby.store.judging import Judgement, Standing

LATEST = 2.0
"""How much more an interval counts that is a place's answer today than one of its past."""


class Pending(Record):
    """A claim that waits for a person, why, and how much hangs on it (`weight`: answers that rest on it, by its share and its doubt)."""

    claim: str
    reason: str
    weight: float


def pending(dossier: Dossier, controls: Iterable[Control], wanted: Wanted | None = None) -> list[Pending]:
    """Claims that wait, the weightiest first; of a record of a million only these few words of each are held in memory.

    What people disagree on, what lacks a second approval and what was judged in an older reading come before all else. Then a claim
    weighs what the intervals of `controls` do that rest on it: alone it bears the whole answer, among ten a tenth; doubtful ones weigh
    more.
    """
    standings, shares, doubtful = dossier.standings(), _shares(controls), _doubtful(dossier.judgements())
    confidences = paging.confidences(dossier, wanted)
    if wanted is None:
        # Judged, and the newest reading has nothing like it.
        confidences |= {id: claim.confidence for id, claim in dossier.claims_by_id(doubtful - confidences.keys()).items()}
    found = []
    for claim, confidence in confidences.items():
        stands = standings.get(("claim", claim))
        reason = _reason(stands, claim in shares, claim in doubtful)
        if reason:
            urgent = inf if stands or claim in doubtful else 0.0
            doubt = 1.0 - confidence
            found.append((urgent, shares.get(claim, 0.0) * (0.25 + doubt) + 0.05 * doubt, claim, reason))
    found.sort(key=lambda one: (-one[0], -one[1], one[2]))
    return [Pending(claim=claim, reason=reason, weight=round(weight, 4)) for _, weight, claim, reason in found]


def _doubtful(given: Iterable[Judgement]) -> set[str]:
    """Claims whose last word was given before their report was read again, and asks for a new look."""
    last = {one.now: one for one in given if one.kind == "claim" and not one.undone}
    return {id for id, one in last.items() if one.doubtful}


def _shares(controls: Iterable[Control]) -> dict[str, float]:
    shares: dict[str, float] = {}
    for control in controls:
        for interval in control.intervals:
            latest = LATEST if interval is control.intervals[-1] else 1.0
            for claim in interval.claims:
                shares[claim] = shares.get(claim, 0.0) + latest / len(interval.claims)
    return shares


def _reason(stands: Standing | None, rests: bool, doubtful: bool) -> str | None:
    if stands and stands.disputed:
        return "disputed"
    if stands and stands.verdict is None:
        return "second-approval"
    if doubtful:
        return "read-again"
    if stands:
        return None
    return "control" if rests else "unjudged"
