"""The compact encoding of the map's data: all places and their control histories."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import overload

from heldby.model import Control, Interval, PlaceRef
from heldby.presentation.basemap_layers import DETAIL_SPACING_DEG, bounding_box, page_towns, rivers_in
from heldby.presentation.legend import legend_sides
from heldby.presentation.schema import PagePlace
from heldby.reference.place_keys import place_key
from heldby.server.schemas.map import MapPlace, MapScene
from heldby.server.snapshots import Snapshot
from heldby.server.state import ServerState
from heldby.store import ClaimFilter, dossier_config
from heldby.store.query.pagination import claim_counts
from heldby.version import __version__

EPOCH = dt.date(1970, 1, 1).toordinal()
STATUSES = ("held", "contested", "besieged", "unknown")
REPORTED, INFERRED, HELD_BY = range(3)
"""The basis of an interval, which is the last number of its encoding.

`HELD_BY`: reports say that the side held the place by the first day, but not that it arrived on that day.
"""
WIDE_PRECISIONS = frozenset({"near", "area", "line"})
"""Precisions of the places that are drawn with an extent instead of a point."""
MAX_CLAIMS_FOR_EXTENT = 20
"""Number of a place's claims that are searched for its extent."""

Numbers = list[int | None]


class NameIndex:
    """A list of distinct names in the order of first use, with a look-up of the position of each."""

    def __init__(self) -> None:
        self._positions: dict[str, int] = {}

    def position(self, name: str | None) -> int | None:
        """Return the position of a name, which is added to the list if it is new. Return None for None."""
        return None if name is None else self._positions.setdefault(name, len(self._positions))

    def names(self) -> tuple[str, ...]:
        """Return the names in order of position."""
        return tuple(self._positions)


def build_scene(state: ServerState, snapshot: Snapshot) -> MapScene:
    """Build the scene of a snapshot."""
    controls = sorted(snapshot.conclusions.controls, key=lambda one: (one.place, one.id))
    sides, side_names, holders = legend_sides(one for control in controls for one in control.intervals), NameIndex(), NameIndex()
    for side in sides:
        side_names.position(side.id)
    places = [map_place(state, control, holders, side_names) for control in controls]
    spread = _one_per_cell(places)
    box = bounding_box(spread)
    counts = state.dossier.counts()
    return MapScene(
        title=state.settings.title or dossier_config.title(state.dossier),
        generator=f"heldby {__version__}",
        mark=snapshot.version,
        claims=counts["claims"],
        reports=counts["reports"],
        disputes=len(snapshot.conclusions.contradictions),
        sides=sides,
        holders=holders.names(),
        statuses=STATUSES,
        places=places,
        cuts=[epoch_day(day) for day in snapshot.known_days],
        published=[epoch_day(day) for day in _publication_range(state)],
        told=[[epoch_day(one.day), epoch_day(one.known), one.claims] for one in claim_counts(state.dossier)],
        rivers=rivers_in(box) if box else (),
        # Readers get no towns around the places: one of them may be hidden, and a gap among them would show which.
        landmarks=page_towns(box, spread) if box and not state.settings.read_only else (),
        shared=state.settings.shared,
        reading=state.settings.read_only,
    )


def _publication_range(state: ServerState) -> list[dt.date]:
    """Return the first and last publication date; an empty list if no report is dated."""
    days = [day for day in state.dossier.publication_dates().values() if day]
    return [min(days), max(days)] if days else []


def map_place(state: ServerState, control: Control, holders: NameIndex, sides: NameIndex) -> MapPlace:
    """Return a place with its encoded control history. New names are added to `holders` and `sides`."""
    ref = _extent_ref(state, control) if control.precision in WIDE_PRECISIONS else None
    return MapPlace(
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
        spans=encode_history(control, holders, sides),
    )


def _extent_ref(state: ServerState, control: Control) -> PlaceRef | None:
    """Return the reference from which a place's extent is taken; None if no claim refers to the place.

    It is the first reference with a radius or, if none has a radius, the first reference.
    """
    name = control.place if "|" in control.id else control.id
    claims = islice(state.dossier.claims(ClaimFilter(place=name)), MAX_CLAIMS_FOR_EXTENT)
    refs = [ref for claim in claims for ref in claim.place if place_key(ref) == control.id]
    return next((ref for ref in refs if ref.radius_km is not None), refs[0] if refs else None)


def encode_history(control: Control, holders: NameIndex, sides: NameIndex) -> Numbers:
    """Encode a place's intervals as one flat list. Nested lists would become hundreds of thousands of objects in the browser."""
    return [number for interval in control.intervals for number in encode_interval(interval, holders, sides)]


def encode_interval(interval: Interval, holders: NameIndex, sides: NameIndex) -> Numbers:
    """Encode an interval as seven numbers: first day, last day, holder, side, status, probability in percent, and basis."""
    basis = INFERRED if interval.inferred else HELD_BY if interval.onset == "by" else REPORTED
    return [
        epoch_day(interval.first), epoch_day(interval.last), holders.position(interval.holder),
        sides.position(interval.side), STATUSES.index(interval.status), round(100 * interval.p), basis,
    ]  # fmt: skip


@overload
def epoch_day(day: dt.date) -> int: ...
@overload
def epoch_day(day: None) -> None: ...
def epoch_day(day: dt.date | None) -> int | None:
    """Return a day as days since 1970-01-01; None for None."""
    return None if day is None else day.toordinal() - EPOCH


def _one_per_cell(places: Iterable[MapPlace]) -> Sequence[PagePlace]:
    """Return one place for each grid cell, which is enough to keep the labels of towns clear of places."""
    cells = {
        (round(one.lat / DETAIL_SPACING_DEG), round(one.lon / DETAIL_SPACING_DEG)): one
        for one in places
        if one.lat is not None and one.lon is not None
    }
    return [PagePlace(id=one.id, name=one.name, lat=one.lat, lon=one.lon) for one in cells.values()]
