"""Figures of the period with their ranges: tolls, strengths, displaced people, territory and other numbers."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from heldby.model import Claim, Event, Spread, Value
from heldby.presentation.wording import LABELS, day, describe, name, names, sentence, value_range
from heldby.sitrep.annex import Draft
from heldby.sitrep.material import Material


class Passage(NamedTuple):
    """The passage of a claim: its report and offsets."""

    report: str
    start: int
    end: int


class Dated(NamedTuple):
    """A draft with what it is sorted by: the rank of its type of figure, and its first day."""

    rank: int
    day: dt.date | None
    draft: Draft


def figure_drafts(material: Material) -> list[Draft]:
    """Return a draft for each figure of the period: those of events, with the range over all reports, and the others."""
    figures = [claim for claim in material.claims.values() if claim.kind == "figure" and claim.value is not None]
    spreads = {(event.id, one.type, one.unit): (event, one) for event in material.events for one in event.value}
    of_event: dict[tuple[str, str, str | None], list[Claim]] = defaultdict(list)
    alone: dict[tuple[object, ...], list[Claim]] = defaultdict(list)
    homes = _events_by_report(material)
    for claim in figures:
        key = next((key for key in _keys(claim, homes) if key in spreads), None)
        if key is not None:
            of_event[key].append(claim)
        elif material.is_about_period(claim):
            alone[_same_figure(claim)].append(claim)
    drafts = [_of_event(event, spread, of_event[key]) for key, (event, spread) in spreads.items()]
    drafts += [_of_claims(claims) for claims in alone.values()]
    return [one.draft for one in sorted(drafts, key=lambda one: (one.rank, str(one.day or "9"), one.draft.text))]


def _events_by_report(material: Material) -> Mapping[str, list[tuple[Passage, Event]]]:
    """Return, by report, the passages of the claims of events that have figures."""
    wanted = {id: event for event in material.events if event.value for id in event.claims}
    found: dict[str, list[tuple[Passage, Event]]] = defaultdict(list)
    for claim in material.dossier.claims_by_id(wanted).values():
        found[claim.report].append((Passage(claim.report, claim.start, claim.end), wanted[claim.id]))
    return found


def _keys(claim: Claim, homes: Mapping[str, list[tuple[Passage, Event]]]) -> Iterable[tuple[str, str, str | None]]:
    """Yield the figures of events that a claim may state: those of events that the same passage reports."""
    unit = claim.value.unit if claim.value else None
    for passage, event in homes.get(claim.report, ()):
        if passage.start < claim.end and claim.start < passage.end:
            yield (event.id, claim.type, unit)


def _same_figure(claim: Claim) -> tuple[object, ...]:
    """Return the key of a figure that is not part of an event: the same number of the same thing at the same place and time."""
    value, when = claim.value, claim.when
    parties = tuple(sorted(ref.id or name(ref.text) for ref in (*claim.actor, *claim.target)))
    return (
        claim.type, value and (value.low, value.high, value.unit), tuple(ref.id or name(ref.text) for ref in claim.place), parties,
        when and when.first,
    )  # fmt: skip


def _of_event(event: Event, spread: Spread, claims: list[Claim]) -> Dated:
    values = [one.value for one in claims if one.value] or [Value(low=spread.low, high=spread.high)]
    first = event.when.first if event.when else None
    detail = describe(event) + (f", {day(first)}" if first else "")
    ids = (*(one.id for one in claims), *spread.claims)
    return _dated(spread.type, first, f"{value_range(values)}{_unit(spread.unit)} ({detail})", ids)


def _of_claims(claims: list[Claim]) -> Dated:
    claim = claims[0]
    first = claim.when.first if claim.when else None
    about = [names(claim.actor or claim.target), f"in {names(claim.place)}" if claim.place else ""]
    detail = " ".join(part for part in about if part) + (f", {day(first)}" if first else "")
    values = [one.value for one in claims if one.value]
    text = f"{value_range(values)}{_unit(values[0].unit)}" + (f" ({detail.removeprefix(', ')})" if detail else "")
    return _dated(claim.type, first, text, tuple(one.id for one in claims))


def _dated(type: str, first: dt.date | None, text: str, claims: tuple[str, ...]) -> Dated:
    return Dated(list(LABELS).index(type), first, Draft(sentence(f"{LABELS[type]}: {text}"), claims))


def _unit(unit: str | None) -> str:
    return f" {name(unit)}" if unit else ""
