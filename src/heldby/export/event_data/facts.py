"""What the event data formats share: an event with its evidence, its deaths, its areas, and how exact its place and date are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from heldby.export.tables.sources import Sources, with_evidence
from heldby.model import Claim, Event, PlaceRef
from heldby.reference.crosswalks import CountryNumbers, EventCodes, country_numbers, event_codes
from heldby.release.masked_text import REDACTION_MARK
from heldby.store import Conclusions, Dossier

PREFIX = "heldby-"
"""Beginning of the id of an event in these formats. By it an import recognises rows that heldby wrote."""
DONE = ("happened", "ongoing")
"""Statuses of events that took place. Data sets of events do not contain what was planned, denied or only possible."""


class Deaths(NamedTuple):
    """Least, likeliest and greatest number of deaths; None where unknown."""

    low: float | None = None
    best: float | None = None
    high: float | None = None
    civilians: bool = False


class Areas(NamedTuple):
    """Names of the areas of first and second level that a place lies in."""

    admin1: str | None = None
    admin2: str | None = None


class EventFacts(NamedTuple):
    """An event with its codes in other schemes, the claims that it rests on, and the cells of their reports."""

    event: Event
    codes: EventCodes
    evidence: tuple[Claim, ...]
    sources: tuple[dict[str, Any], ...]

    @property
    def place(self) -> PlaceRef | None:
        """The first place."""
        return self.event.place[0] if self.event.place else None

    @property
    def country(self) -> CountryNumbers | None:
        """The country of the first place; None if it is unknown, or if a redacted copy hides an area around the place."""
        place = self.place
        hidden = place is not None and REDACTION_MARK in f"{place.within}{place.name}"
        return None if place is None or hidden else country_numbers().get(place.country or "")


def event_facts(dossier: Dossier, snapshot: Conclusions) -> Iterator[EventFacts]:
    """Yield every event that took place, in order of time, with its evidence."""
    sources, codes = Sources(dossier), event_codes()
    done = (event for event in snapshot.events if event.status in DONE)
    for event, claims in with_evidence(dossier, done, lambda event: event.claims):
        evidence = tuple(claims.values())
        yield EventFacts(event, codes[event.type], evidence, tuple(sources.of_claim(claim) for claim in evidence))


def deaths_of(event: Event) -> Deaths:
    """Return the deaths of an event.

    Reports that count different people, such as 31 fighters and 80 militants, may count some of them twice. Then only the greatest of the
    lower bounds is certain.
    """
    killed = [spread for spread in event.value if spread.type == "killed"]
    if len(killed) == 1:
        only = killed[0]
        return Deaths(only.low, only.likeliest, only.high, only.unit in ("civilian", "civilians"))
    return Deaths(low=max((spread.low for spread in killed if spread.low is not None), default=None))


def areas_of(place: PlaceRef | None) -> Areas:
    """Return the areas of a place, taken from the names that the gazetteer gives: "Rawa district, Anbar, Iraq"."""
    if place is None:
        return Areas()
    around = (place.within or "").split(", ")[:-1]
    inner = (place.name or place.text,) if place.precision in ("admin1", "admin2") and place.method != "enclosing-area" else ()
    names = [*inner, *around]
    return Areas(names[-1] if names else None, names[-2] if len(names) > 1 else None)


def days_of(event: Event) -> int | None:
    """Return the number of days within which an event happened; None if one end is open or nothing dates it."""
    when = event.when
    return (when.last - when.first).days + 1 if when and when.first and when.last else None


def whole(number: float | None) -> int | None:
    """Return a count without decimals."""
    return None if number is None else round(number)


def names_of(refs: tuple[Any, ...]) -> str | None:
    """Return the names of actors or places, joined by "; "; None if there are none."""
    return "; ".join(ref.name or ref.text for ref in refs) or None


def unique(values: Iterator[str | None]) -> list[str]:
    """Return the known values once each, in order."""
    return list(dict.fromkeys(value for value in values if value))


def citation(cells: dict[str, Any]) -> str:
    """Return outlet, day, headline and address of a report with the sentence that it says, as one text."""
    parts = (cells["outlet"], cells["published"], cells["title"], cells["url"] or cells["archive"])
    return ", ".join(str(part) for part in parts if part) + f": “{cells['quote']}”"
