"""What waits for a person's eye, and what people have said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from heldby.model import Claim
from heldby.model.base import Record
from heldby.store import Dossier, Wanted
from heldby.store.judging import Judgement, Standing


class Waiting(Record):
    """A claim to look at and why: it holds up a conclusion, people disagree over it, a second approval or a new look is due."""

    claim: Claim
    reason: str
    weight: float


def queue(dossier: Dossier, wanted: Wanted | None = None) -> list[Waiting]:
    """Claims that wait for a judgement: disputed ones first, then those on which control rests, the most doubtful of them first."""
    standings, resting = dossier.standings(), _resting(dossier)
    doubtful = _doubtful(dossier)
    waiting = []
    for claim in dossier.claims(wanted):
        stands = standings.get(("claim", claim.id))
        reason = _reason(claim, stands, claim.id in resting, doubtful.get(claim.id))
        if reason:
            waiting.append(Waiting(claim=claim, reason=reason, weight=_weight(claim, stands, claim.id in resting)))
    if wanted is None:
        waiting += _lost(dossier, doubtful.keys() - {one.claim.id for one in waiting})
    return sorted(waiting, key=lambda one: (-one.weight, one.claim.id))


def _doubtful(dossier: Dossier) -> dict[str, str]:
    """Claims whose last word was given before their report was read again, and by whom."""
    last = {one.now: one for one in dossier.judgements() if one.kind == "claim" and not one.undone}
    return {id: one.who for id, one in last.items() if one.doubtful}


def _lost(dossier: Dossier, ids: Iterable[str]) -> Iterator[Waiting]:
    """Claims that somebody judged and that the newest reading has nothing like."""
    for claim in dossier.claims_by_id(ids).values():
        yield Waiting(claim=claim, reason="judged, but not found when its report was read again", weight=_weight(claim, None, False))


def _resting(dossier: Dossier) -> set[str]:
    return {id for control in dossier.conclusions().controls for interval in control.intervals for id in interval.claims}


def _reason(claim: Claim, stands: Standing | None, rests: bool, doubtful: str | None) -> str | None:
    if stands and stands.disputed:
        return f"{' and '.join(stands.people)} disagree"
    if stands and stands.verdict is None:
        return "a second approval is due"
    if doubtful:
        return f"judged by {doubtful} before its report was read again, and now it says something else"
    if stands:
        return None
    return "control rests on it" if rests else "not judged"


def _weight(claim: Claim, stands: Standing | None, rests: bool) -> float:
    return 2.0 * bool(stands) + 1.0 * rests + (1.0 - claim.confidence)


def said(dossier: Dossier) -> Iterator[Judgement]:
    """Every judgement, newest first."""
    yield from reversed(dossier.judgements())
