"""Limits on what intake reads, as protection from hostile input. Reaching a limit is always reported, as a refusal or a note."""

from __future__ import annotations

from dataclasses import dataclass

from heldby.errors import Unreadable

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits on sizes (bytes), numbers and times (seconds).

    A report of a million words takes about 6 MB, so a file of more than 50 MB must be a collection of reports. Collections (JSON Lines,
    WARC, ZIP, gzip) are read member by member, and the limits apply to each member.
    """

    file: int = 50 * MEGABYTE
    """Size of the largest file that is read whole."""
    row: int = 10 * MEGABYTE
    """Size of the largest line in a JSON Lines file, and of the largest cell in a table."""
    page: int = 10 * MEGABYTE
    """Size of the largest web page, and of the largest document in a WARC archive. Parsing a page takes many times its size in memory."""
    unpacked: int = 2_000 * MEGABYTE
    """Largest total size of the unpacked members of an archive, with all archives inside it."""
    ratio: int = 200
    """Largest ratio of the unpacked to the packed size of an archive member. Text has about 3 to 20, a ZIP bomb 1,000."""
    members: int = 100_000
    """Largest number of members of an archive."""
    depth: int = 3
    """Largest number of archives nested in one another."""
    seconds: float = 60.0
    """Longest time for reading one PDF file, or for one download."""
    download: int = 20 * MEGABYTE
    """Size of the largest download."""


DEFAULT = Limits()


class Budget:
    """The number of bytes that may still be unpacked from the archives inside one file.

    `left` is what remains of `whole`, the limit at the start.
    """

    def __init__(self, left: int) -> None:
        self.left = left
        self.whole = left

    def spend(self, size: int) -> None:
        """Subtract `size` bytes from the budget.

        Raises:
            Unreadable: fewer bytes than `size` are left.
        """
        self.left -= size
        if self.left < 0:
            raise Unreadable(f"too large: it unpacks to more than {megabytes(self.whole)}; unpack it and read its parts one by one")


def too_large(size: int, limit: int) -> Unreadable:
    """Return the error for a file of `size` bytes, which exceeds the limit for a file."""
    return Unreadable(f"too large: it has {megabytes(size)}, and a file may have at most {megabytes(limit)}; split it")


def megabytes(size: int) -> str:
    """Return a number of bytes as text for users, such as "200 MB", "1.5 MB" or "10 kB"."""
    if size < MEGABYTE:
        return f"{size / 1000:.0f} kB"
    return f"{size / MEGABYTE:.0f} MB" if size >= 10 * MEGABYTE else f"{size / MEGABYTE:.1f} MB"
