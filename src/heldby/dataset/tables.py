"""The Parquet tables of a dataset: their columns, and the rows of a report that was read.

A file lies in the folder of its table and of the month in which its reports were published, as in `claims/month=2017-11/KEY.parquet`.
Programs that read Parquet take the month for a column ("Hive partitioning").
"""

from __future__ import annotations

from typing import Any

from heldby.base.canonical_json import canonical
from heldby.dataset.extras import arrow
from heldby.intake.results import Accepted
from heldby.model import Claim, Mention, Report
from heldby.reading import Reading

REPORTS, CLAIMS, MENTIONS, REFUSED = "reports", "claims", "mentions", "refused"
UNDATED = "undated"
"""Month of the reports without a publication date."""

Row = dict[str, Any]


def schema(table: str) -> Any:
    """Return the Arrow schema of a table."""
    pa = arrow()
    text, day, whole = pa.string(), pa.date32(), pa.int32()
    columns: dict[str, dict[str, Any]] = {
        REPORTS: {
            "id": text, "sha256": text, "position": whole, "published": day, "title": text, "source": text, "url": text, "language": text,
            "claims": whole, "mentions": whole, "notes": pa.list_(text), "failed": text, "text": text, "payload": text,
            "original": pa.binary(),
        },
        CLAIMS: {
            "id": text, "report": text, "sha256": text, "position": whole, "kind": text, "type": text, "status": text, "first": day,
            "last": day, "country": text, "confidence": pa.float64(), "quote": text, "payload": text,
        },
        MENTIONS: {
            "report": text, "sha256": text, "position": whole, "kind": text, "key": text, "start": whole, "payload": text,
        },
        REFUSED: {"name": text, "reason": text},
    }  # fmt: skip
    return pa.schema(columns[table])


def month_of(report: Report) -> str:
    """Return the month in which a report was published, as YYYY-MM."""
    return f"{report.published:%Y-%m}" if report.published else UNDATED


def report_row(found: Accepted, position: int, reading: Reading | str, *, original: bool) -> Row:
    """Return the row of a report. `reading` is the reason if it could not be read; `original` tells whether to keep its bytes."""
    report, failed = found.report, reading if isinstance(reading, str) else None
    read = None if isinstance(reading, str) else reading
    return {
        "id": report.id, "sha256": report.sha256, "position": position, "published": report.published, "title": report.title,
        "source": report.source, "url": report.url, "language": report.language,
        "claims": len(read.claims) if read else 0, "mentions": len(read.mentions) if read else 0,
        "notes": [*found.notes, *(read.notes if read else ())], "failed": failed, "text": report.text,
        "payload": canonical(report.model_dump(mode="json", exclude={"text"})), "original": found.original if original else None,
    }  # fmt: skip


def claim_row(claim: Claim, report: Report, position: int) -> Row:
    """Return the row of a claim. `position` is the number of its report in the shard."""
    return {
        "id": claim.id, "report": claim.report, "sha256": report.sha256, "position": position, "kind": claim.kind, "type": claim.type,
        "status": claim.status, "first": claim.when and claim.when.first, "last": claim.when and claim.when.last,
        "country": next((place.country for place in claim.place if place.country), None), "confidence": claim.confidence,
        "quote": claim.quote, "payload": claim.model_dump_json(),
    }  # fmt: skip


def mention_row(mention: Mention, report: Report, position: int) -> Row:
    """Return the row of a mention. `position` is the number of its report in the shard."""
    return {
        "report": report.id, "sha256": report.sha256, "position": position, "kind": mention.kind, "key": mention.id, "start": mention.start,
        "payload": mention.model_dump_json(),
    }  # fmt: skip
