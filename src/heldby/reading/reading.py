"""What a reader makes of a report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from heldby.model import Claim, Mention, Report


@dataclass(frozen=True)
class Reading:
    """The mentions and claims of one report. If the report was not read, both are empty and `notes` says why."""

    report: Report
    mentions: tuple[Mention, ...]
    claims: tuple[Claim, ...]
    notes: tuple[str, ...] = ()
