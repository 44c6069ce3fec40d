"""How much each side holds: of the places on record, of their people, of the land around them; and what was claimed of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from heldby.control import Share, land
from heldby.control import shares as shared
from heldby.events import claimed_shares
from heldby.model import Control
from heldby.model.base import Record
from heldby.store import Conclusions, Dossier
from heldby.store.dossier_config import given
from heldby.views.citations import Sentence, cite


class ClaimedShare(Record):
    """A share of land that a report tells of, in a hundred, beside the record's own over `places` places, and whether the two fit."""

    low: float
    high: float
    own: float
    places: int
    fits: bool
    sentence: Sentence


def shares(picture: Conclusions, on: dt.date | None = None) -> list[Share]:
    """What each side holds on a day (null: the last of the record), by places, people and land."""
    day = on or last_day(picture.controls)
    if day is None:
        return []
    rows = picture.controls
    return [*shared(rows, day), *shared(rows, day, "people", people(rows)), *shared(rows, day, "land", land(rows))]


def claimed(dossier: Dossier, picture: Conclusions) -> list[ClaimedShare]:
    """Every share of land that reports tell of and that the record has places enough to be held against."""
    claims = list(dossier.judged_claims())
    found = claimed_shares(claims, picture.controls, published=dossier.dated(), sides=given(dossier).sides)
    sentences = {one.claim: one for one in cite(dossier, [one.claim for one in found])}
    return [
        ClaimedShare(low=one.low, high=one.high, own=round(one.own, 1), places=one.places, fits=one.fits, sentence=sentences[one.claim.id])
        for one in found
    ]


def people(controls: Sequence[Control]) -> dict[str, float]:
    """People of each place, by id, as the gazetteer has them; most villages have none there, so this counts towns."""
    from heldby.reference.gazetteer import open_gazetteer

    gazetteer = open_gazetteer()
    known = ((control.id, gazetteer.get(control.id)) for control in controls)
    return {id: float(entry.population) for id, entry in known if entry is not None and entry.population > 0}


def last_day(controls: Sequence[Control]) -> dt.date | None:
    """The last day on which anything changed in the record."""
    return max((day for control in controls for i in control.intervals for day in (i.first, i.last) if day is not None), default=None)
