"""Audit: draw a random sample, judge it, and say how far the record can be trusted, with the interval of that."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Annotated, Literal

from fastapi import APIRouter, HTTPException, Query, Response

from heldby.model import Claim, Control, Event
from heldby.server.claim_batches import batch
from heldby.server.dependencies import Now, ServerState, State, Tag
from heldby.server.responses import problems, reply
from heldby.server.schemas.review import Audit, Sample, SampleItem, Verdicts
from heldby.server.snapshots import Snapshot
from heldby.store import ClaimFilter
from heldby.store.query import pagination
from heldby.views import Precision, begun, precision, sample, since_words
from heldby.views.audit import Verdict, confidence_band

router = APIRouter(tags=["audit"])
Of = Literal["claims", "events", "places"]
MOST_CLAIMS = 6
"""Claims shown with an event or a place to judge it by."""


@router.get("/audit/sample", response_model=Sample, responses=problems(304))
def draw(
    state: State, picture: Now, etag: Tag, of: Of = "claims", size: Annotated[int, Query(ge=1, le=1000)] = 50,
    seed: Annotated[int, Query(ge=0, lt=2**31, description="The same dossier and seed give the same sample.")] = 1,
) -> Response:  # fmt: skip
    """A random sample of claims, events or held places, with the sentences to judge them by."""
    population = population_of(state, picture, of)
    items = [item_of(state, picture, of, id) for id in sample(population, size, seed)]
    claims = state.dossier.claims_by_id(id for one in items for id in one.claims)
    found = Sample(
        of=of, seed=seed, size=len(items), population=len(population), mark=picture.mark, items=tuple(items),
        batch=batch(state.dossier, picture, claims.values()),
    )  # fmt: skip
    return reply(found, etag=etag)


@router.post("/audits", status_code=201, response_model=Audit, responses=problems(400, 403, 409))
def audit(given: Verdicts, state: State) -> Response:
    """What the verdicts on a sample say of the whole, by type, source and confidence; kept in the ledger, changing nothing else."""
    picture = state.pictures.now()
    population = population_of(state, picture, given.of)
    drawn = sample(population, given.size, given.seed)
    if strange := sorted(given.verdicts.keys() - set(drawn)):
        raise HTTPException(400, f"{strange[0]} is not in this sample; the dossier may have changed since it was drawn")
    items = {id: item_of(state, picture, given.of, id) for id in given.verdicts}
    found = Audit(
        of=given.of,
        population=len(population),
        sampled=len(drawn),
        overall=precision("all", given.verdicts.values()),
        by_type=grouped(items, given.verdicts, lambda one: one.type),
        by_source=grouped(items, given.verdicts, lambda one: one.source or "unknown"),
        by_confidence=grouped(items, given.verdicts, lambda one: confidence_band(one.confidence)),
    )
    if given.verdicts:
        state.dossier.note("audit", given.of, {**given.model_dump(mode="json"), "population": len(population)})
    return reply(found, status=201)


def grouped(
    items: Mapping[str, SampleItem], verdicts: Mapping[str, Verdict], group_of: Callable[[SampleItem], str]
) -> tuple[Precision, ...]:
    """The precision of each group, by name."""
    groups: dict[str, list[Verdict]] = {}
    for id, verdict in verdicts.items():
        groups.setdefault(group_of(items[id]), []).append(verdict)
    return tuple(precision(name, groups[name]) for name in sorted(groups))


def population_of(state: ServerState, picture: Snapshot, of: Of) -> Sequence[str]:
    """Ids of everything that might be drawn: claims that count, events, places whose last answer is a holder that was told."""
    if of == "claims":
        return state.once("claims", picture, lambda: sorted(pagination.claim_ids(state.dossier, ClaimFilter())))
    if of == "events":
        return sorted(picture.events)
    return sorted(id for id, spot in picture.spots.items() if spot.told)


def item_of(state: ServerState, picture: Snapshot, of: Of, id: str) -> SampleItem:
    """One thing to judge."""
    if of == "events":
        return event_item(state, picture.events[id])
    if of == "places":
        return place_item(picture.controls[id])
    claim = state.dossier.claims_by_id([id])[id]
    return SampleItem(
        id=id, says=says(claim), type=claim.type, source=outlet(state, claim.report), confidence=claim.confidence, claims=(id,)
    )


def event_item(state: ServerState, event: Event) -> SampleItem:
    """An event to judge."""
    return SampleItem(
        id=event.id, says=says(event), type=event.type, source=outlet(state, event.reports[0]) if len(event.reports) == 1 else "several",
        confidence=min(1.0, max(0.0, event.score)), claims=event.claims[:MOST_CLAIMS],
    )  # fmt: skip


def place_item(control: Control) -> SampleItem:
    """A held place to judge."""
    last = control.intervals[-1]
    first = begun(control.intervals, last)
    since = since_words(first.first, first.onset)
    when = "" if not since else f", {since}" if first.onset == "by" else f", since {since}"
    told = f"{control.place}: {last.holder or last.side} ({last.status}){when}"
    return SampleItem(id=control.id, says=told, type=last.status, source="several", confidence=last.p, claims=last.claims[:MOST_CLAIMS])


def says(told: Claim | Event) -> str:
    """A claim or event in a line: who does what to whom, where, when."""
    actor, target, place = (", ".join(ref.name or ref.text for ref in refs) for refs in (told.actor, told.target, told.place))
    when = f"{told.when.first or '…'} to {told.when.last or '…'}" if told.when and (told.when.first or told.when.last) else ""
    what = told.type if told.status in ("happened", "ongoing") else f"{told.type} ({told.status})"
    return " · ".join(part for part in (what, f"{actor or '?'} → {target}" if target else actor, place, when) if part)


def outlet(state: ServerState, report: str) -> str | None:
    """A report's outlet."""
    sources = state.once("sources", state.pictures.now(), state.dossier.sources)
    return sources.get(report)
