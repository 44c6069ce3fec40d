"""Mentions in the public format."""

from __future__ import annotations

from collections.abc import Sequence

from heldby.model import Claim, Mention
from heldby.reading.claims.analysis import AnalysedReport
from heldby.reading.mentions.places import PlaceMention

PLACED = ("id", "name", "within", "country", "lat", "lon", "precision", "radius_km", "method", "geometry", "relative")


EVEN = 0.5
"""Confidence from which what a claim's sentence describes is told with it."""


def _is_told(place: PlaceMention, claims: Sequence[Claim]) -> bool:
    """Whether a description of a place is worth telling: a claim is there, or its sentence likely tells of an act or a holder somewhere."""
    around = [claim for claim in claims if claim.start <= place.start and place.end <= claim.end]
    return any(
        (claim.kind in ("event", "control") and claim.confidence >= EVEN)
        or any(ref.start == place.start or ref.text == place.ref.text for ref in claim.place)
        for claim in around
    )


def tell_mentions(prepared: AnalysedReport, claims: Sequence[Claim] = ()) -> tuple[Mention, ...]:
    """All mentions of a report in text order; descriptions of places ("the city") only where claims are told of."""
    report, text = prepared.report.id, prepared.report.text
    out = [
        Mention(report=report, start=a.start, end=a.end, text=text[a.start : a.end], kind="actor", id=a.id, name=a.name)
        for a in prepared.actors
        if a.sort != "platforms"
    ]
    placed = [claim for claim in claims if claim.place]
    for p in prepared.places:
        if p.nominal and not _is_told(p, placed):
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
