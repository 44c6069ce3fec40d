"""Who holds a place on a day, since when, with what probability, and the claims that it rests on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from heldby.base.text import fold
from heldby.model import Claim, Control, Interval, PlaceRef
from heldby.model.base import Record
from heldby.model.control import Onset
from heldby.store import Conclusions, Dossier
from heldby.views.citations import Citation, cite
from heldby.views.place_lookup import find_place


class Holding(Record):
    """Who holds a place on the day `on`, or on the last day of the record if `on` is null.

    `since` is the first day of the holder's unbroken hold, and `until` the last day of the answer. Each is null if open. `onset` is what
    reports say about the first day: that the side came then (`told`), that it held the place by then (`by`), or nothing (null). `p` is the
    probability of the answer. `reports` is the number of reports that the answer rests on, and `families` that of independent families
    among them. `sentences` cites the claims: first those about the place itself, then those about its area, each group newest first.
    """

    place: str
    id: str
    within: str | None
    country: str | None
    lat: float | None
    lon: float | None
    on: dt.date | None
    holder: str | None
    side: str | None
    status: str
    since: dt.date | None
    onset: Onset | None
    until: dt.date | None
    p: float | None
    inferred: bool
    reports: int
    families: int
    sentences: tuple[Citation, ...]


def holds(dossier: Dossier, snapshot: Conclusions, place: str | None = None, on: dt.date | None = None) -> list[Holding]:
    """Return who holds one place, or every place whose holder is known or disputed.

    Args:
        dossier: the dossier, for the citations.
        snapshot: its conclusions, today or as known on a day (`heldby.pipeline.take_snapshot`).
        place: an id or a name; by default every place.
        on: the day; by default the last day of each place's record.

    Raises:
        UnknownPlace, AmbiguousPlace: see `find_place`.
    """
    controls = [find_place(dossier, snapshot.controls, place)] if place else snapshot.controls
    answers = [(control, interval_on(control, on)) for control in controls]
    answers = [(control, interval) for control, interval in answers if place or (interval and interval.status != "unknown")]
    claims = dossier.claims_by_id(id for _, interval in answers if interval for id in interval.claims)
    citations = {one.claim: one for one in cite(dossier, claims.values())}
    return [_holding(control, interval, on, _citations(control, interval, claims, citations), snapshot) for control, interval in answers]


def interval_on(control: Control, on: dt.date | None) -> Interval | None:
    """Return the interval that covers a day or, if the day is None, the last interval; None if there is no such interval."""
    if on is None:
        return control.intervals[-1] if control.intervals else None
    covering = (
        one for one in reversed(control.intervals) if (one.first is None or one.first <= on) and (one.last is None or on <= one.last)
    )
    return next(covering, None)


def tenure_start(intervals: Sequence[Interval], interval: Interval) -> Interval:
    """Return the first of the adjacent intervals up to `interval` that have the same holder, whatever their status and probability.

    Inferred and reported intervals are not joined: days before the first report stay apart from reported ones. Nor are inferred ones joined
    with those before the first day that a report attests.
    """
    found, index = interval, list(intervals).index(interval)
    while index > 0 and found.first is not None and interval.holder is not None:
        before = intervals[index - 1]
        if (before.holder, before.inferred) != (interval.holder, interval.inferred):
            break
        if found.onset is not None and before.inferred:
            break
        if before.last is None or (found.first - before.last).days > 1:
            break
        found, index = before, index - 1
    return found


def format_since(first: dt.date | None, onset: Onset | None) -> str:
    """Return the first day of an answer as text: "2017-11-09", "by 2017-11-09" if the onset is `by`, or an empty text if it is open."""
    return "" if first is None else f"by {first}" if onset == "by" else str(first)


def is_about_place(control: Control, ref: PlaceRef) -> bool:
    """Check whether a place named in a claim is the place of a record, and not its area or a place near it."""
    return ref.id == control.id if ref.id else fold(ref.name or ref.text) == fold(control.place)


def _citations(
    control: Control, interval: Interval | None, claims: Mapping[str, Claim], citations: Mapping[str, Citation]
) -> list[Citation]:
    """Return the citations of an interval's claims: first those about the place itself, then the others, each group newest first."""
    evidence = [claims[id] for id in (interval.claims if interval else ()) if id in claims]
    own = {claim.id for claim in evidence if any(is_about_place(control, ref) for ref in claim.place)}
    cited = [citations[claim.id] for claim in evidence]
    return sorted(cited, key=lambda citation: (citation.claim in own, citation.known, citation.claim), reverse=True)


def _holding(control: Control, interval: Interval | None, on: dt.date | None, cited: Sequence[Citation], snapshot: Conclusions) -> Holding:
    reports = {citation.report for citation in cited}
    first = tenure_start(control.intervals, interval) if interval else None
    return Holding(
        place=control.place,
        id=control.id,
        within=control.within,
        country=control.country,
        lat=control.lat,
        lon=control.lon,
        on=on,
        holder=interval.holder if interval else None,
        side=interval.side if interval else None,
        status=interval.status if interval else "unknown",
        since=first.first if first else None,
        onset=first.onset if first else None,
        until=interval.last if interval else None,
        p=interval.p if interval else None,
        inferred=bool(interval and interval.inferred),
        reports=len(reports),
        families=len({snapshot.families.get(report, report) for report in reports}),
        sentences=tuple(cited),
    )
