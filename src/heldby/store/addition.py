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
    """A report to add to a dossier.

    Attributes:
        report: the report as `Dossier.assign_id` returned it.
        original: its original bytes.
        reading: its reading.
        reader: the version of the reader; by default, that of the first claim.
        given_id: the id that the report had before `assign_id` changed it; None if it was not changed.
        notes: doubts from the intake, in words.
    """

    report: Report
    original: bytes
    reading: ReadingLike
    reader: str = ""
    given_id: str | None = None
    notes: Sequence[str] = ()


def ingest_payload(one: Addition) -> dict[str, Any]:
    """Return the ledger payload of the action that adds a report."""
    reading = {**reading_payload(one.reading, one.reader), "notes": [*one.notes, *one.reading.notes]}
    return {"report": one.report.model_dump(mode="json"), "given_id": one.given_id or one.report.id, **reading}


def reading_payload(reading: ReadingLike, reader: str) -> dict[str, Any]:
    """Return the part of a ledger payload that holds a reading."""
    return {
        "reader": reader or (reading.claims[0].reader if reading.claims else ""),
        "claims": [claim.model_dump(mode="json") for claim in reading.claims],
        "mentions": [mention.model_dump(mode="json") for mention in reading.mentions],
    }
