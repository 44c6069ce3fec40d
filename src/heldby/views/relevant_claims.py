"""The claims that can affect the answer about one place."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from heldby.base.geo import Near
from heldby.model import Claim, Control
from heldby.store import ClaimFilter
from heldby.store.query.record_reader import RecordReader


def find_relevant_claims(
    reader: RecordReader, control: Control, areas: Iterable[str], km: float, known_on: dt.date | None = None
) -> list[Claim]:
    """Return the claims about a place, about the areas around it and about places within `km`, and all denials and relations.

    Claims about every place with the same name are included, because a name without an id is resolved against all places of that name.
    Denials say which other claims are denied; relations say which side an actor is on.
    """
    found: dict[str, Claim] = {}
    for wanted in _filters(reader, control, areas, km, known_on):
        found.update((claim.id, claim) for claim in reader.claims(wanted))
    return list(found.values())


def _filters(reader: RecordReader, control: Control, areas: Iterable[str], km: float, known_on: dt.date | None) -> Iterator[ClaimFilter]:
    for key in (control.id, *areas):
        for name in {_id_or_name(key), *reader.place_names(key)}:
            yield ClaimFilter(place=name, known_on=known_on)
    if control.lat is not None and control.lon is not None:
        yield ClaimFilter(zone=Near(control.lat, control.lon, km), known_on=known_on)
    yield ClaimFilter(type="reject", known_on=known_on)
    yield ClaimFilter(kind="relation", known_on=known_on)


def _id_or_name(key: str) -> str:
    """Return the part of a place key that a filter takes: the id or, for a place without an id, the name."""
    return key.partition("|")[0]
