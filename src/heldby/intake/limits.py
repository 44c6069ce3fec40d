"""How much of hostile input is looked at. A limit that is met is always told, never applied in silence."""

from __future__ import annotations

from dataclasses import dataclass

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of reading. Sizes are bytes, times are seconds.

    A report of a million words is about 6 MB, so 50 MB is far above any single report; what is larger is a collection, and
    collections (JSONL, WARC, ZIP) are read member by member, each member within its own bound.
    """

    file: int = 50 * MEGABYTE
    """The largest file read whole."""
    row: int = 10 * MEGABYTE
    """The largest line of a JSONL file."""
    page: int = 10 * MEGABYTE
    """The largest HTML page: parsing costs many times the page's size in memory."""
    unpacked: int = 500 * MEGABYTE
    """The most that one archive, or one that lies inside another, may unpack to."""
    ratio: int = 200
    """The most an archive member may grow when unpacked; text packs about 3 to 20 times, a bomb 1000 times."""
    members: int = 100_000
    """The most members of one archive."""
    depth: int = 3
    """How deep archives may lie in archives."""
    seconds: float = 60.0
    """The longest that one file read whole, or one download, may take."""
    download: int = 20 * MEGABYTE
    """The most that is downloaded from one URL."""


DEFAULT = Limits()


def megabytes(size: int) -> str:
    """A size for a person: "200 MB"."""
    return f"{size / MEGABYTE:.0f} MB" if size >= 10 * MEGABYTE else f"{size / MEGABYTE:.1f} MB"
