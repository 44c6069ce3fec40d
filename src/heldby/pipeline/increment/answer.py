"""Who holds one place, from the working state: inferred from the claims about the place alone."""

from __future__ import annotations

from contextlib import suppress

from heldby.base.text import fold
from heldby.model import Control
from heldby.model.mention import Precision
from heldby.pipeline.increment.places import Places
from heldby.pipeline.increment.record import Record
from heldby.pipeline.increment.update import up_to_date
from heldby.pipeline.increment.voices import families_of
from heldby.store import Conclusions, Dossier, dossier_config
from heldby.store.state import working_state
from heldby.store.state.working_state import UnusableState, WorkingState, decode, encode


def refresh_state(dossier: Dossier, *, force: bool = False) -> bool:
    """Bring the working state up to date; return whether answers can be found from it. With `force`, build it from nothing."""
    dossier_config.adopt_changes(dossier)
    with suppress(UnusableState), WorkingState.open(dossier.folder) as state, up_to_date(dossier, state, force=force) as record:
        return record is not None
    return False


def answer_place(dossier: Dossier, place: str) -> Conclusions | None:
    """Return conclusions with only the record of one place and the families of the reports that it rests on.

    The record is the one that deriving all conclusions would give, but it is inferred from the claims about the place alone, and the time
    does not grow with the size of the dossier. None means that the state cannot be used: the dossier has none, its folder is read-only, or
    a judgement of an event is in force.

    Raises:
        UnknownPlace, AmbiguousPlace: see `heldby.views.find_place`.
    """
    if not working_state.exists(dossier.folder):
        return None
    dossier_config.adopt_changes(dossier)
    with suppress(UnusableState), WorkingState.open(dossier.folder) as state, up_to_date(dossier, state) as record:
        return None if record is None else _answer(dossier, record, place)
    return None


def _answer(dossier: Dossier, record: Record, name: str) -> Conclusions:
    from heldby.control.infer import infer_place
    from heldby.views import find_place

    key = find_place(dossier, _candidates(dossier, record.state, name), name).id
    control = infer_place(Places(record).inputs([key], weighted=True), key)
    assert control is not None  # only places with a record are candidates
    claims = record.load(id for interval in control.intervals for id in interval.claims)
    return Conclusions(families=families_of(record.state, {row.claim.report for row in claims}), controls=[control])


def _candidates(dossier: Dossier, state: WorkingState, name: str) -> list[Control]:
    """Return the places that a name may mean, without their intervals: those with this id, name or spelling, or else all places."""
    query = "SELECT key, name, within, country, precision, lat, lon FROM places WHERE held"
    found = [
        *state.rows(f"{query} AND key = ?", encode(name)),
        *state.rows(f"{query} AND folded = ?", encode(fold(name))),
        *state.rows_for(f"{query} AND key IN (...)", map(encode, dossier.place_keys(name))),
    ]
    return list({row[0]: _stub(*row) for row in found or state.rows(f"{query} ORDER BY name, key")}.values())


def _stub(
    key: bytes, name: bytes, within: bytes | None, country: bytes | None, precision: Precision, lat: float | None, lon: float | None
) -> Control:
    return Control(
        place=decode(name), id=decode(key), lat=lat, lon=lon, within=None if within is None else decode(within),
        country=None if country is None else decode(country), precision=precision, intervals=(),
    )  # fmt: skip
