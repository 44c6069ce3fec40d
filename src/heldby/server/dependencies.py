"""What every endpoint is given: the dossier and its picture, and the filters that requests share."""

from __future__ import annotations

import datetime as dt
import threading
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Annotated, TypeVar, cast

from fastapi import Depends, HTTPException, Query, Request

from heldby.model import Event
from heldby.server.ingest_queue import IngestQueue
from heldby.server.responses import tag
from heldby.server.settings import Options
from heldby.server.snapshots import Pictures, Snapshot
from heldby.store import ClaimFilter, Dossier

T = TypeVar("T")


@dataclass
class ServerState:
    """The server's own state."""

    dossier: Dossier
    options: Options
    pictures: Pictures
    desk: IngestQueue
    memo: dict[str, tuple[str, object]] = field(default_factory=dict)
    locks: defaultdict[str, threading.RLock] = field(default_factory=lambda: defaultdict(threading.RLock))
    over: threading.Event = field(default_factory=threading.Event)

    def close(self) -> None:
        """Let go of its threads, and of whoever listens for news."""
        self.over.set()
        self.desk.close()
        self.pictures.close()

    def once(self, name: str, picture: Snapshot, make: Callable[[], T]) -> T:
        """A value that is worked out once for a picture and kept until the next."""
        kept = self.memo.get(name)
        if kept is None or kept[0] != picture.mark:
            with self.locks[name]:  # who comes second waits for the first instead of working it out as well
                kept = self.memo.get(name)
                if kept is None or kept[0] != picture.mark:
                    kept = self.memo[name] = (picture.mark, make())
        return cast("T", kept[1])

    def soon(self, name: str, picture: Snapshot, make: Callable[[], T], *, wait: float) -> T | None:
        """The same if it is there within `wait` seconds; else None, and it goes on being worked out."""
        worker = threading.Thread(target=self.once, args=(name, picture, make), name=f"heldby-{name}", daemon=True)
        worker.start()
        worker.join(wait)
        kept = self.memo.get(name)
        return cast("T", kept[1]) if kept and kept[0] == picture.mark else None

    def redraw(self, *, wait: float) -> bool:
        """Draw the conclusions anew; whether that was done within `wait` seconds. It goes on in any case."""
        done = threading.Event()

        def draw() -> None:
            self.desk.conclude()
            self.pictures.now()
            done.set()

        threading.Thread(target=draw, name="heldby-drawing", daemon=True).start()
        return done.wait(wait)


def held(request: Request) -> ServerState:
    """The server's state."""
    return request.app.state.held  # type: ignore[no-any-return]


State = Annotated[ServerState, Depends(held)]


def picture_of(state: State) -> Snapshot:
    """The newest picture."""
    return state.pictures.now()


Now = Annotated[Snapshot, Depends(picture_of)]


def tag_of(request: Request, picture: Now) -> str:
    """The tag of an answer that follows from the address and the picture."""
    return tag(request, picture.mark)


Tag = Annotated[str, Depends(tag_of)]

MOST = 1_000
Words = Annotated[str | None, Query(max_length=500)]
Limit = Annotated[int, Query(ge=1, le=MOST, description="Most to give at once.")]
After = Annotated[str | None, Query(max_length=40, description="Where the page before ended, as its `next` says.")]
KnownOn = Annotated[dt.date | None, Query(description="Use nothing that was published after this day.")]


@dataclass
class Filters:
    """The record's filters, as in `heldby claims --help`."""

    place: Annotated[str | None, Query(max_length=500, description="A place's id, or its name in any spelling.")] = None
    actor: Annotated[str | None, Query(max_length=500, description="An actor's id, or its name in any spelling.")] = None
    kind: Annotated[str | None, Query(max_length=40, description="event, control, relation or figure.")] = None
    type: Annotated[str | None, Query(max_length=40, description="Such as capture, holds, backs, killed.")] = None
    status: Annotated[str | None, Query(max_length=40, description="Such as happened, ongoing, denied.")] = None
    first: Annotated[dt.date | None, Query(alias="from", description="On or after this day.")] = None
    last: Annotated[dt.date | None, Query(alias="to", description="On or before this day.")] = None
    text: Annotated[str | None, Query(alias="q", max_length=500, description='Words that the sentence must hold; "a phrase", beginn*.')] = (
        None
    )
    report: Annotated[str | None, Query(max_length=500, description="The report with this id.")] = None
    known: KnownOn = None

    def wanted(self) -> ClaimFilter:
        """As the store asks."""
        return ClaimFilter(
            place=self.place or None, actor=self.actor or None, kind=self.kind or None, type=self.type or None, status=self.status or None,
            first=self.first, last=self.last, known_on=self.known, text=self.text or None, report=self.report or None,
        )  # fmt: skip

    def fits(self, event: Event) -> bool:
        """Whether an event itself, and not only a claim that tells of it, is of the type and status asked for."""
        return self.type in (None, "", event.type) and self.status in (None, "", event.status)

    @property
    def empty(self) -> bool:
        """Whether nothing is asked for in particular."""
        return self.wanted() == ClaimFilter()


Filtered = Annotated[Filters, Depends()]


def unknown(what: str) -> HTTPException:
    """The refusal for a thing that is not there."""
    return HTTPException(404, f"there is no {what} here")
