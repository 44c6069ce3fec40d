"""Filtered lists of the record: timeline, claims, events, actors, places and contradictions."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from heldby.model import ActorRef, Claim, Event, PlaceRef
from heldby.model.base import Record
from heldby.model.contradiction import Contradiction
from heldby.store import ClaimFilter, Conclusions, Dossier


class Moment(Record):
    """An event on the timeline, with the quote of the claim that has the highest confidence. Days are null if nothing dates the event."""

    first: dt.date | None
    last: dt.date | None
    event: str
    type: str
    status: str
    actor: tuple[str, ...]
    target: tuple[str, ...]
    place: tuple[str, ...]
    families: int
    contradicted: bool
    quote: str
    report: str
    claims: tuple[str, ...]


class NamedEntity(Record):
    """An actor or place that is named in claims.

    `spellings` has every spelling in reports. `claims` and `reports` are the numbers of claims and reports that name the actor or place.
    `first` and `last` are the first and last day that these claims state; null if they state none.
    """

    id: str | None
    name: str
    spellings: tuple[str, ...]
    claims: int
    reports: int
    first: dt.date | None
    last: dt.date | None


class NamedPlace(NamedEntity):
    """A place and its location, as far as known."""

    within: str | None
    country: str | None
    lat: float | None
    lon: float | None
    precision: str


def claims(dossier: Dossier, _snapshot: Conclusions, wanted: ClaimFilter) -> Iterator[Claim]:
    """Yield the claims that pass the filter."""
    return dossier.claims(wanted)


def events(dossier: Dossier, snapshot: Conclusions, wanted: ClaimFilter) -> list[Event]:
    """Return the events with a claim that passes the filter, in order of time."""
    ids = {claim.id for claim in dossier.claims(wanted)}
    return [event for event in snapshot.events if not ids.isdisjoint(event.claims)]


def timeline(dossier: Dossier, snapshot: Conclusions, wanted: ClaimFilter) -> list[Moment]:
    """Return the events with a claim that passes the filter, in order of time, undated ones last."""
    return sorted(moments(dossier, events(dossier, snapshot, wanted)), key=_by_time)


def moments(dossier: Dossier, events: Sequence[Event]) -> list[Moment]:
    """Return events as timeline entries in the same order, without those that have no claim left."""
    evidence = dossier.claims_by_id(id for event in events for id in event.claims)
    made = (_moment(event, [evidence[id] for id in event.claims if id in evidence]) for event in events)
    return [one for one in made if one]


def _by_time(moment: Moment) -> tuple[dt.date, dt.date, str]:
    days = [day for day in (moment.first, moment.last) if day]
    return (min(days, default=dt.date.max), max(days, default=dt.date.max), moment.event)


def _moment(event: Event, evidence: list[Claim]) -> Moment | None:
    if not evidence:
        return None
    surest = max(evidence, key=lambda claim: (claim.confidence, claim.id))
    return Moment(
        first=event.when.first if event.when else None,
        last=event.when.last if event.when else None,
        event=event.id,
        type=event.type,
        status=event.status,
        actor=tuple(_names(event.actor)),
        target=tuple(_names(event.target)),
        place=tuple(_names(event.place)),
        families=event.families,
        contradicted=bool(event.contradicts),
        quote=surest.quote,
        report=surest.report,
        claims=event.claims,
    )


def _names(refs: Iterable[ActorRef | PlaceRef]) -> list[str]:
    return [ref.name or ref.text for ref in refs]


def actors(dossier: Dossier, _snapshot: Conclusions, wanted: ClaimFilter) -> list[NamedEntity]:
    """Return the actors that the filtered claims name, the most frequent first."""
    return [NamedEntity(**_summary(refs)) for refs in _grouped(dossier.claims(wanted), lambda claim: (*claim.actor, *claim.target))]


def places(dossier: Dossier, _snapshot: Conclusions, wanted: ClaimFilter) -> list[NamedPlace]:
    """Return the places that the filtered claims name, the most frequent first."""
    return [NamedPlace(**_summary(refs), **_location(refs)) for refs in _grouped(dossier.claims(wanted), lambda claim: claim.place)]


Use = tuple[ActorRef | PlaceRef, Claim]


def _grouped(found: Iterable[Claim], refs_of: Callable[[Claim], Iterable[ActorRef | PlaceRef]]) -> list[list[Use]]:
    groups: dict[str, list[Use]] = {}
    for claim in found:
        for ref in refs_of(claim):
            groups.setdefault(ref.id or f"{ref.name or ref.text}|{getattr(ref, 'within', '')}".casefold(), []).append((ref, claim))
    return sorted(groups.values(), key=lambda uses: (-len(uses), uses[0][0].name or uses[0][0].text))


def _summary(uses: list[Use]) -> dict[str, Any]:
    spellings = Counter(ref.text for ref, _ in uses)
    days = [day for _, claim in uses if claim.when for day in (claim.when.first, claim.when.last) if day]
    return {
        "id": uses[0][0].id,
        "name": Counter(ref.name or ref.text for ref, _ in uses).most_common(1)[0][0],
        "spellings": tuple(text for text, _ in spellings.most_common()),
        "claims": len({claim.id for _, claim in uses}),
        "reports": len({claim.report for _, claim in uses}),
        "first": min(days, default=None),
        "last": max(days, default=None),
    }


def _location(uses: list[Use]) -> dict[str, Any]:
    placed = [ref for ref, _ in uses if isinstance(ref, PlaceRef)]
    best = next((ref for ref in placed if ref.lat is not None), placed[0])
    return best.model_dump(include={"within", "country", "lat", "lon", "precision"})


def contradictions(dossier: Dossier, snapshot: Conclusions, wanted: ClaimFilter) -> list[Contradiction]:
    """Return the contradictions that involve a claim that passes the filter."""
    ids = {claim.id for claim in dossier.claims(wanted)}
    return [one for one in snapshot.contradictions if not ids.isdisjoint(one.claims)]
