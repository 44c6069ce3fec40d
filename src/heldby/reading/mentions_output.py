"""Converts the mentions of an analysed report to the public format."""

from __future__ import annotations

from collections.abc import Sequence

from heldby.model import Claim, Mention
from heldby.reading.claims.analysed_report import AnalysedReport
from heldby.reading.mentions.actors import ActorMention
from heldby.reading.mentions.places import PlaceMention
from heldby.reading.mentions.quantities import Quantity
from heldby.reading.mentions.times import TimeMention

PLACE_FIELDS = ("id", "name", "within", "country", "lat", "lon", "precision", "radius_km", "method", "geometry", "relative")
SURE = 0.5
"""Lowest probability of an event or control claim that makes all place descriptions in its quote public."""


def public_mentions(analysed: AnalysedReport, claims: Sequence[Claim] = ()) -> tuple[Mention, ...]:
    """Return the mentions of a report in text order. Descriptions of places ("the city") are included only if one of `claims` uses them."""
    placed = [claim for claim in claims if claim.place]
    out = [
        *(_actor(analysed, a) for a in analysed.actors if a.sort != "platforms"),
        *(_place(analysed, p) for p in analysed.places if not p.nominal or _is_used(p, placed)),
        *(_time(analysed, t) for t in analysed.times),
        *(_figure(analysed, q) for q in analysed.quantities),
    ]
    return tuple(sorted(out, key=lambda m: (m.start, -m.end, m.kind)))


def _is_used(place: PlaceMention, claims: Sequence[Claim]) -> bool:
    """Check whether a place description is inside the quote of a sure event or control claim, or of a claim that has it as its place."""
    around = [claim for claim in claims if claim.start <= place.start and place.end <= claim.end]
    return any(
        (claim.kind in ("event", "control") and (claim.claim_confidence or claim.confidence) >= SURE)
        or any(ref.start == place.start or ref.text == place.ref.text for ref in claim.place)
        for claim in around
    )


def _text(analysed: AnalysedReport, start: int, end: int) -> str:
    return analysed.report.text[start:end]


def _actor(analysed: AnalysedReport, a: ActorMention) -> Mention:
    text = _text(analysed, a.start, a.end)
    return Mention(report=analysed.report.id, start=a.start, end=a.end, text=text, kind="actor", id=a.id, name=a.name)


def _place(analysed: AnalysedReport, p: PlaceMention) -> Mention:
    text = _text(analysed, p.start, p.end)
    fields = {name: getattr(p.ref, name) for name in PLACE_FIELDS}
    return Mention(report=analysed.report.id, start=p.start, end=p.end, text=text, kind="place", candidates=p.candidates, **fields)


def _time(analysed: AnalysedReport, t: TimeMention) -> Mention:
    text, when = _text(analysed, t.start, t.end), t.when
    return Mention(
        report=analysed.report.id, start=t.start, end=t.end, text=text, kind="time",
        first=when.first, last=when.last, precision=when.precision, estimated=when.estimated,
    )  # fmt: skip


def _figure(analysed: AnalysedReport, q: Quantity) -> Mention:
    return Mention(report=analysed.report.id, start=q.start, end=q.end, text=_text(analysed, q.start, q.end), kind="figure", value=q.value)
