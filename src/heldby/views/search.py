"""Full-text search in claims and reports, with the filters of claims."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from typing import Any, Literal

from heldby.base.geo import Near
from heldby.model import Report
from heldby.model.base import Record
from heldby.store import ClaimFilter, Dossier

CONTEXT_CHARS = 90
"""Characters shown on either side of a match in a report."""


class Hit(Record):
    """A report or claim that matches. `number` never changes: pass the last one as `after` to get the next page."""

    number: int
    kind: Literal["report", "claim"]
    id: str
    report: str
    title: str | None
    outlet: str | None
    published: dt.date | None
    text: str


def search(
    dossier: Dossier,
    wanted: ClaimFilter,
    *,
    within: Literal["claims", "reports"] = "claims",
    near: Near | None = None,
    after: int = 0,
    limit: int = 20,
) -> list[Hit]:
    """Return one page of the claims or reports that match `wanted.text` and the other filters, in the order in which they were added.

    Pages are stable: claims and reports that are added later come after all earlier ones.

    Args:
        dossier: the dossier to search.
        wanted: the filter.
        within: what to search.
        near: a point and a radius, in place of the filter's zone.
        after: number of the last hit of the page before.
        limit: greatest number of hits to return.
    """
    if near is not None:
        wanted = replace(wanted, zone=near)
    found = _claims(dossier, wanted, after) if within == "claims" else _reports(dossier, wanted, after)
    return list(islice(found, limit))


def _claims(dossier: Dossier, wanted: ClaimFilter, after: int) -> Iterator[Hit]:
    for number, claim, report in dossier.numbered_claims(wanted, after=after):
        yield Hit(number=number, kind="claim", id=claim.id, text=claim.quote, **_report_fields(report))


def _reports(dossier: Dossier, wanted: ClaimFilter, after: int) -> Iterator[Hit]:
    for number, report in dossier.numbered_reports(wanted, after=after):
        yield Hit(number=number, kind="report", id=report.id, text=_passage(report, wanted.text or ""), **_report_fields(report))


def _report_fields(report: Report) -> dict[str, Any]:
    return {"report": report.id, "title": report.title, "outlet": report.source, "published": report.published}


def _passage(report: Report, query: str) -> str:
    """Return the text around the first match of any word of the query."""
    words = [word.strip('"*').casefold() for word in query.split()]
    low = report.text.casefold()
    at = min((place for word in words if word and (place := low.find(word)) >= 0), default=0)
    start, end = max(0, at - CONTEXT_CHARS), at + CONTEXT_CHARS
    return f"{'…' if start else ''}{report.text[start:end]}{'…' if end < len(report.text) else ''}"
