"""Claims as citations: the quote, its report, and who says it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from heldby.model import Claim
from heldby.model.base import Record
from heldby.store import Dossier


class Citation(Record):
    """A claim's quote and its source.

    `start` and `end` are offsets in the report's text, `says` is the claim's type. `published` is null for an undated report; `known` is
    the day from which the report counts as known.
    """

    claim: str
    report: str
    start: int
    end: int
    quote: str
    says: str
    outlet: str | None
    speaker: str | None
    published: dt.date | None
    known: dt.date


def cite(dossier: Dossier, claims: Iterable[Claim]) -> list[Citation]:
    """Return a citation of each claim, the newest first. Citations of the same day are ordered by confidence, the highest first."""
    cited = list(claims)
    reports = {claim.report for claim in cited}
    known, published, outlets = dossier.known_dates(reports), dossier.publication_dates(reports), dossier.outlets(reports)
    ordered = sorted(cited, key=lambda claim: (known[claim.report], claim.confidence, claim.id), reverse=True)
    return [
        Citation(
            claim=claim.id,
            report=claim.report,
            start=claim.start,
            end=claim.end,
            quote=claim.quote,
            says=claim.type,
            outlet=outlets[claim.report],
            speaker=claim.source.text if claim.source else None,
            published=published[claim.report],
            known=known[claim.report],
        )
        for claim in ordered
    ]
