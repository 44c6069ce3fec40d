"""Events as CSV with the columns of ACLED: its shape only.

The rows are not ACLED data and were not coded by ACLED's rules. Source of the columns and values: ACLED Codebook of 2023 and later.
"""

from __future__ import annotations

import csv
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
from heldby.export.event_data.parties import actor_of, is_people, party_kinds
from heldby.export.spreadsheet_text import escape_formula
from heldby.model import ActorRef
from heldby.reference.crosswalks.event_types import AcledType
from heldby.store import ClaimFilter, Conclusions, Dossier

COLUMNS = (
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type", "actor1", "assoc_actor_1",
    "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting", "iso", "region", "country", "admin1", "admin2",
    "admin3", "location", "latitude", "longitude", "geo_precision", "source", "source_scale", "notes", "fatalities", "tags", "timestamp",
)  # fmt: skip

VIOLENT = ("Battles", "Explosions/Remote violence", "Violence against civilians")
DISORDER = {
    **dict.fromkeys(VIOLENT, "Political violence"),
    "Protests": "Demonstrations",
    "Strategic developments": "Strategic developments",
}
STATE_FORCES = "State forces"
GEO_PRECISION = {"point": 1, "near": 2, "admin2": 2, "area": 2, "line": 2, "admin1": 3}
"""`geo_precision`: 1 the place itself, 2 near it or in a small area, 3 in a larger region. ACLED has no code for a whole country."""
INTER = {
    "rebel": "Rebel group", "jihadist": "Rebel group", "militia": "Political militia", "tribal": "Identity militia",
}  # fmt: skip
"""ACLED's kinds of actors (`inter1`), by the kind in the actor file. States are told apart by country."""


def write(dossier: Dossier, snapshot: Conclusions, _wanted: ClaimFilter, out: TextIO) -> int:
    """Write a row for every event that took place and has a type in ACLED; return their number."""
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow(COLUMNS)
    count = 0
    for facts in event_facts(dossier, snapshot):
        types = acled_type(facts)
        if types is not None:
            cells = row(facts, types)
            table.writerow([escape_formula(cells.get(column)) for column in COLUMNS])
            count += 1
    return count


def acled_type(facts: EventFacts) -> AcledType | None:
    """Return the ACLED event type and sub-event type of an event; None if ACLED has none."""
    codes, event = facts.codes, facts.event
    if codes.acled_civilians and party_kinds(event.target) == {"civilians"}:
        return codes.acled_civilians
    inter = _inter(event.actor[0], facts.place.country if facts.place else None) if event.actor else None
    if codes.acled_state and inter == STATE_FORCES:
        return codes.acled_state
    return codes.acled_other if codes.acled_other and inter else codes.acled


def row(facts: EventFacts, types: AcledType) -> dict[str, Any]:
    """Return the cells of an event by column; a column that is left out is empty."""
    event = facts.event
    when = event.when
    return {
        "event_id_cnty": f"{PREFIX}{event.id}",
        "event_date": when and when.first,
        "year": when.first.year if when and when.first else None,
        "time_precision": _time_precision(days_of(event)),
        "disorder_type": DISORDER[types[0]],
        "event_type": types[0],
        "sub_event_type": types[1] or None,
        **_parties(facts),
        "civilian_targeting": "Civilian targeting" if types[0] in VIOLENT and party_kinds(event.target) == {"civilians"} else None,
        **_where(facts),
        "source": "; ".join(unique(cells["outlet"] for cells in facts.sources)) or None,
        "notes": "; ".join(citation(cells) for cells in facts.sources) or None,
        "fatalities": whole(deaths_of(event).best),
    }


def _time_precision(days: int | None) -> int | None:
    """Return 1 for a day, 2 for a week, 3 for a month; None if unknown or longer."""
    return None if days is None else next((precision for precision, most in ((1, 1), (2, 7), (3, 31)) if days <= most), None)


def _parties(facts: EventFacts) -> dict[str, Any]:
    """Return the columns of the parties: the first of each side is the actor, the others are associated with it."""
    event = facts.event
    sides = (event.actor, event.target) if event.target else (event.actor[:1], event.actor[1:])
    country = facts.place.country if facts.place else None
    inter = [_inter(side[0], country) if side else None for side in sides]
    cells: dict[str, Any] = {"interaction": "-".join(part for part in inter if part) or None if all(inter) else None}
    for number, side in enumerate(sides, 1):
        cells[f"actor{number}"] = names_of(side[:1])
        cells[f"assoc_actor_{number}"] = names_of(side[1:])
        cells[f"inter{number}"] = inter[number - 1]
    return cells


def _inter(ref: ActorRef, country: str | None) -> str | None:
    actor = actor_of(ref)
    if actor is None:
        return "Civilians" if ref.id is None and is_people(ref.name or ref.text) else None
    if actor.kind in ("state", "state-forces"):
        return None if country is None else STATE_FORCES if actor.country == country else "External/Other forces"
    return INTER.get(actor.kind)


def _where(facts: EventFacts) -> dict[str, Any]:
    place, country = facts.place, facts.country
    if place is None:
        return {}
    return {
        "iso": country and country.iso_number,
        "country": country and country.name,
        "admin1": areas_of(place).admin1,
        "admin2": areas_of(place).admin2,
        "location": place.name or place.text,
        "latitude": place.lat,
        "longitude": place.lon,
        "geo_precision": GEO_PRECISION.get(place.precision),
    }
