"""TOML files of the knowledge file."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any


def read_toml(path: Path) -> dict[str, Any]:
    """The tables of one file."""
    with path.open("rb") as stream:
        return tomllib.load(stream)
