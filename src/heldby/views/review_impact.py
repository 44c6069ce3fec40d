"""Which claims to look at first: those by whose judgement the picture would change most."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from heldby.judgements.judgement import Judgement, Standing
from heldby.model import Control
from heldby.store import ClaimFilter, Dossier
from heldby.store.query import pagination

LATEST = 2.0
"""How much more an interval counts that is a place's answer today than one of its past."""

URGENT = frozenset({"disputed", "second-approval", "read-again"})
"""Reasons that come before all others: somebody has begun to look at the claim."""


class Pending(NamedTuple):
    """A claim that waits for a person, why, and how much hangs on it (`weight`: answers that rest on it, by its share and its doubt)."""

    claim: str
    reason: str
    weight: float


def pending(dossier: Dossier, controls: Iterable[Control], wanted: ClaimFilter | None = None) -> list[Pending]:
    """Claims that wait, the weightiest first. Of each only this is held in memory, so that a record of a million can be gone through.

    What people disagree on, what lacks a second approval and what was judged in an older reading come before all else. Then a claim
    weighs what the intervals of `controls` do that rest on it: alone it bears the whole answer, among ten a tenth; doubtful ones weigh
    more.
    """
    standings, shares, doubtful = dossier.standings(), _shares(controls), _doubtful(dossier.judgements())
    confidences = pagination.confidences(dossier, wanted)
    if wanted is None:
        # Judged, and the newest reading has nothing like it.
        confidences |= {id: claim.confidence for id, claim in dossier.claims_by_id(doubtful - confidences.keys()).items()}
    found = []
    for claim, confidence in confidences.items():
        stands = standings.get(("claim", claim))
        reason = _reason(stands, claim in shares, claim in doubtful)
        if reason:
            doubt = 1.0 - confidence
            found.append(Pending(claim, reason, round(shares.get(claim, 0.0) * (0.25 + doubt) + 0.05 * doubt, 4)))
    found.sort(key=lambda one: (one.reason not in URGENT, -one.weight, one.claim))
    return found


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
