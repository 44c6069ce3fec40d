"""How much of hostile input is looked at. A limit that is met is always told, never applied in silence."""

from __future__ import annotations

from dataclasses import dataclass

from heldby.errors import Unreadable

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
    unpacked: int = 2_000 * MEGABYTE
    """The most that one archive may unpack to, with all archives inside it."""
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


class Budget:
    """How much of a file's allowance for unpacking is left; archives inside it draw on the same one."""

    def __init__(self, left: int) -> None:
        self.left = left
        self.whole = left

    def spend(self, size: int) -> None:
        """Take `size` bytes off. Raises Unreadable when the allowance is used up."""
        self.left -= size
        if self.left < 0:
            raise Unreadable(f"too large: it unpacks to more than {megabytes(self.whole)}")


def megabytes(size: int) -> str:
    """A size for a person: "200 MB", "1.5 MB", "10 kB"."""
    if size < MEGABYTE:
        return f"{size / 1000:.0f} kB"
    return f"{size / MEGABYTE:.0f} MB" if size >= 10 * MEGABYTE else f"{size / MEGABYTE:.1f} MB"
