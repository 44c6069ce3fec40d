"""Imports spaCy without what heldby does not use, so that commands start fast and workers stay small.

On import, spaCy also imports PyTorch and similar libraries if they are installed, which takes seconds and 200 MB, and the commands of its
own command line. heldby's model needs neither.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any

ARRAYS = ("cupy", "mxnet", "tensorflow", "torch")
"""Libraries that thinc, on which spaCy is built, imports if they are installed."""
COMMANDS = "spacy.cli"


def import_spacy() -> None:
    """Import spaCy alone. If it is imported already, nothing happens.

    Afterwards the other libraries can be imported as usual, but models that run on PyTorch cannot be loaded into spaCy in this process.
    Call this only in processes that are heldby's own: its commands and its workers with the built-in reader.
    """
    if "spacy" in sys.modules:
        return
    hidden: dict[str, Any] = {name: None for name in ARRAYS if name not in sys.modules}  # None makes the import fail
    hidden |= {COMMANDS: ModuleType(COMMANDS), f"{COMMANDS}.info": ModuleType(f"{COMMANDS}.info")}
    hidden[f"{COMMANDS}.info"].info = _info
    sys.modules.update(hidden)
    try:
        import spacy  # noqa: F401
    finally:
        for name in hidden:
            del sys.modules[name]


def _info(*args: Any, **options: Any) -> Any:
    """Stand in for `spacy.info`."""
    from spacy.cli.info import info

    return info(*args, **options)
