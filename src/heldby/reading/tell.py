"""Mentions in the public format."""

from __future__ import annotations

from collections.abc import Sequence

from heldby.model import Claim, Mention
from heldby.reading.places import PlaceMention
from heldby.reading.prepare import Prepared

PLACED = ("id", "name", "within", "country", "lat", "lon", "precision", "radius_km", "method", "geometry", "relative")


def _rests_on(claim: Claim, place: PlaceMention) -> bool:
    """Whether a description inside a claim's sentence is where the claim is, by itself or by the name that it stands for."""
    inside = claim.start <= place.start and place.end <= claim.end
    return inside and any(ref.start == place.start or ref.text == place.ref.text for ref in claim.place)


def tell_mentions(prepared: Prepared, claims: Sequence[Claim] = ()) -> tuple[Mention, ...]:
    """All mentions of a report in text order; descriptions of places ("the city") only where a claim rests on them."""
    report, text = prepared.report.id, prepared.report.text
    out = [
        Mention(report=report, start=a.start, end=a.end, text=text[a.start : a.end], kind="actor", id=a.id, name=a.name)
        for a in prepared.actors
        if a.sort != "platforms"
    ]
    for p in prepared.places:
        if p.nominal and not any(_rests_on(claim, p) for claim in claims):
            continue
        fields = {name: getattr(p.ref, name) for name in PLACED}
        out.append(
            Mention(report=report, start=p.start, end=p.end, text=text[p.start : p.end], kind="place", candidates=p.candidates, **fields)
        )
    for t in prepared.times:
        w = t.when
        out.append(
            Mention(
                report=report,
                start=t.start,
                end=t.end,
                text=text[t.start : t.end],
                kind="time",
                first=w.first,
                last=w.last,
                precision=w.precision,
                estimated=w.estimated,
            )
        )
    for q in prepared.quantities:
        out.append(Mention(report=report, start=q.start, end=q.end, text=text[q.start : q.end], kind="figure", value=q.value))
    return tuple(sorted(out, key=lambda m: (m.start, -m.end, m.kind)))
