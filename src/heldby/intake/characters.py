"""Characters that storage or output cannot hold, and how to remove them from values and names."""

from __future__ import annotations


def storable(value: str) -> str | None:
    """Return a value without NUL and unpaired surrogates, which no database accepts; None if only spaces are left."""
    kept = value.replace("\0", "").encode("utf-8", errors="ignore").decode("utf-8")
    return kept if kept.strip() else None


def printable(name: str) -> str:
    """Return a name with ? for every character that output cannot hold: file names and headers may contain invalid bytes."""
    return name.encode("utf-8", errors="replace").decode("utf-8").replace("\0", "?")
