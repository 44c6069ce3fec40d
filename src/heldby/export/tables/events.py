"""The table of events: one row for each."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from heldby.export.tables.claims import (
    PARTY_COLUMNS,
    PLACE_COLUMNS,
    TIME_COLUMNS,
    party_cells,
    place_cells,
    place_shapes,
    time_cells,
)
from heldby.export.tables.sources import EVIDENCE_COLUMNS, Sources, with_evidence
from heldby.export.tables.table import Column, Row, Shape, Table
from heldby.model import Claim, Event, Spread
from heldby.store import ClaimFilter, Conclusions, Dossier

FIGURES = ("killed", "wounded")
"""Types of figures that have columns of their own."""

COLUMNS = (
    Column("id", "string", "id of the event", "#event+id"),
    Column("type", "string", "the type that most independent sources report", "#event+type"),
    Column("status", "string", "happened, ongoing, planned, expected, attempted, denied, hypothetical", "#status"),
    *PARTY_COLUMNS,
    *PLACE_COLUMNS,
    *TIME_COLUMNS,
    *(
        Column(f"{figure}_{bound}", "number", f"{word} number of people {figure} that any source gives", f"#affected+{figure}+{tag}")
        for figure in FIGURES
        for bound, word, tag in (("low", "lowest", "min"), ("high", "highest", "max"))
    ),
    Column("figures", "list", "every figure with its range", "#affected+text"),
    Column("families", "integer", "number of independent sources", "#indicator+sources+num"),
    Column("contradicts", "list", "ids of claims that contradict the event", "#meta+contradicts+list"),
    Column("score", "number", "probability that at least one source was read correctly", "#indicator+score"),
    Column("explanation", "string", "why the claims were joined into one event", "#meta+explanation"),
    *EVIDENCE_COLUMNS,
)


def rows(dossier: Dossier, snapshot: Conclusions, _wanted: ClaimFilter) -> Iterator[Row]:
    """Yield a row for every event, in order of time. The filter does not apply."""
    for _, row in _events_with_rows(dossier, snapshot):
        yield row


def shapes(dossier: Dossier, snapshot: Conclusions, _wanted: ClaimFilter) -> Iterator[Shape]:
    """Yield a row for every place of every event, and one without a geometry for an event without a place."""
    for event, row in _events_with_rows(dossier, snapshot):
        yield from place_shapes(row, event.place)


def _events_with_rows(dossier: Dossier, snapshot: Conclusions) -> Iterator[tuple[Event, Row]]:
    sources = Sources(dossier)
    for event, evidence in with_evidence(dossier, snapshot.events, lambda event: event.claims):
        yield (
            event,
            {
                **event.model_dump(include={"id", "type", "status", "families", "score", "explanation"}),
                "contradicts": list(event.contradicts),
                **party_cells(event.actor, event.target),
                **place_cells(event.place),
                **time_cells(event.when),
                **{f"{figure}_{bound}": _bound(event.value, figure, bound) for figure in FIGURES for bound in ("low", "high")},
                "figures": [spread_text(one) for one in event.value],
                **sources.of_evidence(event.claims, list(evidence.values()), partial(_has_type, event.type)),
            },
        )


def _has_type(type: str, claim: Claim) -> bool:
    return claim.type == type


def spread_text(spread: Spread) -> str:
    """Return a figure in words, such as "killed: 12 to 30 people"; an open bound is written as "?"."""
    low, high = (f"{bound:g}" if bound is not None else "?" for bound in (spread.low, spread.high))
    return f"{spread.type}: {low if low == high else f'{low} to {high}'} {spread.unit or ''}".rstrip()


def _bound(spreads: tuple[Spread, ...], figure: str, bound: str) -> float | None:
    found = [getattr(one, bound) for one in spreads if one.type == figure]
    known = [value for value in found if value is not None]
    return None if not known else min(known) if bound == "low" else max(known)


EVENTS = Table("events", "events: what happened, according to one or more reports", COLUMNS, rows, shapes)
