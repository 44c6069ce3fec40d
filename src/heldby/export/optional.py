"""Libraries that only some formats need, and the extras that install them."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from heldby.errors import HeldbyError


def load(module: str, extra: str) -> Any:
    """Import a library that is not part of the core install.

    Raises:
        HeldbyError: the library is not installed; the message has the command that installs it.
    """
    try:
        return import_module(module)
    except ImportError as error:
        package = module.partition(".")[0]
        raise HeldbyError(f"this format needs {package}. Install it with: pip install 'heldby[{extra}]'") from error
