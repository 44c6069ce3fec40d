"""Reports with hand-made claims for tests of views."""

from __future__ import annotations

from dossier_making import HandReading, claim_of, make_report
from heldby.store import Dossier


def add_report(dossier: Dossier, text: str, day: str, *claims: dict[str, object], source: str = "Agency A") -> None:
    """Add a report; the quote of each claim is the whole text."""
    report, original = make_report(text, published=day, source=source)
    dossier.add(report, original, HandReading(report, (), tuple(claim_of(report, text, **fields) for fields in claims)))
