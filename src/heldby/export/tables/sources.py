"""Where a row comes from: its report, who says so, and the sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, TypeVar

from heldby.export.tables.table import Column, Row
from heldby.model import Claim, Report, SourceRef
from heldby.release.redacted_copy import policy_of
from heldby.store import Dossier

REPORT_COLUMNS = (
    Column("report", "string", "id of the report", "#meta+report+id"),
    Column("published", "date", "publication date of the report", "#date+published"),
    Column("outlet", "string", "publication that carried the report", "#meta+outlet"),
    Column("title", "string", "headline of the report", "#meta+title"),
    Column("url", "string", "address of the report", "#meta+url"),
    Column("archive", "string", "the stored original, as a path in the dossier; null in a redacted copy", "#meta+archive"),
)
SPEAKER_COLUMNS = (
    Column("source", "string", "speaker that the report quotes or cites; null if the outlet itself says it", "#meta+source"),
    Column("source_kind", "string", "named, anonymous, outlet or lost; null if the outlet itself says it", "#meta+source+type"),
    Column("via", "string", "source through which the report has the statement", "#meta+source+via"),
    Column("by", "string", "who says so, in words: the speaker and the outlet", "#meta+source+by"),
)
QUOTE_COLUMN = Column("quote", "string", "the sentence of the report", "#description+quote")
EVIDENCE_COLUMNS = (
    Column("claims", "list", "ids of the claims that this row rests on", "#meta+claims+list"),
    Column("claim", "string", "id of the claim quoted in this row: the one of `claims` that says most about it", "#meta+claim+id"),
    QUOTE_COLUMN,
    *SPEAKER_COLUMNS,
    *REPORT_COLUMNS,
)
"""Columns of rows that rest on several claims. They quote one of them."""

EVIDENCE_AT_ONCE = 500
"""Records whose claims are loaded together."""

T = TypeVar("T")


class Sources:
    """The reports of a dossier, for the columns that say where a row comes from."""

    def __init__(self, dossier: Dossier) -> None:
        redacted = policy_of(dossier) is not None
        self._reports = {report.id: _report_cells(report, redacted) for report in dossier.reports(retracted=True)}

    def of_report(self, id: str) -> dict[str, Any]:
        """Return the values of `REPORT_COLUMNS`."""
        return self._reports[id]

    def of_claim(self, claim: Claim) -> dict[str, Any]:
        """Return the values of `QUOTE_COLUMN`, `SPEAKER_COLUMNS` and `REPORT_COLUMNS`."""
        report = self._reports[claim.report]
        source = claim.source
        return {
            **report,
            "quote": claim.quote,
            "source": source and source.text,
            "source_kind": source and source.kind,
            "via": source and source.via and source.via.text,
            "by": says_who(source, report["outlet"]),
        }

    def of_evidence(self, ids: Sequence[str], evidence: Sequence[Claim], rank: Callable[[Claim], Any]) -> dict[str, Any]:
        """Return the values of `EVIDENCE_COLUMNS`. `rank` orders the claims; the one with the highest rank is quoted."""
        best = max(evidence, key=lambda claim: (rank(claim), claim.confidence, claim.id), default=None)
        quoted = self.of_claim(best) if best else {}
        return {**{column.name: None for column in EVIDENCE_COLUMNS}, **quoted, "claims": list(ids), "claim": best and best.id}


def says_who(source: SourceRef | None, outlet: str | None) -> str | None:
    """Return who says something, in words, such as "a security source, through Xinhua, in Agency A"; None if unknown."""
    if source is None:
        return outlet
    through = f", through {source.via.text}" if source.via else ""
    return f"{source.text}{through}" + (f", in {outlet}" if outlet and outlet not in (source.text, source.via and source.via.text) else "")


def with_evidence(dossier: Dossier, records: Iterable[T], ids_of: Callable[[T], Iterable[str]]) -> Iterator[tuple[T, dict[str, Claim]]]:
    """Yield records with their claims by id. The claims are loaded for many records at once, but never for all."""
    remaining = iter(records)
    while batch := list(islice(remaining, EVIDENCE_AT_ONCE)):
        claims = dossier.claims_by_id(id for record in batch for id in ids_of(record))
        for record in batch:
            yield record, {id: claims[id] for id in ids_of(record) if id in claims}


def empty_row(columns: Iterable[Column]) -> Row:
    """Return a row without any value."""
    return {column.name: None for column in columns}


def _report_cells(report: Report, redacted: bool) -> dict[str, Any]:
    archive = None if redacted else f"originals/{report.sha256[:2]}/{report.sha256[2:]}"
    fields = {"report": report.id, "published": report.published, "outlet": report.source, "title": report.title, "url": report.url}
    return {**fields, "archive": archive}
