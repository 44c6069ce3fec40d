"""heldby reads news reports of armed conflict into a record of who holds what, since when, and who says so.

The public Python API is what this package exports by name (see docs/python.md); every other module is private and may change.
Importing heldby is cheap: each name loads its module when it is first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from heldby.version import __version__

if TYPE_CHECKING:
    from heldby.api import Dossier, open_dossier, read, run
    from heldby.errors import HeldbyError
    from heldby.model import Claim, Control, Event, Report
    from heldby.reading.reader import Reader

__all__ = ["Claim", "Control", "Dossier", "Event", "HeldbyError", "Reader", "Report", "__version__", "open_dossier", "read", "run"]

_MODULES = {
    "Dossier": "heldby.api", "open_dossier": "heldby.api", "read": "heldby.api", "run": "heldby.api",
    "HeldbyError": "heldby.errors", "Reader": "heldby.reading.reader",
    "Claim": "heldby.model", "Control": "heldby.model", "Event": "heldby.model", "Report": "heldby.model",
}  # fmt: skip
"""The module that defines each public name."""


def __getattr__(name: str) -> Any:
    """Load a public name on first use."""
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_MODULES[name]), name)


def __dir__() -> list[str]:
    return __all__
