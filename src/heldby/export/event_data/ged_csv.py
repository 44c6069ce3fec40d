"""Events as CSV with the columns of the UCDP Georeferenced Event Dataset (GED).

Codes that only UCDP assigns (of conflicts, dyads and actors, clarity, active year) stay empty. So does every value that the reports do not
give. Source of the columns and codes: UCDP GED Codebook, version 25.1.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import Any, TextIO

from heldby.export.event_data.facts import (
    PREFIX,
    EventFacts,
    areas_of,
    citation,
    days_of,
    deaths_of,
    event_facts,
    names_of,
    unique,
    whole,
)
from heldby.export.event_data.parties import actor_of, party_kinds
from heldby.export.spreadsheet_text import escape_formula
from heldby.export.tables.table import Kind
from heldby.model import ActorRef
from heldby.reference.crosswalks import country_numbers, prio_grid_cell
from heldby.store import ClaimFilter, Conclusions, Dossier

COLUMNS = (
    "id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_dset_id", "conflict_new_id", "conflict_name",
    "dyad_dset_id", "dyad_new_id", "dyad_name", "side_a_dset_id", "side_a_new_id", "side_a", "side_b_dset_id", "side_b_new_id", "side_b",
    "number_of_sources", "source_article", "source_office", "source_date", "source_headline", "source_original", "where_prec",
    "where_coordinates", "where_description", "adm_1", "adm_2", "latitude", "longitude", "geom_wkt", "priogrid_gid", "country",
    "country_id", "region", "event_clarity", "date_prec", "date_start", "date_end", "deaths_a", "deaths_b", "deaths_civilians",
    "deaths_unknown", "best", "high", "low", "gwnoa", "gwnob",
)  # fmt: skip

INTEGERS = frozenset({
    "id", "year", "active_year", "type_of_violence", "conflict_dset_id", "conflict_new_id", "dyad_dset_id", "dyad_new_id",
    "side_a_dset_id", "side_a_new_id", "side_b_dset_id", "side_b_new_id", "number_of_sources", "where_prec", "priogrid_gid", "country_id",
    "event_clarity", "date_prec", "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best", "high", "low",
})  # fmt: skip
NUMBERS = frozenset({"latitude", "longitude"})
DATES = frozenset({"date_start", "date_end"})


def _kind(column: str) -> Kind:
    return "integer" if column in INTEGERS else "number" if column in NUMBERS else "date" if column in DATES else "string"


KINDS = {column: _kind(column) for column in COLUMNS}
"""The type of each column. `gwnoa` and `gwnob` are texts, because a side may have several governments."""

ID_DIGITS = 12
"""Hexadecimal digits of the event's id that make up the numeric id: a spreadsheet keeps 15 decimal digits."""
WHERE_PRECISION = {"point": 1, "near": 2, "admin2": 3, "admin1": 4, "area": 5, "line": 5, "country": 6}
"""`where_prec`: 1 exact, 2 within about 25 km, 3 second-level area, 4 first-level area, 5 a line or a vague area, 6 country."""


def write(dossier: Dossier, snapshot: Conclusions, _wanted: ClaimFilter, out: TextIO) -> int:
    """Write a row for every event that is a use of armed force and took place; return their number.

    GED itself lists only events with at least one death: keep the rows in which `best` or `low` is 1 or more.
    """
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow(COLUMNS)
    count = 0
    for cells in rows(dossier, snapshot):
        table.writerow([escape_formula(cells.get(column)) for column in COLUMNS])
        count += 1
    return count


def rows(dossier: Dossier, snapshot: Conclusions) -> Iterator[dict[str, Any]]:
    """Yield the rows as `row` gives them, in order of time."""
    return (row(facts) for facts in event_facts(dossier, snapshot) if facts.codes.ucdp)


def row(facts: EventFacts) -> dict[str, Any]:
    """Return the cells of an event by column; a column that is left out is empty."""
    event = facts.event
    return {
        "id": int(event.id[-ID_DIGITS:], 16),
        "relid": f"{PREFIX}{event.id}",
        "type_of_violence": violence(event.actor, event.target),
        **_parties(facts),
        **_sources(facts),
        **_where(facts),
        **_when(facts),
        **_deaths(facts),
    }


def violence(actor: tuple[ActorRef, ...], target: tuple[ActorRef, ...]) -> int | None:
    """Return UCDP's type of violence: 1 state-based, 2 non-state, 3 one-sided; None unless the kinds of all parties are known.

    If one side is a state and the other is organised, it is state-based; two groups are non-state; if the targets are civilians, it is
    one-sided.
    """
    # In a clash without a stated target, the actors fight each other.
    sides = (party_kinds(actor), party_kinds(target)) if target else (party_kinds(actor[:1]), party_kinds(actor[1:]))
    if any(not kinds or None in kinds for kinds in sides) or "civilians" in sides[0]:
        return None
    if sides[1] == {"civilians"}:
        return 3
    return 1 if any("state" in kinds for kinds in sides) else 2


def _parties(facts: EventFacts) -> dict[str, Any]:
    event = facts.event
    sides = (event.actor, event.target) if event.target else (event.actor[:1], event.actor[1:])
    a, b = (names_of(side) for side in sides)
    return {
        "side_a": a,
        "side_b": b,
        "dyad_name": f"{a} - {b}" if a and b else None,
        "gwnoa": _state_numbers(sides[0]),
        "gwnob": _state_numbers(sides[1]),
    }


def _state_numbers(side: tuple[ActorRef, ...]) -> str | None:
    """Return the Gleditsch-Ward numbers of the governments on a side, joined by "; "."""
    actors = (actor_of(ref) for ref in side)
    states = (country_numbers().get(actor.country or "") for actor in actors if actor and actor.kind == "state")
    return "; ".join(str(state.gw) for state in states if state and state.gw is not None) or None


def _sources(facts: EventFacts) -> dict[str, Any]:
    cells = facts.sources
    return {
        "number_of_sources": len(facts.event.reports),
        "source_article": "; ".join(citation(one) for one in cells) or None,
        **{
            column: "; ".join(unique(None if one[name] is None else str(one[name]) for one in cells)) or None
            for column, name in (
                ("source_office", "outlet"), ("source_date", "published"), ("source_headline", "title"), ("source_original", "source"),
            )
        },
    }  # fmt: skip


def _where(facts: EventFacts) -> dict[str, Any]:
    place, country = facts.place, facts.country
    if place is None:
        return {}
    cells: dict[str, Any] = {
        "where_prec": WHERE_PRECISION.get(place.precision),
        "where_coordinates": place.name or place.text,
        "where_description": place.text,
        "adm_1": areas_of(place).admin1,
        "adm_2": areas_of(place).admin2,
        "country": country and country.name,
        "country_id": country and country.gw,
        "region": country and country.region,
    }
    if place.lat is None or place.lon is None:
        return cells
    point = {"latitude": place.lat, "longitude": place.lon, "geom_wkt": f"POINT ({place.lon} {place.lat})"}
    return cells | point | {"priogrid_gid": prio_grid_cell(place.lat, place.lon)}


def _when(facts: EventFacts) -> dict[str, Any]:
    when = facts.event.when
    first, last = (when.first, when.last) if when else (None, None)
    return {"year": first and first.year, "date_prec": date_precision(days_of(facts.event)), "date_start": first, "date_end": last}


def date_precision(days: int | None) -> int | None:
    """Return `date_prec`: 1 the day, 2 two to six days, 3 a week, 4 up to a month, 5 up to a year; None if unknown or longer."""
    if days is None:
        return None
    return next((precision for precision, most in ((1, 1), (2, 6), (3, 7), (4, 31), (5, 366)) if days <= most), None)


def _deaths(facts: EventFacts) -> dict[str, Any]:
    deaths = deaths_of(facts.event)
    low, best, high = (whole(number) for number in deaths[:3])
    return {"low": low, "best": best, "high": high, "deaths_civilians": best if deaths.civilians else None}
