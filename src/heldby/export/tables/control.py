"""The tables of control: one row for each interval of a place, and one for each place with its latest interval."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from heldby.export.tables.claims import PRECISIONS
from heldby.export.tables.codes import CODE_COLUMNS, code_cells
from heldby.export.tables.geometry import point
from heldby.export.tables.sources import EVIDENCE_COLUMNS, Sources, with_evidence
from heldby.export.tables.table import Column, Row, Shape, Table
from heldby.model import Claim, Control, Interval
from heldby.store import ClaimFilter, Conclusions, Dossier

Rows = Callable[[Dossier, Conclusions, ClaimFilter], Iterator[Row]]

OPEN = "open"
"""Stands for the first day in the id of an interval without one."""

NO_ANSWER = Interval(first=None, last=None, holder=None, side=None, status="unknown", p=0.0)
"""Stands for the latest interval of a place without intervals."""

WHERE_COLUMNS = (
    Column("place", "string", "name of the place", "#loc+name"),
    Column("place_id", "string", "key of the place: its gazetteer id or, if it has none, its name and area", "#loc+id"),
    Column("within", "string", "areas that the place lies in", "#adm+name"),
    Column("country", "string", "its country (ISO 3166)", "#country+code+v_iso2"),
    Column("lat", "number", "latitude in degrees (WGS 84); null if no point is known", "#geo+lat"),
    Column("lon", "number", "longitude in degrees (WGS 84); null if no point is known", "#geo+lon"),
    Column("precision", "string", f"how exact the place is: {PRECISIONS}", "#geo+precision"),
    *CODE_COLUMNS,
)
ANSWER_COLUMNS = (
    Column("first", "date", "first day; null if open", "#date+start"),
    Column("last", "date", "last day, inclusive; null if open", "#date+end"),
    Column("onset", "string", "told: a report says that the side came on the first day; by: only that it was there by then", "#date+onset"),
    Column("status", "string", "held, contested, besieged or unknown", "#status"),
    Column("holder", "string", "actor that holds the place; null if none is known", "#group+holder+name"),
    Column("side", "string", "side that holds the place; null if contested or unknown", "#group+side+id"),
    Column("p", "number", "lowest probability of this answer on any of the days", "#indicator+probability"),
    Column("inferred", "boolean", "whether no report states this about the place and these days", "#meta+inferred"),
)
CONTROL_COLUMNS = (
    Column("id", "string", "id of the interval: the key of the place and the first day", "#meta+id"),
    *WHERE_COLUMNS,
    *ANSWER_COLUMNS,
    *EVIDENCE_COLUMNS,
)
PLACE_COLUMNS = (
    Column("id", "string", "key of the place", "#meta+id"),
    *WHERE_COLUMNS,
    *ANSWER_COLUMNS,
    Column("intervals", "integer", "number of intervals in the table of control", "#meta+intervals+num"),
    *EVIDENCE_COLUMNS,
)


def control_rows(dossier: Dossier, snapshot: Conclusions, _wanted: ClaimFilter) -> Iterator[Row]:
    """Yield a row for every interval of every place, in order of time. The filter does not apply."""
    sources = Sources(dossier)
    for control, claims in with_evidence(dossier, snapshot.controls, _all_claims):
        for interval in control.intervals:
            id = f"{control.id}/{interval.first or OPEN}"
            yield {"id": id, **_where(control), **_answer(interval), **_evidence(control, interval, claims, sources)}


def place_rows(dossier: Dossier, snapshot: Conclusions, _wanted: ClaimFilter) -> Iterator[Row]:
    """Yield a row for every place, with the latest of its intervals, if it has any. The filter does not apply."""
    sources = Sources(dossier)
    for control, claims in with_evidence(dossier, snapshot.controls, _all_claims):
        latest = control.intervals[-1] if control.intervals else NO_ANSWER
        cells = {"id": control.id, "intervals": len(control.intervals), **_where(control), **_answer(latest)}
        yield {**cells, **_evidence(control, latest, claims, sources)}


def _shapes(rows: Rows) -> Callable[[Dossier, Conclusions, ClaimFilter], Iterator[Shape]]:
    def shapes(dossier: Dossier, snapshot: Conclusions, wanted: ClaimFilter) -> Iterator[Shape]:
        for row in rows(dossier, snapshot, wanted):
            yield row, point(row["lat"], row["lon"])

    return shapes


def _all_claims(control: Control) -> list[str]:
    return [id for interval in control.intervals for id in interval.claims]


def _where(control: Control) -> dict[str, Any]:
    where = control.model_dump(include={"place", "within", "country", "lat", "lon", "precision"})
    return {**where, "place_id": control.id, **code_cells(control.country, control.lat, control.lon)}


def _answer(interval: Interval) -> dict[str, Any]:
    return interval.model_dump(include={column.name for column in ANSWER_COLUMNS})


def _evidence(control: Control, interval: Interval, claims: Mapping[str, Claim], sources: Sources) -> dict[str, Any]:
    """Quote a claim that names the place and says that the holder holds it or took it, if there is one."""

    def rank(claim: Claim) -> tuple[bool, bool]:
        here = any(control.id == ref.id or control.place == (ref.name or ref.text) for ref in claim.place)
        return here, any(interval.holder == (ref.name or ref.text) for ref in claim.actor)

    return sources.of_evidence(interval.claims, [claims[id] for id in interval.claims if id in claims], rank)


CONTROL = Table("control", "control: who holds each place, interval by interval", CONTROL_COLUMNS, control_rows, _shapes(control_rows))
PLACES = Table("places", "places: who holds each place in its latest interval", PLACE_COLUMNS, place_rows, _shapes(place_rows))
