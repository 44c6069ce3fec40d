"""Libraries that datasets need, and the extras that install them."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from heldby.errors import DatasetError


def load(module: str, extra: str) -> Any:
    """Import a library that is not part of the core install.

    Raises:
        DatasetError: the library is not installed; the message has the command that installs it.
    """
    try:
        return import_module(module)
    except ImportError as error:
        package = module.partition(".")[0]
        raise DatasetError(f"datasets need {package}. Install it with: pip install 'heldby[{extra}]'") from error


def arrow() -> Any:
    """Return pyarrow."""
    return load("pyarrow", "ray")


def parquet() -> Any:
    """Return the part of pyarrow that reads and writes Parquet."""
    return load("pyarrow.parquet", "ray")
