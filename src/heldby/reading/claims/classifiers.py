"""The five trained models that decide claims, their roles and their statuses."""

from __future__ import annotations

import importlib.resources
from dataclasses import dataclass
from pathlib import Path

from heldby.reading.claims.linear_model import LinearModel


@dataclass(frozen=True)
class Classifiers:
    """The linear models of claim extraction.

    In the first pass, `trigger` decides whether a word states a claim of a type, and `role` decides which role a phrase fills. In the
    second pass, `claim` and `filler` decide the same questions again from all first decisions about the report. `status` decides the status
    of a claim.
    """

    trigger: LinearModel
    role: LinearModel
    status: LinearModel
    claim: LinearModel
    filler: LinearModel

    @classmethod
    def load(cls, folder: Path | None = None) -> Classifiers:
        """Read the models from a folder of `.npz` files, by default the one that heldby ships.

        Raises:
            OSError: a file is missing.
        """
        folder = folder or Path(str(importlib.resources.files("heldby.reading.claims"))) / "weights"
        return cls(*(LinearModel.load(folder / f"{name}.npz") for name in ("trigger", "role", "status", "claim", "filler")))
