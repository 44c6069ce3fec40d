"""Routes of places: the evidence about a place, and the explanation of an answer about its control."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Annotated

from fastapi import APIRouter, HTTPException, Query, Response

from heldby import pipeline
from heldby.judgements.apply import apply_to_claims
from heldby.model import Claim
from heldby.presentation.builders import page_dispute
from heldby.presentation.schema import Dispute
from heldby.reference.place_keys import place_key
from heldby.server.claim_batches import claim_batch
from heldby.server.dependencies import (
    Current,
    ETag,
    KnownOn,
    State,
    explain_context_soon,
    not_found,
    snapshot_as_known_on,
)  # fmt: skip
from heldby.server.responses import error_responses, json_response
from heldby.server.schemas.records import PlaceEvidence, PlaceExplanation, Reason
from heldby.server.snapshots import Snapshot
from heldby.server.state import ServerState
from heldby.store import ClaimFilter
from heldby.store.query import pagination

router = APIRouter(tags=["record"])
MAX_NAMING = 400
"""Largest number of claims returned because they name the place."""
MAX_SUPPORTING = 2_000
"""Largest number of claims returned because the place's history rests on them."""


@router.get(
    "/places/{id:path}/evidence", summary="Get the evidence about a place", response_model=PlaceEvidence,
    responses=error_responses(304, 404, 409),
)  # fmt: skip
def evidence(id: str, state: State, snapshot: Current, etag: ETag, known: KnownOn = None) -> Response:
    """Return the claims about a place and the claims that each interval of its history rests on.

    If nothing was known about who held the place on the day `known`, the claims published up to that day are still returned.
    """
    then = snapshot_as_known_on(state, known).controls.get(id)
    control = then or snapshot.controls.get(id)
    if control is None:
        raise not_found(f"place {id}")
    supporting = [list(interval.claims) for interval in then.intervals] if then else []
    claim_filter = ClaimFilter(place=control.place if "|" in id else id, known_on=known)
    claims = list(apply_to_claims(_evidence_claims(state, id, claim_filter, supporting), state.dossier.outcomes()))
    disputes = _disputes(snapshot, {claim.id for claim in claims})
    return json_response(PlaceEvidence(id=id, rests=supporting, disputes=disputes, batch=claim_batch(snapshot, claims)), etag=etag)


def _evidence_claims(state: ServerState, id: str, claim_filter: ClaimFilter, supporting: list[list[str]]) -> Iterable[Claim]:
    """Return the newest claims that name a place, and those that its intervals rest on, latest interval first."""
    found = (claim for _, claim in pagination.claim_page(state.dossier, claim_filter, limit=MAX_NAMING))
    naming = {claim.id: claim for claim in found if any(place_key(ref) == id for ref in claim.place)}
    ids = list(dict.fromkeys(claim for claims in reversed(supporting) for claim in claims))[:MAX_SUPPORTING]
    return (naming | state.dossier.claims_by_id(ids)).values()


def _disputes(snapshot: Snapshot, ids: set[str]) -> tuple[Dispute, ...]:
    """Return the contradictions whose claims are all among those with the given ids."""
    found = {one.id: one for claim in ids for one in snapshot.contradictions.get(claim, ()) if ids.issuperset(one.claims)}
    return tuple(page_dispute(one) for one in found.values())


@router.get(
    "/places/{id:path}/why", name="why", summary="Explain the answer about a place", response_model=PlaceExplanation,
    responses=error_responses(304, 404, 409),
)  # fmt: skip
def explain(
    id: str, state: State, snapshot: Current, etag: ETag, on: Annotated[dt.date | None, Query(description="The day asked about.")] = None,
    known: KnownOn = None,
) -> Response:  # fmt: skip
    """Return the claims for and against the answer about a place on a day.

    Each claim comes with the probability that the answer would have without the claims of that claim's family.
    """
    if id not in snapshot.controls:
        raise not_found(f"place {id}")
    then = snapshot_as_known_on(state, known)
    control = then.controls.get(id)
    stored = pipeline.load_explain_context(state.dossier, then.conclusions) if then.conclusions.explain_context else None
    context = stored or explain_context_soon(state, snapshot)
    if context is None:
        raise HTTPException(409, "the explanations are still being prepared. Try again in a few seconds")
    found = pipeline.explain_control(state.dossier, then.conclusions, control, on, known_on=known, context=context) if control else None
    if found is None:
        raise not_found(f"answer about {id} on that day")
    answer = f"{found.holder or found.side} ({found.status})" if found.side else found.status
    reasons = tuple(Reason(**one.model_dump(include=set(Reason.model_fields))) for one in found.reasons)
    explanation = PlaceExplanation(
        place=found.place, answer=answer, voices_for=found.voices_for, voices_against=found.voices_against, reasons=reasons
    )
    return json_response(explanation, etag=etag)
