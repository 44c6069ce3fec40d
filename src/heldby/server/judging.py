"""Review: what waits for a person, and what people said."""

from __future__ import annotations

import json
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Query, Response
from pydantic import ValidationError

from heldby import views
from heldby.model import ActorRef, PlaceRef
from heldby.server.asking import Held, Limit, Now, State, Tag, unknown
from heldby.server.batches import batch
from heldby.server.contract import Judged, Judgements, Judging, Queue, QueueRow, Undoing
from heldby.server.picture import Picture
from heldby.server.replies import problems, reply
from heldby.store import Wanted, paging
from heldby.store.folding import fold

router = APIRouter(tags=["review"])


@router.get("/review/queue", response_model=Queue, responses=problems(304))
def queue(
    state: State, picture: Now, etag: Tag, limit: Limit = 30,
    place: Annotated[str | None, Query(max_length=500, description="Only claims of this place.")] = None,
) -> Response:  # fmt: skip
    """Claims that wait, those first by whose judgement the picture would change most."""
    every = state.once("pending", picture, lambda: pending(state, picture))
    if place:
        ids = paging.claim_ids(state.dossier, Wanted(place=place))
        every = [one for one in every if one.claim in ids]
    top = every[:limit]
    claims = state.dossier.claims_by_id(one.claim for one in top)
    rows = tuple(QueueRow(**one.model_dump()) for one in top if one.claim in claims)
    return reply(Queue(waiting=rows, batch=batch(state.dossier, picture, claims.values()), total=len(every)), etag=etag)


def pending(state: Held, picture: Picture) -> list[views.Pending]:
    """All that waits."""
    return views.pending(picture.drawn.controls, paging.confidences(state.dossier), state.dossier.standings(), state.dossier.judgements())


@router.get("/judgements", response_model=Judgements, responses=problems(304))
def judgements(state: State, picture: Now, etag: Tag, limit: Limit = 100) -> Response:
    """What people said, the newest first, with the claims they said it of."""
    every = list(views.said(state.dossier))
    claims = state.dossier.claims_by_id(one.now for one in every[:limit] if one.kind == "claim")
    return reply(
        Judgements(judgements=tuple(every[:limit]), batch=batch(state.dossier, picture, claims.values()), total=len(every)), etag=etag
    )


@router.post("/judgements", status_code=201, response_model=Judged, responses=problems(400, 403, 404, 409))
def judge(given: Judging, state: State) -> Response:
    """Accept, reject or correct something. It never touches the evidence, and can be undone by its number."""
    check(given, state)
    try:
        number = state.dossier.judge(given.kind, subject_of(given, state), given.verdict, given.why, given.correction)
    except ValidationError as error:
        raise HTTPException(400, f"that cannot be corrected so: {first_fault(error)}") from None
    except ValueError as error:
        raise HTTPException(400, str(error)) from None
    return judged(state, number, 201)


@router.post("/judgements/{number}/undo", response_model=Judged, responses=problems(403, 404, 409))
def undo(number: int, given: Undoing, state: State) -> Response:
    """Take a judgement back; it stays in the ledger."""
    state.dossier.undo(number, given.why)
    return judged(state, number, 200)


def judged(state: Held, number: int, status: int) -> Response:
    """The answer once the picture is drawn anew, or without it where that takes longer than a person waits."""
    drawn = state.redraw(wait=PATIENCE_S)
    return reply(Judged(number=number, drawn=drawn, mark=state.pictures.now().mark if drawn else ""), status=status)


PATIENCE_S = 4.0


def check(given: Judging, state: Held) -> None:
    """Refuse what cannot be meant: the store would keep it, and every later conclusion would stumble over it."""
    if (given.verdict == "correct") != bool(given.correction):
        raise HTTPException(400, "`correction` is needed with `correct`, and with nothing else")
    if given.kind in ("event", "merge") and given.correction:
        raise HTTPException(400, "an event or a merge can be accepted or rejected, not corrected")
    if not exists(given, state):
        raise unknown(f"{given.kind} {given.subject}")
    try:
        json.dumps(given.correction, allow_nan=False)
        if given.kind in FIELDS:
            check_fields(given.kind, given.correction or {})
        elif given.correction:
            trial(given, state)
    except ValidationError as error:
        raise HTTPException(400, f"that cannot be corrected so: {first_fault(error)}") from None
    except (ValueError, TypeError) as error:
        raise HTTPException(400, str(error)) from None


def trial(given: Judging, state: Held) -> None:
    """Try a correction on its claim, so that what cannot be applied is refused now."""
    from heldby.store.judging import check_correction

    claim = state.dossier.claims_by_id([given.subject])[given.subject]
    correction = given.correction or {}
    check_correction(claim, correction)
    for place in correction.get("place") or ():
        check_point(place)


FIELDS: dict[str, tuple[type[ActorRef] | type[PlaceRef], frozenset[str]]] = {
    "actor": (ActorRef, frozenset({"id", "name"})),
    "place": (PlaceRef, frozenset({"id", "name", "within", "country", "lat", "lon", "precision", "radius_km", "method"})),
}
"""What of an actor or a place can be corrected."""


def check_fields(kind: str, correction: dict[str, Any]) -> None:
    """Refuse fields that such a thing has not, and values that it cannot have."""
    record, fields = FIELDS[kind]
    if other := set(correction) - fields:
        raise ValueError(f"of a {kind} one can correct {', '.join(sorted(fields))}, not {', '.join(sorted(other))}")
    record.model_validate({"text": "any", **correction})
    check_point(correction)


def check_point(place: dict[str, Any]) -> None:
    """Refuse a point that is not on the globe."""
    lat, lon = place.get("lat"), place.get("lon")
    if (lat is not None and not -90 <= float(lat) <= 90) or (lon is not None and not -180 <= float(lon) <= 180):
        raise ValueError("a latitude lies between -90 and 90, a longitude between -180 and 180")


def subject_of(given: Judging, state: Held) -> str:
    """What the store calls it: a place or actor that has no id goes by its folded name."""
    if given.kind not in FIELDS:
        return given.subject
    wanted = Wanted(place=given.subject) if given.kind == "place" else Wanted(actor=given.subject)
    claims = [claim for _, claim in paging.claim_page(state.dossier, wanted, limit=1)]
    actors = {ref.id for claim in claims for ref in (*claim.actor, *claim.target)}
    ids = actors | {ref.id for claim in claims for ref in claim.place}
    return given.subject if given.subject in ids else fold(given.subject)


def exists(given: Judging, state: Held) -> bool:
    """Whether there is what is judged."""
    if given.kind == "claim":
        return bool(state.dossier.claims_by_id([given.subject]))
    if given.kind == "event":
        return given.subject in state.pictures.now().events
    if given.kind == "merge":
        first, bar, second = given.subject.partition("|")
        return bool(bar) and state.dossier.report(first) is not None and state.dossier.report(second) is not None
    wanted = Wanted(place=given.subject) if given.kind == "place" else Wanted(actor=given.subject)
    return bool(paging.claim_page(state.dossier, wanted, limit=1))


def first_fault(error: ValidationError) -> str:
    """What is wrong, in one line."""
    fault = error.errors(include_url=False, include_input=False)[0]
    return f"{'.'.join(str(part) for part in fault['loc'])}: {fault['msg']}"
