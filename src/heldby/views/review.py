"""The claims that wait for a judgement, and the judgements made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from heldby.judgements.judgement import Judgement
from heldby.model import Claim
from heldby.model.base import Record
from heldby.store import ClaimFilter, Dossier
from heldby.views.review_impact import PendingReview, pending_reviews

BATCH = 100
"""Number of claims that are read together while a person works through the queue."""

REASON_TEXT = {
    "disputed": "{} disagree",
    "second-approval": "a second approval is due",
    "read-again": "judged by {} before its report was read again, and now it says something else",
    "gone": "judged by {}, but not found when its report was read again",
    "control": "control rests on it",
    "unjudged": "not judged",
}
"""Why a claim waits; {} stands for the people who judged it."""


class ReviewItem(Record):
    """A claim to judge, why it waits, and its weight for the conclusions (`heldby.views.review_impact`)."""

    claim: Claim
    reason: str
    weight: float


def review_queue(dossier: Dossier, wanted: ClaimFilter | None = None, *, limit: int | None = None) -> list[ReviewItem]:
    """Return the first `limit` claims that wait for a judgement (all by default), in the order of `pending_reviews`."""
    return list(islice(review_items(dossier, pending_reviews(dossier, dossier.conclusions().controls, wanted)), limit))


def review_items(dossier: Dossier, due: Iterable[PendingReview]) -> Iterator[ReviewItem]:
    """Yield the claims of pending reviews. They are read from the dossier lazily, in batches."""
    people, left = _people(dossier), iter(due)
    while part := list(islice(left, BATCH)):
        found = dossier.claims_by_id(one.claim for one in part)
        current = {claim.id for claim in dossier.claims(ids=tuple(found))}
        for one in part:
            if one.claim in found:
                who = people.get((one.reason, one.claim), ())
                reason = REASON_TEXT[one.reason if one.claim in current else "gone"].format(" and ".join(who))
                yield ReviewItem(claim=found[one.claim], reason=reason, weight=one.weight)


def _people(dossier: Dossier) -> dict[tuple[str, str], tuple[str, ...]]:
    """Return the people who disagree about a claim or judged it in an older reading, by reason and claim id."""
    outcomes = dossier.outcomes().items()
    older = {("read-again", one.now): (one.who,) for one in dossier.judgements() if one.kind == "claim" and not one.undone}
    return {**older, **{("disputed", id): outcome.people for (kind, id), outcome in outcomes if kind == "claim"}}


def judgement_history(dossier: Dossier) -> Iterator[Judgement]:
    """Yield every judgement, the newest first."""
    yield from reversed(dossier.judgements())
