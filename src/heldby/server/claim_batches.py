"""Claims as pages draw them, with as much of their reports as their sentences need."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from heldby.model import Claim, Report
from heldby.presentation.builders import page_claim, page_report
from heldby.presentation.page_limits import Bounds
from heldby.presentation.schema import PageClaim, PageReport
from heldby.server.disclosure import shown_claim, shown_report
from heldby.server.schemas.records import Batch
from heldby.server.snapshots import Snapshot
from heldby.store import Dossier
from heldby.store.query.pagination import LONG_AGO, Cursor, reports_of

AROUND = Bounds(whole=0, margin=240, sentence=4_000, claims=0)
"""What of a report goes with a claim in a list."""
WHOLE = Bounds(whole=2_000_000, margin=2_000, sentence=20_000, claims=0)
"""What of a report that is looked at by itself: all, unless it is of a size that no report has."""


def batch(dossier: Dossier, picture: Snapshot, claims: Iterable[Claim], *, total: int | None = None, next: str | None = None) -> Batch:
    """Claims in their order with their reports."""
    shown = [shown_claim(claim) for claim in claims]
    found = reports_of(dossier, {claim.report for claim in shown})
    inside: dict[str, list[Claim]] = {}
    for claim in shown:
        inside.setdefault(claim.report, []).append(claim)
    return Batch(
        claims=tuple(drawn(picture, claim) for claim in shown if claim.report in found),
        reports=tuple(cut(picture, report, known, inside[id], AROUND) for id, (report, known) in found.items()),
        total=total,
        next=next,
    )


def drawn(picture: Snapshot, claim: Claim) -> PageClaim:
    """One claim."""
    return page_claim(claim, picture.controls, picture.side_of)


def cut(picture: Snapshot, report: Report, known: dt.date, claims: list[Claim], bounds: Bounds) -> PageReport:
    """One report."""
    return page_report(shown_report(report), claims, bounds, known=known, family=picture.drawn.families.get(report.id))


def write_cursor(cursor: Cursor) -> str:
    """A cursor as it stands in an address."""
    return f"{cursor.day:%Y%m%d}.{cursor.num}" if cursor.day > LONG_AGO else f"0.{cursor.num}"


def read_cursor(text: str | None) -> Cursor | None:
    """A cursor from an address. Raises ValueError if it is none."""
    if text is None:
        return None
    day, _, num = text.partition(".")
    when = LONG_AGO if day == "0" else dt.datetime.strptime(day, "%Y%m%d").date()
    if not (num.isascii() and num.isdigit() and len(num) <= 15):
        raise ValueError(text)
    return Cursor(when, int(num))
