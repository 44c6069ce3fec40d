"""Snapshots: the conclusions of a dossier today, or as known on a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from heldby.pipeline.derive import derive_conclusions, load_cache
from heldby.pipeline.increment import answer_place
from heldby.store import Conclusions, Dossier, dossier_config
from heldby.store.record import conclusions

if TYPE_CHECKING:
    import datetime as dt


def take_snapshot(dossier: Dossier, *, known_on: dt.date | None = None) -> Conclusions:
    """Return today's conclusions or, with `known_on`, those that follow from what was known on that day.

    Today's conclusions are loaded if the stored ones cover the whole ledger. Otherwise, as after a run that was stopped before it could
    store them, they are derived but not stored. Conclusions as known on a day are always derived.
    """
    if _is_current(dossier) and known_on is None:
        return dossier.conclusions()
    return derive_conclusions(dossier, known_on=known_on, cache=load_cache(dossier))


def take_place_snapshot(dossier: Dossier, place: str) -> Conclusions:
    """Return today's conclusions for the question who holds one place: with the record of that place, and perhaps those of others.

    In a dossier with a working state (`heldby.pipeline.increment`), the time does not grow with the size of the dossier, and a report that
    was just added counts at once.

    Raises:
        UnknownPlace, AmbiguousPlace: see `heldby.views.find_place`.
    """
    return answer_place(dossier, place) or take_snapshot(dossier)


def packed_snapshot(dossier: Dossier) -> Conclusions:
    """Return today's snapshot, packed (see `heldby.store.record.packed_sequence`)."""
    if _is_current(dossier):
        return dossier.packed_conclusions()
    return conclusions.pack(derive_conclusions(dossier, cache=load_cache(dossier)))


def packed_snapshot_on(dossier: Dossier, known_on: dt.date, *, events: bool = True) -> Conclusions:
    """Derive the snapshot as known on a day, and return it packed. Without `events`, it has neither events nor contradictions."""
    return conclusions.pack(derive_conclusions(dossier, known_on=known_on, cache=load_cache(dossier), events=events))


def _is_current(dossier: Dossier) -> bool:
    """Check whether the stored conclusions, by any version of heldby, cover the whole ledger and the current settings files."""
    dossier_config.adopt_changes(dossier)
    mark = dossier.conclusions_mark()
    return mark is not None and int(mark.split()[0]) >= dossier.ledger_position()
