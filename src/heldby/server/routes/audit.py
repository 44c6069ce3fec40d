"""Routes of audits: draw a random sample, and estimate the precision of the record from a person's verdicts on it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Annotated, Literal

from fastapi import APIRouter, HTTPException, Query, Response

from heldby.model import Claim, Control, Event
from heldby.server.claim_batches import claim_batch
from heldby.server.dependencies import Current, ETag, State
from heldby.server.responses import error_responses, json_response
from heldby.server.schemas.review import AuditItem, AuditResult, AuditSample, AuditVerdicts
from heldby.server.snapshots import Snapshot
from heldby.server.state import ServerState
from heldby.store import ClaimFilter
from heldby.store.query import pagination
from heldby.views import Precision, format_since, precision, sample, tenure_start
from heldby.views.agreement import reviewer_agreement
from heldby.views.audit import Verdict, confidence_band

router = APIRouter(tags=["audit"])
Population = Literal["claims", "events", "places"]
MAX_CLAIMS = 6
"""Largest number of claims shown with an event or a place."""

Size = Annotated[int, Query(ge=1, le=1000, description="Number of items to draw.")]
Seed = Annotated[int, Query(ge=0, lt=2**31, description="Random seed. The same dossier and seed give the same sample.")]


@router.get("/audit/sample", name="draw", summary="Draw a sample", response_model=AuditSample, responses=error_responses(304))
def draw_sample(
    state: State, snapshot: Current, etag: ETag, of: Population = "claims", size: Size = 50, seed: Seed = 1
) -> Response:  # fmt: skip
    """Return a random sample of claims, events or held places, with the sentences to judge them by."""
    population = population_ids(state, snapshot, of)
    items = [audit_item(state, snapshot, of, id) for id in sample(population, size, seed)]
    claims = state.dossier.claims_by_id(id for one in items for id in one.claims)
    found = AuditSample(
        of=of, seed=seed, size=len(items), population=len(population), mark=snapshot.version, items=tuple(items),
        batch=claim_batch(snapshot, claims.values()),
    )  # fmt: skip
    return json_response(found, etag=etag)


@router.post("/audits", summary="Estimate precision", status_code=201, response_model=AuditResult, responses=error_responses(400, 403, 409))
def audit(given: AuditVerdicts, state: State) -> Response:
    """Estimate the precision of the record from the verdicts on a sample: overall, and by type, source and confidence.

    Verdicts on items that are not in the sample of this `size` and `seed` are refused. The audit is recorded in the ledger.
    """
    snapshot = state.snapshots.current()
    population = population_ids(state, snapshot, given.of)
    drawn = sample(population, given.size, given.seed)
    if unexpected := sorted(given.verdicts.keys() - set(drawn)):
        raise HTTPException(400, f"{unexpected[0]} is not in this sample. The dossier may have changed; draw a new sample")
    items = {id: audit_item(state, snapshot, given.of, id) for id in given.verdicts}
    if given.verdicts:
        state.dossier.log_action("audit", given.of, {**given.model_dump(mode="json"), "population": len(population)})
    result = AuditResult(
        of=given.of,
        population=len(population),
        sampled=len(drawn),
        overall=precision("all", given.verdicts.values()),
        by_type=_precision_by(items, given.verdicts, lambda item: item.type),
        by_source=_precision_by(items, given.verdicts, lambda item: item.source or "unknown"),
        by_confidence=_precision_by(items, given.verdicts, lambda item: confidence_band(item.confidence)),
        agreement=reviewer_agreement(state.dossier, given.of),
    )
    return json_response(result, status=201)


def _precision_by(
    items: Mapping[str, AuditItem], verdicts: Mapping[str, Verdict], group_of: Callable[[AuditItem], str]
) -> tuple[Precision, ...]:
    """Return the precision of each group of items, sorted by group name."""
    groups: dict[str, list[Verdict]] = {}
    for id, verdict in verdicts.items():
        groups.setdefault(group_of(items[id]), []).append(verdict)
    return tuple(precision(name, groups[name]) for name in sorted(groups))


def population_ids(state: ServerState, snapshot: Snapshot, of: Population) -> Sequence[str]:
    """Return the sorted ids of a population: current claims, events, or places whose latest answer is a reported holder."""
    if of == "claims":
        return state.cached("claims", snapshot, lambda: sorted(pagination.claim_ids(state.dossier, ClaimFilter())))
    if of == "events":
        return sorted(snapshot.events)
    return sorted(id for id, latest in snapshot.latest_answers.items() if latest.reported)


def audit_item(state: ServerState, snapshot: Snapshot, of: Population, id: str) -> AuditItem:
    """Return one item of a sample."""
    if of == "events":
        return _event_item(state, snapshot.events[id])
    if of == "places":
        return place_item(snapshot.controls[id])
    claim = state.dossier.claims_by_id([id])[id]
    return AuditItem(
        id=id, says=_summary(claim), type=claim.type, source=_outlet(state, claim.report), confidence=claim.confidence, claims=(id,)
    )


def _event_item(state: ServerState, event: Event) -> AuditItem:
    outlet = _outlet(state, event.reports[0]) if len(event.reports) == 1 else "several"
    return AuditItem(
        id=event.id, says=_summary(event), type=event.type, source=outlet, confidence=min(1.0, max(0.0, event.score)),
        claims=event.claims[:MAX_CLAIMS],
    )  # fmt: skip


def place_item(control: Control) -> AuditItem:
    """Return a held place as an item of a sample."""
    last = control.intervals[-1]
    first = tenure_start(control.intervals, last)
    since = format_since(first.first, first.onset)
    when = "" if not since else f", {since}" if first.onset == "by" else f", since {since}"
    says = f"{control.place}: {last.holder or last.side} ({last.status}){when}"
    return AuditItem(id=control.id, says=says, type=last.status, source="several", confidence=last.p, claims=last.claims[:MAX_CLAIMS])


def _summary(record: Claim | Event) -> str:
    """Return a claim or event in one line: who did what to whom, where and when."""
    actor, target, place = (", ".join(ref.name or ref.text for ref in refs) for refs in (record.actor, record.target, record.place))
    when = record.when and (record.when.first or record.when.last) and f"{record.when.first or '…'} to {record.when.last or '…'}"
    what = record.type if record.status in ("happened", "ongoing") else f"{record.type} ({record.status})"
    return " · ".join(part for part in (what, f"{actor or '?'} → {target}" if target else actor, place, when) if part)


def _outlet(state: ServerState, report: str) -> str | None:
    """Return the outlet of a report, or None if the report names none."""
    outlets = state.cached("report outlets", state.snapshots.current(), state.dossier.outlets)
    return outlets.get(report)
