"""Reports to add to a dossier, and their form in the ledger."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from heldby.model import Claim, Mention, Report


class ReadingLike(Protocol):
    """The result of reading one report."""

    @property
    def report(self) -> Report: ...
    @property
    def mentions(self) -> Sequence[Mention]: ...
    @property
    def claims(self) -> Sequence[Claim]: ...
    @property
    def notes(self) -> Sequence[str]: ...


@dataclass(frozen=True, slots=True)
class Addition:
    """A report to add: the report as `Dossier.assign_id` returned it, its original bytes, and its reading.

    `reader` is the reader's version, by default that of the claims; `given_id` the id in the input where `assign_id` changed it; `notes`
    name doubts from the intake.
    """

    report: Report
    original: bytes
    reading: ReadingLike
    reader: str = ""
    given_id: str | None = None
    notes: Sequence[str] = ()


def ingest_payload(one: Addition) -> dict[str, Any]:
    """Return the ledger payload of adding a report."""
    reading = {**reading_payload(one.reading, one.reader), "notes": [*one.notes, *one.reading.notes]}
    return {"report": one.report.model_dump(mode="json"), "given_id": one.given_id or one.report.id, **reading}


def reading_payload(reading: ReadingLike, reader: str) -> dict[str, Any]:
    """Return the part of a ledger payload that describes a reading."""
    return {
        "reader": reader or (reading.claims[0].reader if reading.claims else ""),
        "claims": [claim.model_dump(mode="json") for claim in reading.claims],
        "mentions": [mention.model_dump(mode="json") for mention in reading.mentions],
    }
