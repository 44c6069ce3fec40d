"""Bearing: the claims on which the answer about one place rests, and no more of the record."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from heldby.base.geo import Near
from heldby.model import Claim, Control
from heldby.store import ClaimFilter, Dossier


def bearing(dossier: Dossier, control: Control, areas: Iterable[str], km: float, known_on: dt.date | None = None) -> list[Claim]:
    """The claims about a place, the areas around it and places within `km`, and those that tell how the others are to be taken.

    With a place come all that share a name with it, since a bare name is the only one that is called so; denials tell what is denied, and
    relations who counts with whom.
    """
    found: dict[str, Claim] = {}
    for wanted in _wanted(dossier, control, areas, km, known_on):
        found.update((claim.id, claim) for claim in dossier.claims(wanted))
    return list(found.values())


def _wanted(dossier: Dossier, control: Control, areas: Iterable[str], km: float, known_on: dt.date | None) -> Iterator[ClaimFilter]:
    for key in (control.id, *areas):
        for name in {_called(key), *dossier.place_names(key)}:
            yield ClaimFilter(place=name, known_on=known_on)
    if control.lat is not None and control.lon is not None:
        yield ClaimFilter(zone=Near(control.lat, control.lon, km), known_on=known_on)
    yield ClaimFilter(type="reject", known_on=known_on)
    yield ClaimFilter(kind="relation", known_on=known_on)


def _called(key: str) -> str:
    """What a place is found by: its id, or its name where it has none."""
    return key.partition("|")[0]
