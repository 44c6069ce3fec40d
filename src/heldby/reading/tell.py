"""Mentions in the public format."""

from __future__ import annotations

from collections.abc import Sequence

from heldby.model import Claim, Mention
from heldby.reading.prepare import Prepared

PLACED = ("id", "name", "within", "country", "lat", "lon", "precision", "radius_km", "method", "geometry", "relative")


def tell_mentions(prepared: Prepared, claims: Sequence[Claim] = ()) -> tuple[Mention, ...]:
    """All mentions of a report in text order; descriptions of places ("the city") only where a claim rests on them."""
    report, text = prepared.report.id, prepared.report.text
    out = [
        Mention(report=report, start=a.start, end=a.end, text=text[a.start : a.end], kind="actor", id=a.id, name=a.name)
        for a in prepared.actors
        if a.sort != "platforms"
    ]
    quotes = [(c.start, c.end) for c in claims if c.place]
    for p in prepared.places:
        if p.nominal and not any(start <= p.start and p.end <= end for start, end in quotes):
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
