"""What changed since a day: on the ground, in what was known before, in the reports, among the sources."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Literal

from heldby.control import changes as turns
from heldby.control import silent_sources
from heldby.model import Control
from heldby.model.base import Record
from heldby.store import Conclusions, Dossier
from heldby.store.ledger import ledger
from heldby.views.holds import current


class News(Record):
    """One thing that changed: on day `on`, `before` gave way to `after` (a holder's name, else a status), of the place or source `what`.

    On the ground: `flip`, `new`, `contested`, `besieged`, `settled`, `relieved`, `silent` (see `heldby.control.Change`). `revised`: who
    held the place on the day asked from is seen otherwise today than it could be then. `retracted`: a report counts no more, why in
    `after`. `source_silent`: an outlet of which nothing came since. `p` is the probability of what came, `claims` what it rests on.
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
    dossier: Dossier, picture: Conclusions, since: dt.date, until: dt.date | None = None, *, then: Conclusions | None = None
) -> list[News]:
    """Everything that changed from `since` to `until` (open if null), in order of day; `then` is the picture as known on `since`."""
    ground = (
        News(kind=one.kind, on=one.on, what=one.place, id=one.id, before=one.before, after=one.after, p=one.p, claims=one.claims)
        for one in turns(picture.controls, since, until)
    )
    silent = (
        News(kind="source_silent", on=last, what=outlet, id=None, before=None, after=None)
        for outlet, last in silent_sources(dossier.dated(), dossier.sources(), since)
    )
    found = [*ground, *_retracted(dossier, since, until), *silent, *(_revised(picture, then, since) if then else ())]
    return sorted(found, key=lambda one: (one.on, one.kind, one.what, one.id or ""))


def _retracted(dossier: Dossier, since: dt.date, until: dt.date | None) -> Iterator[News]:
    with dossier.database.reading() as connection:
        for entry in ledger.entries(connection, actions=("retract",)):
            day = dt.datetime.fromisoformat(entry.at).date()
            if since <= day and (until is None or day <= until):
                payload = entry.payload or {}
                withdrawn = payload.get("retracted", True)
                before, after = ("counted", "retracted") if withdrawn else ("retracted", "counts again")
                why = f"{after}: {payload['why']}" if payload.get("why") else after
                yield News(kind="retracted", on=day, what=entry.subject or payload.get("report", ""), id=None, before=before, after=why)


def _revised(now: Conclusions, then: Conclusions, day: dt.date) -> Iterator[News]:
    """Places of which the day itself is seen otherwise in hindsight."""
    before = {control.id: control for control in then.controls}
    for control in now.controls:
        old, new = _answer(before.get(control.id), day), _answer(control, day)
        if old and new and old[1] != new[1]:
            interval = current(control, day)
            yield News(
                kind="revised", on=day, what=control.place, id=control.id, before=old[0], after=new[0], p=interval.p if interval else None,
                claims=interval.claims if interval else (),
            )  # fmt: skip


def _answer(control: Control | None, day: dt.date) -> tuple[str, str] | None:
    """What is shown of a day and what tells one answer from another; null where nothing was known."""
    interval = current(control, day) if control else None
    if interval is None or interval.status == "unknown" or interval.inferred:
        return None
    return (interval.holder or interval.status, interval.side or interval.status)
