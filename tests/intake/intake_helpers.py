"""Short ways to write a file and read it in."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from heldby.intake import Refused, Accepted, read_paths

TODAY = dt.date(2026, 1, 15)
BODY = (
    "Government forces entered the hill town of Tell Amar on Tuesday after two days of clashes, residents and a hospital official said.\n\n"
    "The fighters who had held it since spring withdrew to the villages across the river, leaving behind two damaged vehicles."
)
"""A report of a place that does not exist, written for these tests."""


def read(path: Path | str, **options: object) -> tuple[list[Accepted], list[Refused]]:
    """What one path gives: reports and refusals."""
    found = list(read_paths([path], today=TODAY, **options))  # type: ignore[arg-type]
    return [one for one in found if isinstance(one, Accepted)], [one for one in found if isinstance(one, Refused)]


def read_bytes(folder: Path, name: str, data: bytes | str) -> tuple[list[Accepted], list[Refused]]:
    """What a file of that name with that content gives."""
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return read(path)


def only(folder: Path, name: str, data: bytes | str) -> Accepted:
    """The one report in a file of that name with that content."""
    taken, refused = read_bytes(folder, name, data)
    assert not refused, refused
    assert len(taken) == 1
    return taken[0]


def reason(folder: Path, name: str, data: bytes | str) -> str:
    """Why a file of that name with that content is refused; it must be named."""
    taken, refused = read_bytes(folder, name, data)
    assert not taken
    assert len(refused) == 1
    assert name in refused[0].name
    return refused[0].reason
