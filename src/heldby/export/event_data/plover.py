"""Events as PLOVER records, one JSON object per line.

The fields are those of the gold standard records that PLOVER's authors publish, with their words: PLOVER's "source" and "target" are the
parties of the event, and "publication" is the outlet. The CAMEO code, the place, who says so and the ids are added under `heldby`.
Source: https://github.com/openeventdata/PLOVER, PLOVER_GSR_CAMEO.txt.
"""

from __future__ import annotations

import datetime as dt
import json
from typing import Any, TextIO

from heldby.export.event_data.facts import EventFacts, deaths_of, event_facts
from heldby.export.event_data.parties import actor_of, party_kind
from heldby.model import ActorRef, Claim
from heldby.store import ClaimFilter, Conclusions, Dossier
from heldby.version import __version__

VERSION = "0.5b1"
"""Version of the published records whose fields these have."""
SECTORS = {"state": "GOV", "state-forces": "MIL", "rebel": "REB", "jihadist": "REB", "militia": "PRM", "international": "IGO"}
"""PLOVER's sectors of actors, by the kind in the actor file. Other kinds have none that is certain."""


def write(dossier: Dossier, snapshot: Conclusions, _wanted: ClaimFilter, out: TextIO) -> int:
    """Write every event that took place, in order of time, and return their number."""
    count = 0
    for facts in event_facts(dossier, snapshot):
        out.write(json.dumps(record(facts), ensure_ascii=False, default=_day) + "\n")
        count += 1
    return count


def record(facts: EventFacts) -> dict[str, Any]:
    """Return an event as a PLOVER record. An unknown value is null, and an unknown party an empty list."""
    event, codes = facts.event, facts.codes
    plover, mode, context = codes.plover or (None, None, None)
    quoted, cells = _quoted(facts)
    when = event.when
    return {
        "id": event.id,
        "date": when and when.first,
        "source": [_party(ref) for ref in event.actor],
        "target": [_party(ref) for ref in event.target],
        "event": plover,
        "mode": mode,
        "context": context,
        "text": quoted and quoted.quote,
        "textInfo": {"report": quoted and quoted.report, "start": quoted and quoted.start, "end": quoted and quoted.end},
        "publication": cells["outlet"],
        "url": cells["url"],
        "archive": cells["archive"],
        "coder": f"heldby {__version__}",
        "version": VERSION,
        "heldby": {
            "type": event.type,
            "status": event.status,
            "cameo": codes.cameo,
            "lastDate": when and when.last,
            "datePrecision": when and when.precision,
            "places": [
                place.model_dump(mode="json", include={"text", "name", "id", "within", "country", "lat", "lon", "precision", "radius_km"})
                for place in event.place
            ],
            "deaths": dict(zip(("low", "best", "high"), deaths_of(event)[:3], strict=True)),
            "said_by": cells["by"],
            "published": cells["published"],
            "claims": list(event.claims),
            "reports": list(event.reports),
            "families": event.families,
            "score": event.score,
        },
    }


def _quoted(facts: EventFacts) -> tuple[Claim | None, dict[str, Any]]:
    """Return the most confident claim of the event's own type, and the cells of its report."""
    ranked = sorted(
        zip(facts.evidence, facts.sources, strict=True),
        key=lambda pair: (pair[0].type != facts.event.type, -pair[0].confidence, pair[0].id),
    )
    return ranked[0] if ranked else (None, dict.fromkeys(("outlet", "url", "archive", "by", "published")))


def _party(ref: ActorRef) -> dict[str, Any]:
    """Return a party: the words of the report, the country of a state or of its forces, and the sector."""
    actor = actor_of(ref)
    sector = SECTORS.get(actor.kind) if actor else "CVL" if party_kind(ref) == "civilians" else None
    code = actor.country if actor and actor.kind in ("state", "state-forces") else None
    return {"actorText": ref.text, "name": ref.name, "id": ref.id, "country": code, "sector": sector}


def _day(value: object) -> str:
    if isinstance(value, dt.date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no form in JSON")
