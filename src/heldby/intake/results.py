"""What intake gives back: a report that was taken in, or the name of what was refused and why."""

from __future__ import annotations

from dataclasses import dataclass

from heldby.model import Report


@dataclass(frozen=True, slots=True)
class Accepted:
    """A report with the bytes it was read from; `notes` are plain sentences on what was doubtful in reading them."""

    report: Report
    original: bytes
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Refused:
    """Something that could not be read. `name` is the path, URL or place inside a file ("a.jsonl line 3")."""

    name: str
    reason: str


IntakeResult = Accepted | Refused
