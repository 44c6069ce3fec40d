"""What waits for a person's eye, and what people have said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from heldby.judgements.judgement import Judgement
from heldby.model import Claim
from heldby.model.base import Record
from heldby.store import ClaimFilter, Dossier
from heldby.views.review_impact import Pending, pending

AT_ONCE = 100
"""Claims fetched together while somebody goes through them."""

WORDS = {
    "disputed": "{} disagree",
    "second-approval": "a second approval is due",
    "read-again": "judged by {} before its report was read again, and now it says something else",
    "gone": "judged by {}, but not found when its report was read again",
    "control": "control rests on it",
    "unjudged": "not judged",
}
"""Why a claim waits, in words; with {} for whoever judged it."""


class Waiting(Record):
    """A claim to look at and why: it holds up a conclusion, people disagree over it, a second approval or a new look is due."""

    claim: Claim
    reason: str
    weight: float


def queue(dossier: Dossier, wanted: ClaimFilter | None = None, *, limit: int | None = None) -> list[Waiting]:
    """Claims that wait for a judgement, the first `limit` of them, in the order of `pending`."""
    return list(islice(waiting(dossier, pending(dossier, dossier.conclusions().controls, wanted)), limit))


def waiting(dossier: Dossier, due: Iterable[Pending]) -> Iterator[Waiting]:
    """What waits, with its claims, fetched as somebody goes through them."""
    people, left = _people(dossier), iter(due)
    while part := list(islice(left, AT_ONCE)):
        found = dossier.claims_by_id(one.claim for one in part)
        current = {claim.id for claim in dossier.claims(ids=tuple(found))}
        for one in part:
            if one.claim in found:
                who = people.get((one.reason, one.claim), ())
                reason = WORDS[one.reason if one.claim in current else "gone"].format(" and ".join(who))
                yield Waiting(claim=found[one.claim], reason=reason, weight=one.weight)


def _people(dossier: Dossier) -> dict[tuple[str, str], tuple[str, ...]]:
    """Who disagrees on a claim, and who judged it in an older reading."""
    standings = dossier.standings().items()
    older = {("read-again", one.now): (one.who,) for one in dossier.judgements() if one.kind == "claim" and not one.undone}
    return {**older, **{("disputed", id): stands.people for (kind, id), stands in standings if kind == "claim"}}


def said(dossier: Dossier) -> Iterator[Judgement]:
    """Every judgement, newest first."""
    yield from reversed(dossier.judgements())
