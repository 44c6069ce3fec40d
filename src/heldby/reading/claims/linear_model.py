"""Linear models over named features: a table with one weight for each feature and class.

A model is an `.npz` file of `features` (names), `classes`, `weights` (features by classes) and `bias`. The score of a class is its bias
plus the weights of the features that are present, so every decision can be traced to the features that made it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np


class LinearModel:
    """Logistic regression over named features. A model with one class is binary, a model with several is multinomial."""

    def __init__(self, features: list[str], classes: list[str], weights: Any, bias: Any) -> None:
        self.classes = classes
        rows: list[list[float]] = np.asarray(weights, dtype=np.float32).tolist()
        self.table: dict[str, list[float]] = dict(zip(features, rows, strict=True))
        self.bias: list[float] = np.asarray(bias, dtype=np.float32).tolist()

    @classmethod
    def load(cls, path: Path) -> LinearModel:
        """Read a model file.

        Raises:
            OSError: the file is missing.
        """
        with np.load(path, allow_pickle=False) as data:
            names = bytes(data["features"]).decode().split("\0")
            return cls(names, [str(c) for c in data["classes"]], data["weights"], data["bias"])

    def save(self, path: Path) -> None:
        """Write a model file. Weights are stored as 16-bit floats."""
        names = "\0".join(self.table)
        np.savez_compressed(
            path, features=np.frombuffer(names.encode(), dtype=np.uint8), classes=np.array(self.classes),
            weights=np.array(list(self.table.values()), dtype=np.float16), bias=np.array(self.bias, dtype=np.float32),
        )  # fmt: skip

    def scores(self, features: Iterable[str]) -> list[float]:
        """Return the score of each class: its bias plus the weights of the features. Unknown features are ignored."""
        rows = [row for row in map(self.table.get, features) if row is not None]
        if not rows:
            return list(self.bias)
        return [start + sum(column) for start, column in zip(self.bias, zip(*rows, strict=True), strict=True)]

    def probability(self, features: Iterable[str]) -> float:
        """Return the probability of the one class of a binary model."""
        return logistic(self.scores(features)[0])

    def distribution(self, features: Iterable[str]) -> list[float]:
        """Return the probability of each class of a multinomial model, in the order of `classes`."""
        scores = self.scores(features)
        top = max(scores)
        weights = [math.exp(score - top) for score in scores]
        total = sum(weights)
        return [weight / total for weight in weights]

    def reasons(self, features: Iterable[str], k: int = 0) -> list[tuple[str, float]]:
        """Return the known features with their weights for the class with index `k`, in descending order of absolute weight."""
        found = [(feature, self.table[feature][k]) for feature in features if feature in self.table]
        return sorted(found, key=lambda pair: -abs(pair[1]))


def logistic(score: float) -> float:
    """Return the logistic function of a score, without overflow for any finite score."""
    if score >= 0:
        return 1 / (1 + math.exp(-score))
    e = math.exp(score)
    return e / (1 + e)
