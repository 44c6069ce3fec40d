"""The share of places, people and land that each side holds, and the shares that reports claim."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from heldby.control import Share, land_km2, territory_shares
from heldby.events import claimed_shares
from heldby.model import Control
from heldby.model.base import Record
from heldby.store import Conclusions, Dossier
from heldby.store.dossier_config import load_config
from heldby.views.citations import Citation, cite


class ClaimedShare(Record):
    """A share of territory that a report claims, and the corresponding share in the record, both in percent.

    The claimed share is from `low` to `high`. The share in the record, `own`, is computed from `places` places. `fits` is whether the two
    agree.
    """

    low: float
    high: float
    own: float
    places: int
    fits: bool
    sentence: Citation


def shares(snapshot: Conclusions, on: dt.date | None = None) -> list[Share]:
    """Return what each side holds on a day, by places, people and land. The default is the last day of the record."""
    day = on or last_day(snapshot.controls)
    if day is None:
        return []
    rows = snapshot.controls
    return [
        *territory_shares(rows, day),
        *territory_shares(rows, day, "people", populations(rows)),
        *territory_shares(rows, day, "land", land_km2(rows)),
    ]


def compare_claimed_shares(dossier: Dossier, snapshot: Conclusions) -> list[ClaimedShare]:
    """Compare every share of territory claimed in a report with the share in the record, if the record has enough places."""
    claims = list(dossier.judged_claims())
    found = claimed_shares(claims, snapshot.controls, published=dossier.publication_dates(), sides=load_config(dossier).sides)
    citations = {one.claim: one for one in cite(dossier, [one.claim for one in found])}
    return [
        ClaimedShare(low=one.low, high=one.high, own=round(one.own, 1), places=one.places, fits=one.fits, sentence=citations[one.claim.id])
        for one in found
    ]


def populations(controls: Sequence[Control]) -> dict[str, float]:
    """Return the population of each place, by id. Places for which the gazetteer has none, such as most villages, are left out."""
    from heldby.reference.gazetteer import open_gazetteer

    gazetteer = open_gazetteer()
    entries = ((control.id, gazetteer.get(control.id)) for control in controls)
    return {id: float(entry.population) for id, entry in entries if entry is not None and entry.population > 0}


def last_day(controls: Sequence[Control]) -> dt.date | None:
    """Return the newest day on which an interval begins or ends; None if no interval is dated."""
    return max((day for control in controls for i in control.intervals for day in (i.first, i.last) if day is not None), default=None)
