"""The numbers of the control model, read from the data file beside this module that says how they came about."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("parameters.toml")


@dataclass(frozen=True, slots=True)
class Parameters:
    """One table a field, as in `parameters.toml`, where each number is explained."""

    origin: str
    chain: Mapping[str, float]
    jumps: Mapping[str, float]
    reach: Mapping[str, float]
    strength: Mapping[str, float]
    status: Mapping[str, float]
    source: Mapping[str, float]
    contested: Mapping[str, float]

    def changed(self, **tables: Mapping[str, float]) -> Parameters:
        """The same parameters with some numbers of some tables replaced."""
        fields: dict[str, Any] = {name: {**getattr(self, name), **new} for name, new in tables.items()}
        return replace(self, **fields)


@cache
def load_parameters(path: Path = FILE) -> Parameters:
    """The parameters that ship with heldby, or those of another file of the same form."""
    tables: dict[str, Any] = tomllib.loads(path.read_text("utf-8"))
    return Parameters(**tables)
