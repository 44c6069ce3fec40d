"""The numbers of the control model, loaded from `parameters.toml`, which explains each of them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("parameters.toml")

HORIZON_STEP = 360
"""Days by which the horizon of inference advances. In the last such period before the horizon, each tick after the last news of a place is
a segment of its own, so that the record can be cut at any tick."""


@dataclass(frozen=True, slots=True)
class Parameters:
    """The parameters of the model: where they come from (`origin`), and one field for each table of `parameters.toml`."""

    origin: str
    chain: Mapping[str, float]
    jumps: Mapping[str, float]
    reach: Mapping[str, float]
    strength: Mapping[str, float]
    status: Mapping[str, float]
    source: Mapping[str, float]
    contested: Mapping[str, float]

    def changed(self, **tables: Mapping[str, float]) -> Parameters:
        """Return a copy with some numbers of some tables replaced: `changed(chain={"sovereign": 0.3})`."""
        fields: dict[str, Any] = {name: {**getattr(self, name), **new} for name, new in tables.items()}
        return replace(self, **fields)


@cache
def load_parameters(path: Path = FILE) -> Parameters:
    """Load the parameters that ship with heldby, or those of another file with the same tables."""
    tables: dict[str, Any] = tomllib.loads(path.read_text("utf-8"))
    return Parameters(**tables)
