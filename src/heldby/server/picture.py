"""What the dossier concludes, held in memory and renewed when the dossier changes; and what it would have concluded on an earlier day."""

from __future__ import annotations

import datetime as dt
import threading
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cached_property

from heldby import pipeline
from heldby.model import ActorRef, Control, Event
from heldby.model.contradiction import Contradiction
from heldby.reference.camps import Camps
from heldby.store import Conclusions, Dossier
from heldby.store.given import given
from heldby.store.paging import state

REMEMBERED = 40
"""Most days for which what was known is kept in memory."""
MOST_EVENTS = 400_000
"""Events of all these days together, beyond which fewer are kept: each of a large record's takes a gigabyte or two."""


class Picture:
    """One state of the dossier: its conclusions, indexed for the questions that are asked of them."""

    def __init__(self, dossier: Dossier, mark: str, drawn: Conclusions) -> None:
        self.dossier = dossier
        self.mark = mark
        self.drawn = drawn

    @cached_property
    def controls(self) -> Mapping[str, Control]:
        """Control by the place's id."""
        return {control.id: control for control in self.drawn.controls}

    @cached_property
    def events(self) -> Mapping[str, Event]:
        """Events by id."""
        return {event.id: event for event in self.drawn.events}

    @cached_property
    def latest(self) -> Sequence[Event]:
        """Events in order of time, the newest first."""
        return sorted(self.drawn.events, key=newest_first)

    @cached_property
    def telling(self) -> Mapping[str, Sequence[int]]:
        """Where in `latest` the events stand that each claim tells of."""
        found: dict[str, list[int]] = {}
        for place, event in enumerate(self.latest):
            for claim in event.claims:
                found.setdefault(claim, []).append(place)
        return found

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
    def camps(self) -> Camps:
        """Sides of actors."""
        return Camps(None, given(self.dossier).sides, list(self.dossier.judged_claims(kind="relation")))

    def side_of(self, ref: ActorRef, day: dt.date | None) -> str:
        """The camp an actor counts with on a day."""
        return self.camps.side(ref, day)

    def cut(self, day: dt.date) -> dt.date | None:
        """The last day up to `day` on which something new was known; null before the first."""
        index = bisect_right(self.cuts, day)
        return self.cuts[index - 1] if index else None


def room(picture: Picture | None) -> int:
    """How many earlier days are kept; two at least, as one is looked at while the next is worked out."""
    events = len(picture.drawn.events) if picture else 0
    return max(2, min(REMEMBERED, MOST_EVENTS // max(1, events)))


def newest_first(event: Event) -> tuple[bool, int, str]:
    """Where an event stands in time; undated ones last."""
    day = (event.when.first or event.when.last) if event.when else None
    return (day is None, -day.toordinal() if day else 0, event.id)


class Pictures:
    """The newest picture, and those of earlier knowledge that somebody asked for."""

    def __init__(self, dossier: Dossier) -> None:
        self.dossier = dossier
        self._lock = threading.Lock()
        self._newest: Picture | None = None
        self._earlier: OrderedDict[tuple[str, dt.date], Future[Conclusions]] = OrderedDict()
        self._worker = ThreadPoolExecutor(1, "heldby-knowing")

    def close(self) -> None:
        """Let go of the thread that works out earlier knowledge."""
        self._worker.shutdown(wait=False, cancel_futures=True)

    def now(self) -> Picture:
        """The picture of the dossier as it is."""
        mark = state(self.dossier)
        held = self._newest
        if held is not None and held.mark == mark:
            return held
        with self._lock:
            if self._newest is None or self._newest.mark != mark:
                before = self._newest
                same = before is not None and before.mark.split()[1:] == mark.split()[1:] and self._is_fresh()
                drawn = before.drawn if same and before else pipeline.picture(self.dossier)
                self._newest = Picture(self.dossier, mark, drawn)
            return self._newest

    def _is_fresh(self) -> bool:
        mark = self.dossier.concluded()
        return mark is not None and int(mark.split()[0]) >= self.dossier.through()

    def known_on(self, day: dt.date, *, wait: float) -> Conclusions | None:
        """What the dossier would have concluded from what was published up to a day; None if that takes longer than `wait` seconds.

        It goes on being worked out, so asking again gets it.
        """
        picture = self.now()
        cut = picture.cut(day)
        if cut is None:
            return Conclusions()
        if cut == picture.cuts[-1]:
            return picture.drawn
        future = self._ask(picture.mark, cut)
        try:
            return future.result(timeout=wait)
        except TimeoutError:
            return None

    def _ask(self, mark: str, cut: dt.date) -> Future[Conclusions]:
        with self._lock:
            future = self._earlier.get((mark, cut))
            if future is None or future.cancelled() or (future.done() and future.exception()):
                future = self._worker.submit(pipeline.infer, self.dossier, known_on=cut)
                self._earlier[(mark, cut)] = future
                while len(self._earlier) > room(self._newest):
                    self._earlier.popitem(last=False)[1].cancel()
            else:
                self._earlier.move_to_end((mark, cut))
            return future
