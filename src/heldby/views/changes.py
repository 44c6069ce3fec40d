"""What changed since a day: control, what earlier snapshots said, retracted reports and silent outlets."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Literal

from heldby.control import find_changes, silent_outlets
from heldby.model import Control
from heldby.model.base import Record
from heldby.store import Conclusions, Dossier
from heldby.store.ledger import ledger
from heldby.views.holds import interval_on


class RecordChange(Record):
    """A change of a place, report or outlet (`what`) on the day `on`, from `before` to `after` (a holder's name, else a status).

    For a place, `p` is the probability of the new answer, and `claims` are the ids of the claims that it rests on. Kinds:

    - `flip`, `new`, `contested`, `besieged`, `settled`, `relieved`, `silent`: changes of control, as in `heldby.control.Change`;
    - `revised`: for the first day of the period, today's record names another holder than the record as known on that day;
    - `retracted`: a report was retracted or restored; `after` gives the reason;
    - `source_silent`: an outlet has published nothing since the period began; `on` is the day of its last report.
    """

    kind: Literal["flip", "new", "contested", "besieged", "settled", "relieved", "silent", "revised", "retracted", "source_silent"]
    on: dt.date
    what: str
    id: str | None
    before: str | None
    after: str | None
    p: float | None = None
    claims: tuple[str, ...] = ()


def changes(
    dossier: Dossier, snapshot: Conclusions, since: dt.date, until: dt.date | None = None, *, then: Conclusions | None = None
) -> list[RecordChange]:
    """Return everything that changed from `since` to `until` (both inclusive; open if None), ordered by day.

    `then` is the snapshot as known on `since`. Without it, no `revised` changes are found.
    """
    ground = (
        RecordChange(kind=one.kind, on=one.on, what=one.place, id=one.id, before=one.before, after=one.after, p=one.p, claims=one.claims)
        for one in find_changes(snapshot.controls, since, until)
    )
    silent = (
        RecordChange(kind="source_silent", on=last, what=outlet, id=None, before=None, after=None)
        for outlet, last in silent_outlets(dossier.publication_dates(), dossier.outlets(), since)
    )
    found = [*ground, *_retracted(dossier, since, until), *silent, *(_revised(snapshot, then, since) if then else ())]
    return sorted(found, key=lambda one: (one.on, one.kind, one.what, one.id or ""))


def _retracted(dossier: Dossier, since: dt.date, until: dt.date | None) -> Iterator[RecordChange]:
    with dossier.database.reading() as connection:
        for entry in ledger.entries(connection, actions=("retract",)):
            day = dt.datetime.fromisoformat(entry.at).date()
            if since <= day and (until is None or day <= until):
                payload = entry.payload or {}
                withdrawn = payload.get("retracted", True)
                before, after = ("counted", "retracted") if withdrawn else ("retracted", "counts again")
                why = f"{after}: {payload['why']}" if payload.get("why") else after
                yield RecordChange(
                    kind="retracted", on=day, what=entry.subject or payload.get("report", ""), id=None, before=before, after=why
                )


def _revised(now: Conclusions, then: Conclusions, day: dt.date) -> Iterator[RecordChange]:
    """Yield a change for each place whose holder on `day` is another in hindsight than as known on that day."""
    before = {control.id: control for control in then.controls}
    for control in now.controls:
        old, new = _answer(before.get(control.id), day), _answer(control, day)
        if old and new and old[1] != new[1]:
            interval = interval_on(control, day)
            yield RecordChange(
                kind="revised", on=day, what=control.place, id=control.id, before=old[0], after=new[0], p=interval.p if interval else None,
                claims=interval.claims if interval else (),
            )  # fmt: skip


def _answer(control: Control | None, day: dt.date) -> tuple[str, str] | None:
    """Return the answer on a day as shown, and the value that answers are compared by; None if nothing was reported."""
    interval = interval_on(control, day) if control else None
    if interval is None or interval.status == "unknown" or interval.inferred:
        return None
    return (interval.holder or interval.status, interval.side or interval.status)
