"""The order of claims to judge: those that affect conclusions most come first."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from heldby.judgements.judgement import Judgement, Outcome
from heldby.model import Control
from heldby.store import ClaimFilter, Dossier
from heldby.store.query import pagination

LATEST_WEIGHT = 2.0
"""Weight of the last interval of a place, whose answer is the one still current. Each earlier interval has weight 1."""

URGENT = frozenset({"disputed", "second-approval", "read-again"})
"""Reasons that come before all others, because someone has already judged the claim."""


class PendingReview(NamedTuple):
    """The id of a claim that waits for a judgement, the reason why it waits, and its weight (see `pending_reviews`)."""

    claim: str
    reason: str
    weight: float


def pending_reviews(dossier: Dossier, controls: Iterable[Control], wanted: ClaimFilter | None = None) -> list[PendingReview]:
    """Return the claims that wait for a judgement, those of highest weight first.

    Claims with an urgent reason come first: people disagree, a second approval is due, or the claim was judged in an older reading. The
    weight of a claim is the sum of its shares in the intervals of `controls` that rest on it. If an interval rests on one claim, that claim
    has the whole interval; if it rests on ten, each has a tenth. The weight is higher if the confidence of the claim is low. Only ids are
    kept in memory, so that a record of a million claims can be reviewed.
    """
    outcomes, shares, doubtful = dossier.outcomes(), _shares(controls), _doubtful(dossier.judgements())
    confidences = pagination.confidences(dossier, wanted)
    if wanted is None:
        # Add claims that were judged but that the newest reading lacks.
        confidences |= {id: claim.confidence for id, claim in dossier.claims_by_id(doubtful - confidences.keys()).items()}
    found = []
    for claim, confidence in confidences.items():
        outcome = outcomes.get(("claim", claim))
        reason = _reason(outcome, claim in shares, claim in doubtful)
        if reason:
            doubt = 1.0 - confidence
            found.append(PendingReview(claim, reason, round(shares.get(claim, 0.0) * (0.25 + doubt) + 0.05 * doubt, 4)))
    found.sort(key=lambda one: (one.reason not in URGENT, -one.weight, one.claim))
    return found


def _doubtful(judgements: Iterable[Judgement]) -> set[str]:
    """Return the claims whose last judgement no longer clearly applies, because their report was read again after it."""
    last = {one.now: one for one in judgements if one.kind == "claim" and not one.undone}
    return {id for id, one in last.items() if one.doubtful}


def _shares(controls: Iterable[Control]) -> dict[str, float]:
    shares: dict[str, float] = {}
    for control in controls:
        for interval in control.intervals:
            weight = LATEST_WEIGHT if interval is control.intervals[-1] else 1.0
            for claim in interval.claims:
                shares[claim] = shares.get(claim, 0.0) + weight / len(interval.claims)
    return shares


def _reason(outcome: Outcome | None, rests: bool, doubtful: bool) -> str | None:
    if outcome and outcome.disputed:
        return "disputed"
    if outcome and outcome.verdict is None:
        return "second-approval"
    if doubtful:
        return "read-again"
    if outcome:
        return None
    return "control" if rests else "unjudged"
