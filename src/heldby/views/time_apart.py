"""How far apart in time two events are."""

from __future__ import annotations

import datetime as dt

from heldby.errors import UnknownRecord
from heldby.model import Claim, Event
from heldby.store import Dossier

FAR_APART_DAYS = 7
"""Two events with more days between them are rarely one: reports that name a day differ by a day or two, and later ones by a week."""

Days = tuple[dt.date, dt.date]


def days_apart(dossier: Dossier, one: str, other: str) -> int | None:
    """Return the number of days between two events, 0 if their days overlap or touch; None if one of them has no day.

    The days are those of the event or, if it has none, the days on which its reports were published. An event may also be given by the id
    of one of its claims.

    Raises:
        UnknownRecord: there is no such event or claim.
    """
    first, second = _days(dossier, one), _days(dossier, other)
    if first is None or second is None:
        return None
    return max(0, (max(first[0], second[0]) - min(first[1], second[1])).days)


def _days(dossier: Dossier, id: str) -> Days | None:
    record = _find(dossier, id)
    known = [day for day in (record.when.first, record.when.last) if day] if record.when else []
    if not known:
        published = dossier.publication_dates()
        reports = (record.report,) if isinstance(record, Claim) else record.reports
        known = [day for report in reports if (day := published.get(report))]
    return (min(known), max(known)) if known else None


def _find(dossier: Dossier, id: str) -> Event | Claim:
    event = next((one for one in dossier.conclusions().events if id == one.id or id in one.claims), None)
    found = event or dossier.claims_by_id([id]).get(id)
    if found is None:
        raise UnknownRecord(f"there is no event or claim {id}")
    return found
