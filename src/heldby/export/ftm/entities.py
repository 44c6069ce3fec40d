"""Which entities a record becomes: reports, actors, places, events, and who holds what as links between actors and places."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from heldby.export.event_data.facts import EventFacts, citation, event_facts, names_of
from heldby.export.ftm.entity import FtmEntity, Schema, entity_id
from heldby.export.tables.sources import Sources, with_evidence
from heldby.model import ActorRef, Claim, Control, Interval, PlaceRef, Report
from heldby.reference.actors import load_actors
from heldby.store import Conclusions, Dossier

SCHEMAS: dict[str, Schema] = {"person": "Person", "state": "PublicBody", "state-forces": "PublicBody"}
"""Schemas of actors by their kind in the actor file. All others are organizations."""


def entities(dossier: Dossier, snapshot: Conclusions) -> Iterator[FtmEntity]:
    """Yield the entities of a record. Actors and places come once each, before the first event or link that names them."""
    yield from (_article(report) for report in dossier.reports())
    seen: set[str] = set()
    holders: dict[str, str] = {}
    for facts in event_facts(dossier, snapshot):
        for ref in (*facts.event.actor, *facts.event.target):
            if ref.id and ref.name:
                holders.setdefault(ref.name, ref.id)
        for one in _of_event(facts):
            if one.id not in seen:
                seen.add(one.id)
                yield one
    sources = Sources(dossier)
    for control, claims in with_evidence(dossier, snapshot.controls, _claims_of):
        for interval in control.intervals:
            for one in _of_interval(control, interval, claims, sources, holders):
                if one.id not in seen:
                    seen.add(one.id)
                    yield one


def _article(report: Report) -> FtmEntity:
    day = str(report.published) if report.published else None
    one = FtmEntity(entity_id("report", report.id), "Article", day)
    one.add("title", report.title)
    one.add("name", report.title or f"Report of {report.source or 'an unknown outlet'}, {day or 'undated'}")
    one.add("publisher", report.source)
    one.add("publishedAt", day)
    one.add("sourceUrl", report.url if report.url and report.url.startswith(("http://", "https://")) else None)
    one.add("keywords", f"heldby report {report.id}")
    return one


def _of_event(facts: EventFacts) -> Iterator[FtmEntity]:
    event, when = facts.event, facts.event.when
    known = min((str(cells["published"]) for cells in facts.sources if cells["published"]), default=None)
    one = FtmEntity(entity_id("event", event.id), "Event", known)
    place = names_of(event.place[:1])
    one.add("name", ": ".join(part for part in (event.type, place) if part) + (f" ({when.first})" if when and when.first else ""))
    one.add("startDate", when and when.first)
    one.add("endDate", when and when.last)
    one.add("recordId", event.id)
    one.add("keywords", event.type, event.status)
    one.add("description", *(citation(cells) for cells in facts.sources))
    one.add("publisher", *(cells["outlet"] for cells in facts.sources))
    one.add("sourceUrl", *(cells["url"] for cells in facts.sources if (cells["url"] or "").startswith(("http://", "https://"))))
    one.add("proof", *(entity_id("report", id) for id in event.reports))
    one.add("summary", event.explanation)
    unknown = [ref.text for ref in (*event.actor, *event.target) if not ref.id]
    one.add("notes", f"Parties without an entry in the actor file: {'; '.join(unknown)}" if unknown else None)
    for role, refs in (("organizer", event.actor), ("involved", event.target)):
        for ref in refs:
            if ref.id:
                party = _actor(ref)
                one.add(role, party.id)
                yield party
    for spot in event.place:
        address = _address(spot)
        one.add("addressEntity", address.id)
        one.add("location", *address.properties["full"])
        one.add("country", *address.properties.get("country", ()))
        yield address
    yield one


def _actor(ref: ActorRef) -> FtmEntity:
    known = load_actors().get(ref.id or "")
    one = FtmEntity(entity_id("actor", ref.id or ""), SCHEMAS.get(known.kind, "Organization") if known else "Organization")
    one.add("name", ref.name or ref.text)
    return one


def _address(ref: PlaceRef) -> FtmEntity:
    name = ref.name or ref.text
    return _place(ref.id or f"{name}|{ref.within}", name, ref.within, ref.country, (ref.lat, ref.lon), ref.precision)


def _place(
    key: str, name: str, within: str | None, country: str | None, point: tuple[float | None, float | None], precision: str
) -> FtmEntity:
    one = FtmEntity(entity_id("place", key), "Address")
    full = ", ".join(part for part in (name, within) if part)
    one.add("name", full)
    one.add("full", full)
    one.add("country", country and country.lower())
    if point[0] is not None and point[1] is not None:
        one.add("latitude", point[0])
        one.add("longitude", point[1])
    one.add("remarks", f"precision: {precision}")
    return one


def _claims_of(control: Control) -> list[str]:
    return [id for interval in control.intervals for id in interval.claims]


def _of_interval(
    control: Control, interval: Interval, claims: dict[str, Claim], sources: Sources, ids: dict[str, str]
) -> Iterator[FtmEntity]:
    """Yield the link between the holder and the place, after both; nothing if no holder is known."""
    if interval.holder is None or interval.status not in ("held", "besieged"):
        return
    holder = _actor(ActorRef(text=interval.holder, name=interval.holder, id=ids.get(interval.holder) or interval.holder))
    place = _place(control.id, control.place, control.within, control.country, (control.lat, control.lon), control.precision)
    evidence = [claims[id] for id in interval.claims if id in claims]
    cells: Sequence[dict[str, Any]] = [sources.of_claim(claim) for claim in evidence]
    known = min((str(one["published"]) for one in cells if one["published"]), default=None)
    link = FtmEntity(entity_id("control", f"{control.id}|{interval.first}|{interval.holder}"), "UnknownLink", known)
    link.add("subject", holder.id)
    link.add("object", place.id)
    link.add("role", "holds")
    link.add("status", interval.status, "inferred" if interval.inferred else "reported")
    link.add("startDate", interval.first)
    link.add("endDate", interval.last)
    link.add("summary", f"probability {interval.p:.2f}")
    link.add("description", *(citation(one) for one in cells))
    link.add("proof", *(entity_id("report", claim.report) for claim in evidence))
    yield from (holder, place, link)
