"""What the dossier concludes, packed in memory and renewed when the dossier changes; and what it would have concluded on an earlier day."""

from __future__ import annotations

import datetime as dt
import threading
from array import array
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Collection, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cached_property
from math import floor
from typing import NamedTuple

from heldby import pipeline
from heldby.base.gc_pause import uncollected
from heldby.base.geo import Box
from heldby.model import ActorRef, Control, Event, Interval
from heldby.model.contradiction import Contradiction
from heldby.reference.sides import SideResolver
from heldby.server.subprocess_worker import run_in_subprocess
from heldby.store import Conclusions, Dossier
from heldby.store.dossier_config import given
from heldby.store.query.pagination import state
from heldby.store.record.packed_sequence import PackedMapping

REMEMBERED = 40
"""Most days for which what was known is kept in memory."""
MOST_EVENTS = 2_000_000
"""Events of all these days together, beyond which fewer are kept: packed, a hundred thousand take some 10 MB, and their order as much."""


SQUARE = 0.25
"""Degrees of a square's side."""


class Spot(NamedTuple):
    """What is asked of every place at once: its name, its point, its last answer, how sure that is, and the last day on which it turned.

    `told` says that the last answer is a holder that claims tell of, `spans` counts the intervals. `turned` is null where no day is known.
    """

    place: str
    lat: float | None
    lon: float | None
    answer: str
    p: float
    turned: dt.date | None
    told: bool
    spans: int


class InTime(NamedTuple):
    """Where on their shelf events stand, the newest first; where in that order those stand that each claim tells of; and, again on the
    shelf, those with a point in each square of the map, by how many squares it lies north and east."""

    order: Sequence[int]
    telling: Mapping[str, int | tuple[int, ...]]
    squares: Mapping[tuple[int, int], Sequence[int]]


class Snapshot:
    """One state of the dossier: its conclusions, indexed for the questions that are asked of them."""

    def __init__(self, dossier: Dossier, mark: str, drawn: Conclusions) -> None:
        self.dossier = dossier
        self.mark = mark
        self.drawn = drawn

    @cached_property
    def spots(self) -> Mapping[str, Spot]:
        """What is asked of every place at once, by its id, in the order of `drawn.controls`."""
        with uncollected():
            return {control.id: spot_of(control) for control in self.drawn.controls}

    @cached_property
    def controls(self) -> Mapping[str, Control]:
        """Control by the place's id."""
        return PackedMapping(self.drawn.controls, {id: place for place, id in enumerate(self.spots)})

    @cached_property
    def events(self) -> Mapping[str, Event]:
        """Events by id."""
        return PackedMapping(self.drawn.events, {event.id: place for place, event in enumerate(self.drawn.events)})

    @cached_property
    def in_time(self) -> InTime:
        """Events in order of time."""
        found: list[tuple[tuple[bool, int, str], int, tuple[str, ...]]] = []
        squares: dict[tuple[int, int], array[int]] = {}
        with uncollected():
            for place, event in enumerate(self.drawn.events):
                found.append((newest_first(event), place, event.claims))
                points = ((ref.lat, ref.lon) for ref in event.place if ref.lat is not None and ref.lon is not None)
                for square in {(floor(lat / SQUARE), floor(lon / SQUARE)) for lat, lon in points}:
                    squares.setdefault(square, array("L")).append(place)
        found.sort()
        telling: dict[str, int | tuple[int, ...]] = {}
        for place, (_, _, claims) in enumerate(found):
            for claim in claims:
                before = telling.get(claim)
                telling[claim] = place if before is None else (*((before,) if isinstance(before, int) else before), place)
        return InTime(array("L", (place for _, place, _ in found)), telling, squares)

    def latest(self, claims: Collection[str] | None = None) -> Sequence[int]:
        """Where on their shelf the events stand, the newest first; or only those that one of the claims tells of."""
        order, telling, _ = self.in_time
        if claims is None:
            return order
        told = (telling.get(claim, ()) for claim in claims)
        return [order[place] for place in sorted({place for one in told for place in ((one,) if isinstance(one, int) else one)})]

    def inside(self, box: Box) -> Sequence[int]:
        """Where on their shelf the events stand that may have a point in a box, in order: those of the squares that it meets."""
        south, west, north, east = (floor(side / SQUARE) for side in box.bounds)
        met = (found for (lat, lon), found in self.in_time.squares.items() if south <= lat <= north and west <= lon <= east)
        return sorted({place for found in met for place in found})

    @cached_property
    def contradictions(self) -> Mapping[str, list[Contradiction]]:
        """Contradictions by each claim that has part in them."""
        found: dict[str, list[Contradiction]] = {}
        for one in self.drawn.contradictions:
            for claim in one.claims:
                found.setdefault(claim, []).append(one)
        return found

    @cached_property
    def known(self) -> Mapping[str, dt.date]:
        """The day from which each report counts as known."""
        return self.dossier.published()

    @cached_property
    def cuts(self) -> Sequence[dt.date]:
        """Days on which what is known grew, in order."""
        return sorted(set(self.known.values()))

    @cached_property
    def camps(self) -> SideResolver:
        """Sides of actors."""
        return SideResolver(None, given(self.dossier).sides, list(self.dossier.judged_claims(kind="relation")))

    def side_of(self, ref: ActorRef, day: dt.date | None) -> str:
        """The camp an actor counts with on a day."""
        return self.camps.side(ref, day)

    def cut(self, day: dt.date) -> dt.date | None:
        """The last day up to `day` on which something new was known; null before the first."""
        index = bisect_right(self.cuts, day)
        return self.cuts[index - 1] if index else None


def room(picture: Snapshot | None) -> int:
    """How many earlier days are kept; two at least, as one is looked at while the next is worked out."""
    events = len(picture.drawn.events) if picture else 0
    return max(2, min(REMEMBERED, MOST_EVENTS // max(1, events)))


def newest_first(event: Event) -> tuple[bool, int, str]:
    """Where an event stands in time; undated ones last."""
    day = (event.when.first or event.when.last) if event.when else None
    return (day is None, -day.toordinal() if day else 0, event.id)


def spot_of(control: Control) -> Spot:
    """What is asked of every place at once."""
    last = control.intervals[-1] if control.intervals else None
    days = [one.first for one in control.intervals if one.first]
    return Spot(
        place=control.place, lat=control.lat, lon=control.lon, answer=answer(last), p=last.p if last else 0.0,
        turned=max(days, default=None), spans=len(control.intervals),
        told=last is not None and last.status in ("held", "besieged") and not last.inferred,
    )  # fmt: skip


def answer(last: Interval | None) -> str:
    """The last answer about a place, in words."""
    if last is None or last.status == "unknown":
        return "unknown"
    return f"{last.holder or last.side or ''} ({last.status})".strip() if last.status != "held" else last.holder or last.side or "held"


class Pictures:
    """The newest picture, and those of earlier knowledge that somebody asked for."""

    def __init__(self, dossier: Dossier) -> None:
        self.dossier = dossier
        self._lock = threading.Lock()
        self._newest: Snapshot | None = None
        self._earlier: OrderedDict[tuple[str, dt.date, bool], Future[Snapshot]] = OrderedDict()
        self._worker = ThreadPoolExecutor(1, "heldby-knowing")

    def close(self) -> None:
        """Let go of the thread that works out earlier knowledge."""
        self._worker.shutdown(wait=False, cancel_futures=True)

    def now(self) -> Snapshot:
        """The picture of the dossier as it is."""
        mark = state(self.dossier)
        held = self._newest
        if held is not None and held.mark == mark:
            return held
        with self._lock:
            if self._newest is None or self._newest.mark != mark:
                before = self._newest
                same = before is not None and before.mark.split()[1:] == mark.split()[1:] and self._is_fresh()
                drawn = before.drawn if same and before else self._drawn()
                self._newest = Snapshot(self.dossier, mark, drawn)
            return self._newest

    def _is_fresh(self) -> bool:
        mark = self.dossier.concluded()
        return mark is not None and int(mark.split()[0]) >= self.dossier.through()

    def _drawn(self) -> Conclusions:
        return pipeline.shelved(self.dossier) if self._is_fresh() else run_in_subprocess(self.dossier, pipeline.shelved)

    def known_on(self, day: dt.date, *, wait: float, events: bool = False) -> Snapshot | None:
        """What the dossier would have concluded from what was published up to a day; None if that takes longer than `wait` seconds.

        It goes on being worked out, so asking again gets it. Events and contradictions, half of the work, are there if asked for.
        """
        picture = self.now()
        cut = picture.cut(day)
        if cut is None:
            return Snapshot(self.dossier, picture.mark, Conclusions())
        if cut == picture.cuts[-1]:
            return picture
        future = self._ask(picture.mark, cut, events)
        try:
            return future.result(timeout=wait)
        except TimeoutError:
            return None

    def _ask(self, mark: str, cut: dt.date, events: bool) -> Future[Snapshot]:
        with self._lock:
            whole = self._earlier.get((mark, cut, True))
            events = events or (whole is not None and whole.done() and not whole.cancelled() and whole.exception() is None)
            future = self._earlier.get((mark, cut, events))
            if future is None or future.cancelled() or (future.done() and future.exception()):
                future = self._worker.submit(self._then, mark, cut, events)
                self._earlier[(mark, cut, events)] = future
                while len(self._earlier) > room(self._newest):
                    self._earlier.popitem(last=False)[1].cancel()
            else:
                self._earlier.move_to_end((mark, cut, events))
            return future

    def _then(self, mark: str, cut: dt.date, events: bool) -> Snapshot:
        return Snapshot(self.dossier, mark, run_in_subprocess(self.dossier, pipeline.shelved_of, cut, events=events))
