"""Who holds what on a day, since when, how sure, and the sentences that say so."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from heldby.base.text import fold
from heldby.model import Claim, Control, Interval, PlaceRef
from heldby.model.base import Record
from heldby.model.control import Onset
from heldby.store import Conclusions, Dossier
from heldby.views.citations import Sentence, cite
from heldby.views.place_lookup import find_place


class Holding(Record):
    """Who holds a place on a day (`on`; null: the newest that the record tells).

    `since` and `until` bound the time for which the answer stands, null where open. `onset` says what reports tell of that first day:
    `told`, that the side came then; `by`, only that it held by then; null where no report tells of it. `p` is the answer's probability.
    `families` counts independent voices among the `reports` that it rests on. `sentences` are newest first, those about the place itself
    before those about the area around it.
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
    sentences: tuple[Sentence, ...]


def holds(dossier: Dossier, picture: Conclusions, place: str | None = None, on: dt.date | None = None) -> list[Holding]:
    """The answer for one place, or for every place whose holder is known or disputed.

    Args:
        dossier: where the sentences are.
        picture: what is concluded, today or as known on a day (`heldby.pipeline.picture`).
        place: an id or a name; see `find_place` for its errors.
        on: the day asked about, else the newest that the record tells of each place.
    """
    asked = [find_place(dossier, picture.controls, place)] if place else picture.controls
    chosen = [(control, current(control, on)) for control in asked]
    told = [(control, interval) for control, interval in chosen if place or (interval and interval.status != "unknown")]
    evidence = dossier.claims_by_id(id for _, interval in told if interval for id in interval.claims)
    sentences = {one.claim: one for one in cite(dossier, evidence.values())}
    return [_holding(control, interval, on, evidence, sentences, picture) for control, interval in told]


def current(control: Control, on: dt.date | None) -> Interval | None:
    """The interval that answers for a day, or the last."""
    if on is None:
        return control.intervals[-1] if control.intervals else None
    covering = (
        one for one in reversed(control.intervals) if (one.first is None or one.first <= on) and (one.last is None or on <= one.last)
    )
    return next(covering, None)


def begun(intervals: Sequence[Interval], interval: Interval) -> Interval:
    """The interval with which the unbroken time begins in which the same side is the answer, over such as differ in status or certainty
    only: what is inferred of the days before the first that a report tells of is not counted among those told."""
    found, index = interval, list(intervals).index(interval)
    while index > 0 and found.first is not None and interval.holder is not None:
        before = intervals[index - 1]
        if (before.holder, before.inferred) != (interval.holder, interval.inferred):
            break
        if before.last is None or (found.first - before.last).days > 1:
            break
        found, index = before, index - 1
    return found


def since_words(first: dt.date | None, onset: Onset | None) -> str:
    """The day since which an answer stands, in words: "by 2017-11-09" where reports tell no more than that it did so on that day."""
    return "" if first is None else f"by {first}" if onset == "by" else str(first)


def is_of(control: Control, ref: PlaceRef) -> bool:
    """Whether a claim's place is this one and not an area around it or a neighbour."""
    return ref.id == control.id if ref.id else fold(ref.name or ref.text) == fold(control.place)


def _holding(
    control: Control,
    interval: Interval | None,
    on: dt.date | None,
    evidence: Mapping[str, Claim],
    sentences: Mapping[str, Sentence],
    picture: Conclusions,
) -> Holding:
    resting = [evidence[id] for id in (interval.claims if interval else ()) if id in evidence]
    own = {claim.id for claim in resting if any(is_of(control, ref) for ref in claim.place)}
    cited = [sentences[claim.id] for claim in resting]
    cited.sort(key=lambda sentence: (sentence.claim in own, sentence.known, sentence.claim), reverse=True)
    reports = {sentence.report for sentence in cited}
    first = begun(control.intervals, interval) if interval else None
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
        families=len({picture.families.get(report, report) for report in reports}),
        sentences=tuple(cited),
    )
