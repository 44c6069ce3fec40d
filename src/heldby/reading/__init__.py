"""From a report to its mentions and claims: pure, no store, no network; same text, same claims."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from heldby.reading.reader import Classifiers, Reader, Reading

__all__ = ["Classifiers", "Reader", "Reading"]


def __getattr__(name: str) -> Any:
    """The reader is imported when first asked for: it brings spaCy with it."""
    if name in __all__:
        from heldby.reading import reader

        return getattr(reader, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
