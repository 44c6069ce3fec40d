"""Reads a report: finds its mentions and claims. It needs no store and no network, and the same text always gives the same claims."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from heldby.reading.reader import Reader
    from heldby.reading.reading import Reading

__all__ = ["Reader", "Reading"]


def __getattr__(name: str) -> Any:
    """Import a public name on first use, because the reader imports spaCy, which takes seconds."""
    if name == "Reader":
        from heldby.reading.reader import Reader

        return Reader
    if name == "Reading":
        from heldby.reading.reading import Reading

        return Reading
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
