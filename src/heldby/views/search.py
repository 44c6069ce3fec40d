"""Full text search over reports and claims, with the record's filters."""

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

AROUND = 90
"""Characters shown on either side of what was found in a report."""


class Hit(Record):
    """A report or a claim that was found. `number` stays its own for good: ask for what comes `after` it to get the next page."""

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
    """One page of what matches `wanted.text` and the other filters, in the order in which it was added.

    Pages are stable: what is added later comes after everything that was there, and `after` is the number of the last hit seen.
    """
    if near is not None:
        wanted = replace(wanted, zone=near)
    found = _claims(dossier, wanted, after) if within == "claims" else _reports(dossier, wanted, after)
    return list(islice(found, limit))


def _claims(dossier: Dossier, wanted: ClaimFilter, after: int) -> Iterator[Hit]:
    for number, claim, report in dossier.numbered_claims(wanted, after=after):
        yield Hit(number=number, kind="claim", id=claim.id, text=claim.quote, **_facts(report))


def _reports(dossier: Dossier, wanted: ClaimFilter, after: int) -> Iterator[Hit]:
    for number, report in dossier.numbered_reports(wanted, after=after):
        yield Hit(number=number, kind="report", id=report.id, text=_passage(report, wanted.text or ""), **_facts(report))


def _facts(report: Report) -> dict[str, Any]:
    return {"report": report.id, "title": report.title, "outlet": report.source, "published": report.published}


def _passage(report: Report, query: str) -> str:
    words = [word.strip('"*').casefold() for word in query.split()]
    low = report.text.casefold()
    at = min((place for word in words if word and (place := low.find(word)) >= 0), default=0)
    start, end = max(0, at - AROUND), at + AROUND
    return f"{'…' if start else ''}{report.text[start:end]}{'…' if end < len(report.text) else ''}"
