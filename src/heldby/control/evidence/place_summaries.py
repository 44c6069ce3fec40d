"""Summaries of places. The quantities that all places share are computed from them, without reading every statement again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import TypeAdapter

from heldby.control.cache import InferenceCache
from heldby.control.evidence.claim_source import Source
from heldby.control.evidence.claims_by_place import ClaimsByPlace
from heldby.control.evidence.statements import Statement
from heldby.reference.place_keys import TrackedPlace, tracked_places

GIVES_RECORD = frozenset({"change", "state", "fight", "partial", "siege"})
"""Forms of statements that give a place a record of its own."""
PASSED_ON = frozenset({"change", "state"})
"""Forms of statements that an area passes on to the places in it."""
FIGHTING = frozenset({"change", "fight", "siege"})
"""Forms of statements that report fighting, which makes an unreported change nearby more likely."""


@dataclass(frozen=True, slots=True)
class PlaceSummary:
    """A place and a summary of the statements about it. Days are ordinals; None if there is no such day.

    Attributes:
        place: the place.
        has_statements: whether any statement is about it.
        has_record: whether a dated statement gives it a record of its own.
        first: first day of the earliest dated statement.
        changes: the gaining side of each dated change, and the number of the 30-day period in which it began.
        passes_on: whether any statement is of a form that areas pass on.
        passed_first: first day of the earliest dated statement of a form that areas pass on.
        newest: the latest day on which a statement was published or that a statement is about.
        fighting: days on which reported fighting began, if they are dated exactly enough (see `_fighting`).
        sources: the sources of its statements.
    """

    place: TrackedPlace
    has_statements: bool
    has_record: bool
    first: int | None
    changes: tuple[tuple[str | None, int], ...]
    passes_on: bool
    passed_first: int | None
    newest: int | None
    fighting: tuple[int, ...]
    sources: tuple[Source, ...]


SUMMARY = TypeAdapter(PlaceSummary)


def summarise_places(claims: ClaimsByPlace, cache: InferenceCache) -> dict[str, PlaceSummary]:
    """Return a summary of each place that any statement is about, by key, sorted by key."""
    found = {place: _cached_summary(place, claims, cache) for place in sorted(claims.claims)}
    return {place: summary for place, summary in found.items() if summary.has_statements}


def _cached_summary(place: str, claims: ClaimsByPlace, cache: InferenceCache) -> PlaceSummary:
    key = f"summary {claims.digest(place)}"
    return cache.get(key, SUMMARY) or cache.put(key, summarise_place(place, claims), SUMMARY)


def summarise_place(place: str, claims: ClaimsByPlace) -> PlaceSummary:
    """Return the summary of one place of the claims."""
    rows, calm = claims.statements(place), int(claims.context.parameters.reach["nearby_days"])
    dated = [(one.first, one) for one in rows if one.first is not None]
    return PlaceSummary(
        place=tracked_places(claims.claims[place])[place],
        has_statements=bool(rows),
        has_record=any(gives_record(one) for _, one in dated),
        first=min((first for first, _ in dated), default=None),
        changes=tuple(sorted({(one.gainer, first // 30) for first, one in dated if one.form == "change"}, key=str)),
        passes_on=any(one.form in PASSED_ON for one in rows),
        passed_first=min((first for first, one in dated if one.form in PASSED_ON), default=None),
        newest=max((day for one in rows for day in (one.published, one.last) if day is not None), default=None),
        fighting=_fighting(rows, calm),
        sources=tuple(sorted({source for one in rows if (source := claims.source_of(one))})),
    )


def gives_record(one: Statement) -> bool:
    """Check whether a statement gives the place a record of its own. That a place is besieged, without any side, does not."""
    return one.form in GIVES_RECORD and (one.form != "siege" or bool(one.parties))


def _fighting(rows: Sequence[Statement], calm: int) -> tuple[int, ...]:
    """Return the days on which fighting began, from the statements whose time spans at most `calm` days."""
    fights = [one for one in rows if one.form in FIGHTING and one.first is not None and one.last is not None]
    return tuple(sorted({one.first for one in fights if one.first is not None and (one.last or 0) - one.first <= calm}))
