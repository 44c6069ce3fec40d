"""The record by its views: evidence of a place, claims, reports, timeline, actors, contradictions, sources, search."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Annotated, Literal

from fastapi import APIRouter, HTTPException, Query, Response

from heldby import pipeline, views
from heldby.control import ExplainContext
from heldby.judgements.judgement import apply
from heldby.model import Event, Report
from heldby.model.contradiction import Contradiction
from heldby.presentation.builders import page_dispute
from heldby.reference.place_keys import site_key
from heldby.server.claim_batches import WHOLE, batch, cut, drawn, read_cursor, write_cursor
from heldby.server.dependencies import After, Filtered, Filters, KnownOn, Limit, Now, ServerState, State, Tag, unknown
from heldby.server.disclosure import shown_claim
from heldby.server.responses import problems, reply
from heldby.server.routes.ogc_features import read_number
from heldby.server.schemas.records import Batch, Evidence, Hits, Moments, Outlets, Quarrels, Reason, ReportRow, ReportRows, WholeReport, Why
from heldby.server.snapshots import Snapshot
from heldby.server.subprocess_worker import run_in_subprocess
from heldby.store import ClaimFilter, Conclusions, Dossier
from heldby.store.query import pagination
from heldby.store.query.pagination import Cursor
from heldby.store.record.packed_sequence import PackedSelection
from heldby.views import Ties

router = APIRouter(tags=["record"])
MOST_EVIDENCE = 400
"""Claims that come with a place: the newest that name it, and those its history rests on."""
MOST_RESTING = 2_000
PATIENCE_S = 12.0


def cursor_of(after: str | None) -> Cursor | None:
    """A cursor from an address. Raises 400 if it is none."""
    try:
        return read_cursor(after)
    except ValueError:
        raise HTTPException(400, "`after` is none that a page gave") from None


def told(state: ServerState, known: dt.date | None, *, events: bool = False) -> Snapshot:
    """What is concluded, or was to be on a day, that with `events` where asked for. Raises 409 while that is being worked out."""
    if known is None:
        return state.pictures.now()
    found = state.pictures.known_on(known, wait=PATIENCE_S, events=events)
    if found is None:
        raise HTTPException(409, "what could be known on that day is still being worked out; ask again")
    return found


@router.get("/places/{id:path}/evidence", response_model=Evidence, responses=problems(304, 404, 409))
def evidence(id: str, state: State, picture: Now, etag: Tag, known: KnownOn = None) -> Response:
    """The claims about a place and those that its history rests on, interval by interval.

    Of a place about whose holder nothing was known on the day asked about, what was said till then is told all the same.
    """
    then = told(state, known).controls.get(id)
    control = then or picture.controls.get(id)
    if control is None:
        raise unknown(f"place {id}")
    rests = [list(interval.claims) for interval in then.intervals] if then else []
    wanted = ClaimFilter(place=control.place if "|" in id else id, known_on=known)
    named = [claim for _, claim in pagination.claim_page(state.dossier, wanted, limit=MOST_EVIDENCE)]
    named = [claim for claim in named if any(site_key(ref) == id for ref in claim.place)]
    resting = list(dict.fromkeys(one for ids in reversed(rests) for one in ids))[:MOST_RESTING]
    every = {claim.id: claim for claim in named} | state.dossier.claims_by_id(resting)
    claims = list(apply(every.values(), state.dossier.standings()))
    ids = {claim.id for claim in claims}
    quarrels = {one.id: one for claim in ids for one in picture.contradictions.get(claim, ()) if ids.issuperset(one.claims)}
    found = Evidence(
        id=id, rests=rests, disputes=tuple(page_dispute(one) for one in quarrels.values()), batch=batch(state.dossier, picture, claims)
    )
    return reply(found, etag=etag)


@router.get("/places/{id:path}/why", response_model=Why, responses=problems(304, 404, 409))
def why(
    id: str, state: State, picture: Now, etag: Tag, on: Annotated[dt.date | None, Query(description="The day asked about.")] = None,
    known: KnownOn = None,
) -> Response:  # fmt: skip
    """The argument for the answer about a place: each claim for and against it, and what the answer would be without its voice."""
    if id not in picture.controls:
        raise unknown(f"place {id}")
    then = told(state, known)
    control = then.controls.get(id)
    shared = pipeline.common(state.dossier, then.drawn) if then.drawn.common else soon_common(state, picture)
    if shared is None:
        raise HTTPException(409, "what all arguments rest on is still being worked out; ask again")
    found = pipeline.argue(state.dossier, then.drawn, control, on, known_on=known, shared=shared) if control else None
    if found is None:
        raise unknown(f"answer about {id} on that day")
    answer = f"{found.holder or found.side} ({found.status})" if found.side else found.status
    reasons = tuple(Reason(**one.model_dump(include=set(Reason.model_fields))) for one in found.reasons)
    return reply(
        Why(place=found.place, answer=answer, voices_for=found.voices_for, voices_against=found.voices_against, reasons=reasons), etag=etag
    )


@router.get("/claims", response_model=Batch, responses=problems(304, 400))
def claims(state: State, picture: Now, etag: Tag, filters: Filtered, limit: Limit = 60, after: After = None) -> Response:
    """Claims, newest first, with as much of their reports as their sentences need."""
    wanted = filters.wanted()
    rows = pagination.claim_page(state.dossier, wanted, after=cursor_of(after), limit=limit + 1)
    following = write_cursor(rows[limit - 1][0]) if len(rows) > limit else None
    total = pagination.count_claims(state.dossier, wanted) if after is None else None
    judged = apply((claim for _, claim in rows[:limit]), state.dossier.standings())
    return reply(batch(state.dossier, picture, judged, total=total, next=following), etag=etag)


@router.get("/claims/{id}", response_model=Batch, responses=problems(304, 404))
def claim(id: str, state: State, picture: Now, etag: Tag) -> Response:
    """One claim with its report's words around it."""
    found = state.dossier.claims_by_id([id])
    if not found:
        raise unknown(f"claim {id}")
    return reply(batch(state.dossier, picture, found.values(), total=1), etag=etag)


@router.get("/reports", response_model=ReportRows, responses=problems(304, 400))
def reports(
    state: State, picture: Now, etag: Tag, q: Annotated[str | None, Query(max_length=500, description="Words in it.")] = None,
    source: Annotated[str | None, Query(max_length=500, description="Its outlet, as written.")] = None, known: KnownOn = None,
    limit: Limit = 100, after: After = None,
) -> Response:  # fmt: skip
    """Reports, newest first."""
    rows = pagination.report_page(
        state.dossier, text=q or None, source=source or None, known_on=known, after=cursor_of(after), limit=limit + 1
    )
    following = write_cursor(rows[limit - 1][0]) if len(rows) > limit else None
    return reply(
        ReportRows(reports=tuple(report_row(state, picture, one, size) for _, one, size in rows[:limit]), next=following), etag=etag
    )


def report_row(state: ServerState, picture: Snapshot, report: Report, size: int) -> ReportRow:
    """A report in a list."""
    copies = state.once("copies", picture, lambda: family_sizes(picture))
    family = picture.drawn.families.get(report.id, report.id)
    return ReportRow(
        id=report.id, title=report.title, source=report.source, url=report.url, published=report.published,
        known=picture.known.get(report.id, dt.date.min), doubt=report.published_doubt, language=report.language, claims=size,
        copies=copies.get(family, 1),
    )  # fmt: skip


def family_sizes(picture: Snapshot) -> dict[str, int]:
    """How many reports each family has."""
    found: dict[str, int] = {}
    for family in picture.drawn.families.values():
        found[family] = found.get(family, 0) + 1
    return found


@router.get("/reports/{id:path}", response_model=WholeReport, responses=problems(304, 404))
def report(id: str, state: State, picture: Now, etag: Tag) -> Response:
    """A report's whole text with every claim in it."""
    found = pagination.reports_of(state.dossier, [id]).get(id)
    if found is None:
        raise unknown(f"report {id}")
    inside = [shown_claim(one) for one in state.dossier.judged_claims(ClaimFilter(report=id))]
    whole = WholeReport(report=cut(picture, *found, inside, WHOLE), claims=tuple(drawn(picture, one) for one in inside))
    return reply(whole, etag=etag)


@router.get("/timeline", response_model=Moments, responses=problems(304, 400, 409))
def timeline(state: State, picture: Now, etag: Tag, filters: Filtered, limit: Limit = 200, after: After = None) -> Response:
    """Events in order of time, the newest first, each with its surest sentence."""
    start, ordered = read_number(after), moments_of(state, filters)
    page = views.moments(state.dossier, ordered[start : start + limit])
    following = str(start + limit) if start + limit < len(ordered) else None
    return reply(Moments(moments=tuple(page), total=len(ordered), next=following), etag=etag)


def moments_of(state: ServerState, filters: Filters) -> Sequence[Event]:
    """The events that are asked for, the newest first; each is read from its shelf when it is looked at."""
    picture = told(state, filters.known, events=True)
    places = picture.latest(None if filters.empty else pagination.claim_ids(state.dossier, filters.wanted()))
    if filters.type or filters.status:
        return [event for event in map(picture.drawn.events.__getitem__, places) if filters.fits(event)]
    return PackedSelection(picture.drawn.events, places)


@router.get("/actors", response_model=Ties, responses=problems(304))
def actors(state: State, picture: Now, etag: Tag) -> Response:
    """Actors and what joins or divides them, with the days for which it is told."""

    return reply(ties(state, picture), etag=etag)


def ties(state: ServerState, picture: Snapshot) -> Ties:
    """The ties of a picture, made once."""
    return state.once("ties", picture, lambda: run_in_subprocess(state.dossier, ties_of, picture.mark, picture.drawn))


def ties_of(dossier: Dossier, mark: str, drawn: Conclusions) -> Ties:
    """Ties from every claim."""
    picture = Snapshot(dossier, mark, drawn)
    return views.network(dossier.judged_claims(), drawn.families, picture.known, picture.side_of)


@router.get("/contradictions", response_model=Quarrels, responses=problems(304, 400, 409))
def contradictions(state: State, picture: Now, etag: Tag, filters: Filtered, limit: Limit = 50, after: After = None) -> Response:
    """What does not fit together, with the claims on each side."""
    every: Sequence[Contradiction] = told(state, filters.known, events=True).drawn.contradictions
    if not filters.empty:
        ids = pagination.claim_ids(state.dossier, filters.wanted())
        every = [one for one in every if not ids.isdisjoint(one.claims)]
    start = read_number(after)
    page = every[start : start + limit]
    claims = state.dossier.claims_by_id(id for one in page for id in one.claims)
    following = str(start + limit) if start + limit < len(every) else None
    found = Quarrels(
        contradictions=tuple(page_dispute(one) for one in page), batch=batch(state.dossier, picture, claims.values()), total=len(every),
        next=following,
    )  # fmt: skip
    return reply(found, etag=etag)


@router.get("/sources", response_model=Outlets, responses=problems(304))
def sources(state: State, picture: Now, etag: Tag) -> Response:
    """Outlets: how much they publish, whether they tell first or after others, and how often others bear them out."""

    return reply(outlets(state, picture), etag=etag)


def outlets(state: ServerState, picture: Snapshot) -> Outlets:
    """The outlets of a picture, made once."""
    return state.once("outlets", picture, lambda: outlets_of(state.dossier, picture.drawn, common(state, picture)))


def outlets_of(dossier: Dossier, drawn: Conclusions, shared: ExplainContext) -> Outlets:
    """Outlets by what the whole record makes of them."""
    return Outlets(outlets=tuple(views.outlets(dossier, drawn, pagination.sizes(dossier), shared.borne)))


def common(state: ServerState, picture: Snapshot) -> ExplainContext:
    """What the answers about all places have in common. It is kept with the conclusions; where it is not, every claim is read once."""
    if picture.drawn.common:
        return pipeline.common(state.dossier, picture.drawn)
    return state.once("common", picture, lambda: run_in_subprocess(state.dossier, pipeline.common, picture.drawn))


def soon_common(state: ServerState, picture: Snapshot) -> ExplainContext | None:
    """The same, if it does not take longer than anyone waits."""
    return state.soon("common", picture, lambda: run_in_subprocess(state.dossier, pipeline.common, picture.drawn), wait=PATIENCE_S)


@router.get("/search", response_model=Hits, responses=problems(304))
def search(
    state: State, etag: Tag, q: Annotated[str, Query(min_length=1, max_length=500, description='Words; "a phrase", or a beginn*.')],
    within: Annotated[Literal["claims", "reports"], Query(alias="in")] = "claims", limit: Limit = 20,
    after: Annotated[int, Query(ge=0, le=2**53, description="The number of the last hit seen.")] = 0,
) -> Response:  # fmt: skip
    """Words in claims or in whole reports."""
    hits = views.search(state.dossier, ClaimFilter(text=q), within=within, after=after, limit=limit)
    return reply(Hits(hits=tuple(hits), next=hits[-1].number if len(hits) == limit else None), etag=etag)
