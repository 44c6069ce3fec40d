"""The conclusions of a dossier at one version, indexed for the queries of the API."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Collection, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from heldby.base.gc_pause import gc_paused
from heldby.base.geo import Box
from heldby.model import ActorRef, Control, Event, Interval
from heldby.model.contradiction import Contradiction
from heldby.reference.sides import SideResolver
from heldby.server.event_index import EventIndex
from heldby.store import Conclusions, Dossier
from heldby.store.dossier_config import load_config
from heldby.store.record.packed_sequence import PackedMapping


class LatestAnswer(NamedTuple):
    """A summary of the last interval of a place, for queries over all places.

    Attributes:
        place: name of the place.
        lat: latitude in degrees; None if unknown.
        lon: longitude in degrees; None if unknown.
        answer: the answer in words; see `describe_answer`.
        p: probability of the answer; 0 if there is no interval.
        changed: latest day on which an interval began; None if none is dated.
        reported: whether the place is held or besieged and the answer is not inferred.
        intervals: number of intervals in the place's history.
    """

    place: str
    lat: float | None
    lon: float | None
    answer: str
    p: float
    changed: dt.date | None
    reported: bool
    intervals: int


class Snapshot:
    """The conclusions of a dossier at one version, with indexes that are built on first use."""

    def __init__(self, dossier: Dossier, version: str, conclusions: Conclusions) -> None:
        self.dossier = dossier
        self.version = version
        self.conclusions = conclusions

    @cached_property
    def latest_answers(self) -> Mapping[str, LatestAnswer]:
        """The latest answer about each place, by place id, in the order of `conclusions.controls`."""
        with gc_paused():
            return {control.id: latest_answer(control) for control in self.conclusions.controls}

    @cached_property
    def controls(self) -> Mapping[str, Control]:
        """Control by place id."""
        return PackedMapping(self.conclusions.controls, {id: index for index, id in enumerate(self.latest_answers)})

    @cached_property
    def events(self) -> Mapping[str, Event]:
        """Events by id."""
        return PackedMapping(self.conclusions.events, {event.id: index for index, event in enumerate(self.conclusions.events)})

    @cached_property
    def event_index(self) -> EventIndex:
        """Indexes of the events by time, claim and position."""
        with gc_paused():
            return EventIndex.build(self.conclusions.events)

    def events_by_time(self, claims: Collection[str] | None = None) -> Sequence[int]:
        """Return indexes into `conclusions.events`, newest first: of all events, or of those with one of `claims` unless that is None."""
        return self.event_index.by_time if claims is None else self.event_index.with_claims(claims)

    def events_near(self, box: Box) -> Sequence[int]:
        """Return indexes into `conclusions.events`, ascending, of the events that may lie in a box."""
        return self.event_index.near(box)

    @cached_property
    def contradictions(self) -> Mapping[str, list[Contradiction]]:
        """Contradictions by the id of each claim involved."""
        found: dict[str, list[Contradiction]] = {}
        for contradiction in self.conclusions.contradictions:
            for claim in contradiction.claims:
                found.setdefault(claim, []).append(contradiction)
        return found

    @cached_property
    def known_since(self) -> Mapping[str, dt.date]:
        """The day from which each report counts as known, by report id."""
        return self.dossier.known_dates()

    @cached_property
    def known_days(self) -> Sequence[dt.date]:
        """The days on which new reports became known, ascending."""
        return sorted(set(self.known_since.values()))

    def last_known_day(self, day: dt.date) -> dt.date | None:
        """Return the last day up to `day` on which a new report became known; None before the first."""
        index = bisect_right(self.known_days, day)
        return self.known_days[index - 1] if index else None

    @cached_property
    def side_resolver(self) -> SideResolver:
        """The resolver of actors' sides."""
        return SideResolver(None, load_config(self.dossier).sides, list(self.dossier.judged_claims(kind="relation")))

    def side_of(self, ref: ActorRef, day: dt.date | None) -> str:
        """Return the side that an actor belongs to on a day."""
        return self.side_resolver.side(ref, day)


def latest_answer(control: Control) -> LatestAnswer:
    """Return the latest answer about a place."""
    last = control.intervals[-1] if control.intervals else None
    days = [one.first for one in control.intervals if one.first]
    return LatestAnswer(
        place=control.place,
        lat=control.lat,
        lon=control.lon,
        answer=describe_answer(last),
        p=last.p if last else 0.0,
        changed=max(days, default=None),
        reported=last is not None and last.status in ("held", "besieged") and not last.inferred,
        intervals=len(control.intervals),
    )


def describe_answer(last: Interval | None) -> str:
    """Return an interval's answer in words: the holder or side, with the status in brackets unless it is held."""
    if last is None or last.status == "unknown":
        return "unknown"
    return f"{last.holder or last.side or ''} ({last.status})".strip() if last.status != "held" else last.holder or last.side or "held"
