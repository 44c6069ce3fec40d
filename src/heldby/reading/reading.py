"""What a reader makes of a report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from heldby.model import Claim, Mention, Report

IRRELEVANT = "not read further: nothing about armed conflict"
"""The note on a report that was not parsed."""


def skipped_message(number: int, total: int, remedy: str) -> str:
    """Return a message on reports that cannot be about armed conflict. `remedy` is what reads them, such as an option."""
    return f"{number:,} of {total:,} reports not read further: nothing about armed conflict. {remedy} reads them."


@dataclass(frozen=True)
class Reading:
    """The mentions and claims of one report. If the report was not read, both are empty and `notes` says why."""

    report: Report
    mentions: tuple[Mention, ...]
    claims: tuple[Claim, ...]
    notes: tuple[str, ...] = ()

    @property
    def skipped(self) -> bool:
        """Whether the reader read no further, because the report cannot be about armed conflict."""
        return IRRELEVANT in self.notes
