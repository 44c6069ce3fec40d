"""The results of intake: an accepted report, or the name of a refused input and the reason."""

from __future__ import annotations

from dataclasses import dataclass

from heldby.model import Report


@dataclass(frozen=True, slots=True)
class Accepted:
    """A report, and the bytes that it was read from. `notes` tell the user what was uncertain when it was read."""

    report: Report
    original: bytes
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Refused:
    """An input that could not be read.

    `name` is a path, an address or a part of a file ("a.jsonl line 3"). `reason` is a text for the user.
    """

    name: str
    reason: str


IntakeResult = Accepted | Refused
