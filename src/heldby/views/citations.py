"""Claims as evidence: the sentence, who published it and when, who says so in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from heldby.model import Claim
from heldby.model.base import Record
from heldby.store import Dossier


class Sentence(Record):
    """One claim's sentence and where it stands. `published` is null for an undated report; `known` is when it could be known."""

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


def cite(dossier: Dossier, claims: Iterable[Claim]) -> list[Sentence]:
    """The sentences of claims, newest first; of one day, the surer first."""
    known, dated, outlets = dossier.published(), dossier.dated(), dossier.sources()
    ordered = sorted(claims, key=lambda claim: (known[claim.report], claim.confidence, claim.id), reverse=True)
    return [
        Sentence(
            claim=claim.id,
            report=claim.report,
            start=claim.start,
            end=claim.end,
            quote=claim.quote,
            says=claim.type,
            outlet=outlets[claim.report],
            speaker=claim.source.text if claim.source else None,
            published=dated[claim.report],
            known=known[claim.report],
        )
        for claim in ordered
    ]
