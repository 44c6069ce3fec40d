"""Remove from texts, values and names the characters that a reader does not see, or that storage or output cannot hold."""

from __future__ import annotations


def storable(value: str) -> str | None:
    """Return a value without NUL characters and unpaired surrogates, which databases reject; None if only white space is left."""
    kept = value.replace("\0", "").encode("utf-8", errors="ignore").decode("utf-8")
    return kept if kept.strip() else None


def printable(name: str) -> str:
    """Return a name in which ? replaces every character that output cannot hold. File names and headers may contain invalid bytes."""
    return name.encode("utf-8", errors="replace").decode("utf-8").replace("\0", "?")
