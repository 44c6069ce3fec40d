"""Limits on what intake reads, against hostile input. A limit that is reached is always reported, as a refusal or a note."""

from __future__ import annotations

from dataclasses import dataclass

from heldby.errors import Unreadable

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits on sizes (bytes), numbers and times (seconds).

    A report of a million words has about 6 MB, so no single report reaches 50 MB. Larger files are collections, and collections
    (JSON Lines, WARC, ZIP) are read member by member, each within its own limit.
    """

    file: int = 50 * MEGABYTE
    """Largest file that is read whole."""
    row: int = 10 * MEGABYTE
    """Largest line of a JSON Lines file."""
    page: int = 10 * MEGABYTE
    """Largest HTML page: parsing takes many times its size in memory."""
    unpacked: int = 2_000 * MEGABYTE
    """Total unpacked size of an archive, with all archives inside it."""
    ratio: int = 200
    """Largest ratio of unpacked to packed size of an archive member: about 3 to 20 for text, 1,000 for a ZIP bomb."""
    members: int = 100_000
    """Largest number of members of an archive."""
    depth: int = 3
    """Largest number of archives nested in one another."""
    seconds: float = 60.0
    """Longest time for one file that is read whole, or one download."""
    download: int = 20 * MEGABYTE
    """Largest download from one URL."""


DEFAULT = Limits()


class Budget:
    """The bytes that a file and all archives inside it may still unpack to."""

    def __init__(self, left: int) -> None:
        self.left = left
        self.whole = left

    def spend(self, size: int) -> None:
        """Take `size` bytes from the budget. Raises Unreadable if it is used up."""
        self.left -= size
        if self.left < 0:
            raise Unreadable(f"too large: it unpacks to more than {megabytes(self.whole)}; unpack it and read its parts one by one")


def too_large(size: int, limit: int) -> Unreadable:
    """Return the error for a file of `size` bytes that is above the limit of a file."""
    return Unreadable(f"too large: it has {megabytes(size)}, and a file may have at most {megabytes(limit)}; split it")


def megabytes(size: int) -> str:
    """Return a number of bytes for people: "200 MB", "1.5 MB", "10 kB"."""
    if size < MEGABYTE:
        return f"{size / 1000:.0f} kB"
    return f"{size / MEGABYTE:.0f} MB" if size >= 10 * MEGABYTE else f"{size / MEGABYTE:.1f} MB"
