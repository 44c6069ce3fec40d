"""The results of intake: an accepted report, or the name of a refused input and the reason."""

from __future__ import annotations

from dataclasses import dataclass

from heldby.model import Report


@dataclass(frozen=True, slots=True)
class Accepted:
    """A report with the bytes that it was read from. `notes` are sentences about what was uncertain in reading it."""

    report: Report
    original: bytes
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Refused:
    """An input that could not be read. `name` is a path, a URL or a part of a file ("a.jsonl line 3"); `reason` is for the user."""

    name: str
    reason: str


IntakeResult = Accepted | Refused
