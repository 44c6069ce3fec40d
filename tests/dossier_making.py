"""Reports, readings and claims made by hand, for tests of the stages after reading."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from dataclasses import dataclass
from typing import Any

from heldby.model import ActorRef, Claim, Mention, PlaceRef, Report, SourceRef, When, make_claim

PLACES = {
    "Abu Kamal": ("pl-abu-kamal", "Abu Kamal", "Deir ez-Zor, Syria", "SY", 34.45, 40.92),
    "Albu Kamal": ("pl-abu-kamal", "Abu Kamal", "Deir ez-Zor, Syria", "SY", 34.45, 40.92),
    "al-Qaim": ("pl-al-qaim", "al-Qaim", "Anbar, Iraq", "IQ", 34.37, 41.09),
    "Rawa": ("pl-rawa", "Rawa", "Anbar, Iraq", "IQ", 34.48, 41.91),
}
ACTORS = {
    "Iraqi forces": "government-of-iraq",
    "IS": "islamic-state",
    "Islamic State": "islamic-state",
    "Syrian army": "government-of-syria",
}


@dataclass(frozen=True)
class HandReading:
    """The result of reading one report, made by hand."""

    report: Report
    mentions: tuple[Mention, ...] = ()
    claims: tuple[Claim, ...] = ()
    notes: tuple[str, ...] = ()


def make_report(text: str, *, id: str | None = None, published: str | None = "2017-11-03", **more: object) -> tuple[Report, bytes]:
    """Return a report as from a line of JSON Lines, with the bytes of that line."""
    fields = {"id": id, "text": text, "published": published, **{key: str(value) for key, value in more.items()}}
    original = json.dumps(fields, ensure_ascii=False).encode()
    sha256 = hashlib.sha256(original).hexdigest()
    day = dt.date.fromisoformat(published) if published else None
    return Report(id=id or f"sha256:{sha256}", sha256=sha256, text=text, published=day, **more), original  # type: ignore[arg-type]


def actor(text: str) -> ActorRef:
    """Return an actor, resolved if it is one of ACTORS."""
    return ActorRef(text=text, id=ACTORS.get(text), name={"IS": "Islamic State"}.get(text, text))


def place(text: str) -> PlaceRef:
    """Return a place, resolved if it is one of PLACES, else only to Anbar."""
    if text not in PLACES:
        return PlaceRef(text=text, name=text, within="Anbar, Iraq", country="IQ", precision="admin1", method="enclosing-area")
    id, name, within, country, lat, lon = PLACES[text]
    return PlaceRef(text=text, id=id, name=name, within=within, country=country, lat=lat, lon=lon, precision="point", method="exact")


def claim_of(report: Report, quote: str, *, reader: str = "hand 1", **fields: object) -> Claim:
    """Return a claim with a quote from the report; actor, target and place are given as names."""
    start = report.text.index(quote)
    kind = str(fields.pop("kind", "event"))
    for role in ("actor", "target"):
        fields[role] = tuple(actor(name) for name in fields.pop(role, ()))  # type: ignore[attr-defined]
    fields["place"] = tuple(place(name) for name in fields.pop("place", ()))  # type: ignore[attr-defined]
    day = fields.pop("day", None)
    if day:
        fields["when"] = When(
            first=dt.date.fromisoformat(str(day)), last=dt.date.fromisoformat(str(day)), precision="day", text="on that day"
        )
    if isinstance(fields.get("source"), str):
        fields["source"] = SourceRef(text=str(fields["source"]))
    fields.setdefault("confidence", 0.9)
    return make_claim(report=report.id, start=start, end=start + len(quote), quote=quote, kind=kind, reader=reader, **fields)


def capture_reading(report: Report, *, who: str = "Iraqi forces", whom: str = "IS", where: str = "Rawa", **more: Any) -> HandReading:
    """Return a reading with one claim, the capture of a place in the report's first sentence."""
    sentence = report.text.split(".")[0] + "."
    claim = claim_of(report, sentence, type="capture", actor=[who], target=[whom], place=[where], **more)
    start = report.text.index(where)
    mention = Mention(report=report.id, start=start, end=start + len(where), text=where, kind="place", id=PLACES.get(where, (None,))[0])
    return HandReading(report, (mention,), (claim,), ())
