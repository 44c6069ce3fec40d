"""Events for timemap, the map with a timeline of Forensic Architecture: one JSON object with its lists `events`, `sources` and others.

Serve each list under the address that timemap's configuration names for it. Timemap wants every value as text, an event with a date, and an
event's place as both coordinates or as neither; so an undated event is left out of its list and named in `left_out`.
Source: https://github.com/forensic-architecture/timemap, src/reducers/validate.
"""

from __future__ import annotations

import json
from typing import Any, TextIO

from heldby.export.event_data.facts import EventFacts, event_facts, names_of
from heldby.store import ClaimFilter, Conclusions, Dossier

FILTER_MODE = "FILTER"
CATEGORY_MODE = "CATEGORY"


def write(dossier: Dossier, snapshot: Conclusions, _wanted: ClaimFilter, out: TextIO) -> int:
    """Write every event that took place and has a date, and return their number."""
    events: list[dict[str, Any]] = []
    left_out: list[str] = []
    sources: dict[str, dict[str, Any]] = {}
    associations: dict[str, dict[str, Any]] = {}
    for facts in event_facts(dossier, snapshot):
        if facts.event.when is None or facts.event.when.first is None:
            left_out.append(facts.event.id)
            continue
        sources |= {cells["report"]: _source(cells) for cells in facts.sources}
        found = _associations(facts)
        associations |= {one["id"]: one for one in found}
        events.append(_event(facts, [one["id"] for one in found]))
    content = {
        "events": events,
        "sources": sources,
        "associations": list(associations.values()),
        "sites": [],
        "shapes": [],
        "left_out": left_out,
    }
    json.dump(content, out, ensure_ascii=False, indent=1)
    out.write("\n")
    return len(events)


def _event(facts: EventFacts, associations: list[str]) -> dict[str, Any]:
    event, place, when = facts.event, facts.place, facts.event.when
    assert when is not None and when.first is not None
    has_point = place is not None and place.lat is not None and place.lon is not None
    return {
        "id": event.id,
        "description": " / ".join(f"“{cells['quote']}” ({cells['by'] or 'source unknown'})" for cells in facts.sources),
        "date": when.first.isoformat(),
        "time": "",
        "time_precision": when.precision,
        "time_display": when.first.isoformat() if when.last == when.first else f"{when.first} to {when.last or 'an unknown day'}",
        "location": (names_of(event.place) or "") + (f" ({place.precision})" if place else ""),
        "latitude": str(place.lat) if has_point and place else "",
        "longitude": str(place.lon) if has_point and place else "",
        "type": event.type,
        "category": event.type,
        "associations": associations,
        "sources": list(dict.fromkeys(cells["report"] for cells in facts.sources)),
        "comments": event.explanation,
    }


def _source(cells: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": cells["report"],
        "title": cells["title"] or "",
        "thumbnail": "",
        "paths": [cells["archive"]] if cells["archive"] else [],
        "type": "report",
        "affil_s": [],
        "url": cells["url"] or "",
        "description": "",
        "parent": "",
        "author": cells["outlet"] or "",
        "date": str(cells["published"]) if cells["published"] else "",
        "notes": "",
    }


def _associations(facts: EventFacts) -> list[dict[str, Any]]:
    """Return the filters that an event belongs to: its type as a category, and its parties."""
    event = facts.event
    parties = dict.fromkeys(ref.name or ref.text for ref in (*event.actor, *event.target))
    return [
        _association(f"type/{event.type}", event.type, CATEGORY_MODE, ["Type", event.type]),
        *(_association(f"party/{name}", name, FILTER_MODE, ["Parties", name]) for name in parties),
    ]


def _association(id: str, title: str, mode: str, path: list[str]) -> dict[str, Any]:
    return {"id": id, "title": title, "desc": "", "mode": mode, "filter_paths": path}
