"""Decides which reports cannot be about armed conflict, so that they need not be parsed.

A linear model weighs each word. The score of a run of words is the sum of their weights, and that of a report the highest score of any run
of 20 words. Names of parties, people and places have no weight, and loaded words have that of their plain words, so that the decision
favours no side. All numbers are integers: the same text gets the same score on every machine.
"""

from __future__ import annotations

import functools
import importlib.resources
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FILE = "relevance.txt"
"""The weights, which `training/train_relevance.py` writes: settings (`name value`), an empty line, then `weight word word ...`."""
LEAST_WORDS = 120
"""A text with fewer words is always read: with few words, the sum says little, and reading costs little."""
LEAST_KNOWN = 0.5
"""A text of which the model knows a smaller share of the words is always read."""
UNKNOWN = -32768
"""Stands for a word that the model does not know."""
_WORD = re.compile(r"[^\W\d_]+|0")
_NUMBER = re.compile(r"\d+")


def words(text: str) -> list[str]:
    """Return the words of a text in lower case. Every number is the word "0"."""
    return _WORD.findall(_NUMBER.sub("0", text.lower()))


class RelevanceModel:
    """The weights, and the least score of a report that is read."""

    def __init__(self, weights: dict[str, int], *, size: int, bias: int, threshold: int) -> None:
        self.weights, self.size, self.bias, self.threshold = weights, size, bias, threshold

    def is_relevant(self, text: str) -> bool:
        """Return whether a text may be about armed conflict."""
        import numpy as np

        get = self.weights.get
        found = np.array([get(word, UNKNOWN) for word in words(text)], np.int64)
        known = found != UNKNOWN
        if len(found) < LEAST_WORDS or known.mean() < LEAST_KNOWN:
            return True
        return self._best(np.where(known, found, 0)) >= self.threshold

    def score(self, text: str) -> int:
        """Return the highest score of any run of words of a text."""
        import numpy as np

        return self._best(np.array([self.weights.get(word, 0) for word in words(text)], np.int64))

    def _best(self, found: NDArray[np.int64]) -> int:
        import numpy as np

        sums = np.concatenate(([0], np.cumsum(found)))
        size = min(self.size, len(found))
        return self.bias + int((sums[size:] - sums[: len(sums) - size]).max())


@functools.cache
def load_model() -> RelevanceModel:
    """Return the model that is part of heldby."""
    return parse_model((importlib.resources.files(__package__) / FILE).read_text("utf-8"))


def parse_model(text: str) -> RelevanceModel:
    """Return the model in a file's text."""
    head, _, body = text.partition("\n\n")
    settings = {name: int(value) for name, value in (line.split(" ") for line in head.splitlines())}
    lines = (line.split(" ") for line in body.splitlines())
    return RelevanceModel({word: int(weight) for weight, *group in lines for word in group}, **settings)
