"""The scene: all that the map and the clock draw, small enough for twenty thousand places to be on the screen in seconds."""

from __future__ import annotations

import datetime as dt
import gzip
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import overload

from fastapi import APIRouter, Request, Response

from heldby import __version__
from heldby.base.gc_pause import uncollected
from heldby.model import Control, Interval, PlaceRef
from heldby.presentation.basemap_layers import APART, box_of, rivers_in, towns_in
from heldby.presentation.legend import sides_of
from heldby.presentation.schema import PagePlace
from heldby.reference.place_keys import site_key
from heldby.server.dependencies import Now, ServerState, State, Tag
from heldby.server.responses import problems, reply, text_of, written
from heldby.server.schemas.map import Known, Scene, ScenePlace
from heldby.server.snapshots import Snapshot
from heldby.store import ClaimFilter
from heldby.store.query.pagination import told

router = APIRouter(tags=["map"])
EPOCH = dt.date(1970, 1, 1).toordinal()
STATUSES = ("held", "contested", "besieged", "unknown")
TOLD, INFERRED, BY = range(3)
"""Last number of a span: reports tell of its days, it is inferred, or they tell of its days but not that the side came on the first."""
WIDE = frozenset({"near", "area", "line"})
"""Precisions of places that are wider than a point and are drawn so."""
LOOKED_AT = 20
"""Claims of a place that are looked through for how wide it is."""
PATIENCE_S = 12.0
"""Seconds that a request for earlier knowledge waits before it is told to ask again."""

Numbers = list[int | None]


class Names:
    """A list of names that are told by their place in it."""

    def __init__(self) -> None:
        self._places: dict[str, int] = {}

    def place(self, name: str | None) -> int | None:
        """Where a name stands, at the end if it is new; null for none."""
        return None if name is None else self._places.setdefault(name, len(self._places))

    def all(self) -> tuple[str, ...]:
        """The names in their order."""
        return tuple(self._places)


@router.get("/scene", response_model=Scene, responses=problems(304))
def scene(request: Request, state: State, picture: Now, etag: Tag) -> Response:
    """All that the map and the clock draw: places with who held them when, sides, and how many claims speak of each day."""
    plain, packed = prepared(state, picture)
    return written(request, plain, packed, media="application/json", headers={"ETag": etag})


def prepared(state: ServerState, picture: Snapshot) -> tuple[bytes, bytes]:
    """The scene's text as it stands and packed, made once for a picture: on a large record that takes longer than to send it."""

    def make() -> tuple[bytes, bytes]:
        with uncollected():
            text = text_of(build(state, picture), bare=True).encode()
        return text, gzip.compress(text, 5)

    return state.once("scene", picture, make)


@router.get("/known/{day}", response_model=Known, responses=problems(304))
def known(day: dt.date, state: State, picture: Now, etag: Tag) -> Response:
    """Who held what, as it could be told on a day from what was published up to it."""
    then = state.pictures.known_on(day, wait=PATIENCE_S)
    if then is None:
        return reply(Known(ready=False, day=day, cut=picture.cut(day)))
    holders, sides = Names(), Names()
    spans = {control.id: numbers(control, holders, sides) for control in then.drawn.controls}
    return reply(Known(ready=True, day=day, cut=picture.cut(day), holders=holders.all(), sides=sides.all(), spans=spans), etag=etag)


def build(state: ServerState, picture: Snapshot) -> Scene:
    """The scene of a picture."""
    controls = sorted(picture.drawn.controls, key=lambda one: (one.place, one.id))
    sides, side_names, holders = sides_of(one for control in controls for one in control.intervals), Names(), Names()
    for side in sides:
        side_names.place(side.id)
    places = [place(state, control, holders, side_names) for control in controls]
    spread = scattered(places)
    box = box_of(spread)
    counts = state.dossier.counts()
    return Scene(
        title=state.options.title,
        generator=f"heldby {__version__}",
        mark=picture.mark,
        claims=counts["claims"],
        reports=counts["reports"],
        disputes=len(picture.drawn.contradictions),
        sides=sides,
        holders=holders.all(),
        statuses=STATUSES,
        places=places,
        cuts=[number(day) for day in picture.cuts],
        published=[number(day) for day in published(state)],
        told=[[number(one.day), number(one.known), one.claims] for one in told(state.dossier)],
        rivers=rivers_in(box) if box else (),
        landmarks=towns_in(box, spread) if box else (),
        shared=state.options.shared,
        reading=state.options.reading,
    )


def published(state: ServerState) -> list[dt.date]:
    """The first and the last day of publication."""
    days = [day for day in state.dossier.dated().values() if day]
    return [min(days), max(days)] if days else []


def place(state: ServerState, control: Control, holders: Names, sides: Names) -> ScenePlace:
    """One place with its history."""
    ref = width(state, control) if control.precision in WIDE else None
    return ScenePlace(
        id=control.id,
        name=control.place,
        within=control.within,
        country=control.country,
        lat=control.lat,
        lon=control.lon,
        precision=control.precision,
        radius_km=ref.radius_km if ref else None,
        geometry=ref.geometry if ref else None,
        told=len({id for interval in control.intervals for id in interval.claims}),
        spans=numbers(control, holders, sides),
    )


def width(state: ServerState, control: Control) -> PlaceRef | None:
    """The first reference to a place that says how wide it is."""
    name = control.place if "|" in control.id else control.id
    claims = islice(state.dossier.claims(ClaimFilter(place=name)), LOOKED_AT)
    refs = [ref for claim in claims for ref in claim.place if site_key(ref) == control.id]
    return next((ref for ref in refs if ref.radius_km is not None), refs[0] if refs else None)


def numbers(control: Control, holders: Names, sides: Names) -> Numbers:
    """A history in numbers, in one list: a record has hundreds of thousands of spans, and a browser makes an object of each list."""
    return [one for interval in control.intervals for one in span(interval, holders, sides)]


def span(interval: Interval, holders: Names, sides: Names) -> Numbers:
    """An interval in numbers."""
    ground = INFERRED if interval.inferred else BY if interval.onset == "by" else TOLD
    return [
        number(interval.first), number(interval.last), holders.place(interval.holder),
        sides.place(interval.side), STATUSES.index(interval.status), round(100 * interval.p), ground,
    ]  # fmt: skip


@overload
def number(day: dt.date) -> int: ...
@overload
def number(day: None) -> None: ...
def number(day: dt.date | None) -> int | None:
    """Days since 1970-01-01."""
    return None if day is None else day.toordinal() - EPOCH


def scattered(places: Iterable[ScenePlace]) -> Sequence[PagePlace]:
    """One place for each patch of ground, which is enough to keep the names of towns clear of them."""
    patches = {(round(one.lat / APART), round(one.lon / APART)): one for one in places if one.lat is not None and one.lon is not None}
    return [PagePlace(id=one.id, name=one.name, lat=one.lat, lon=one.lon) for one in patches.values()]
