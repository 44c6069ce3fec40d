"""The numbers that the claim network reads about some candidates and some rows of a report."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from heldby.reading.claims.claim_inputs import CLASSES, REPEATS, ClaimInputs

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]

MOST_APART = 6
"""Largest distance in sentences that is told apart from greater ones."""
WORD_STEPS = (1, 2, 3, 4, 6, 9, 14, 21)
"""Bounds of the classes of distances in words."""
POSITIONS = 32
"""Number of sentences whose position is told apart from later ones."""
ROW_SIZES = (len(CLASSES), 3, 3, REPEATS + 1, 41, 2)
PAIR_SIZES = (702, 2 * MOST_APART + 1, 2 * len(WORD_STEPS) + 3, 3, 3, 3)
"""Numbers of values of the features of rows, and of pairs of a candidate and a row."""


def network_numbers(inputs: ClaimInputs, chosen: Sequence[tuple[int, int]], rows: Numbers | None = None) -> dict[str, Numbers]:
    """Return the inputs of the claim network for these candidates and rows.

    `chosen` holds (index of the trigger, number of the label) of each candidate, and `rows` the rows in ascending order; None: all.
    """
    import numpy as np

    t = np.array([trigger for trigger, _ in chosen], dtype=np.int64)
    rows = np.arange(len(inputs.word), dtype=np.int64) if rows is None else rows
    position = np.minimum(inputs.sentence[t] - _first_sentence(inputs, rows), POSITIONS - 1)
    numbers = {
        "at": inputs.at[t], "noun": inputs.noun[t], "label": np.array([label for _, label in chosen], dtype=np.int64),
        "status_rule": inputs.status_rule[t], "position": np.maximum(position, 0), "word": inputs.word[rows],
        "entity": inputs.entity[rows], "rows": _row_features(inputs, rows), "pairs": _pair_features(inputs, t, rows),
    }  # fmt: skip
    return {name: np.asarray(values, dtype=np.int64) for name, values in numbers.items()}


def _first_sentence(inputs: ClaimInputs, rows: Numbers) -> int:
    """Return the sentence from which positions count: the first one, or that of the first row of a later part of a long report."""
    return int(inputs.row_sentence[rows].min(initial=0)) if len(rows) < len(inputs.word) else 0


def _row_features(inputs: ClaimInputs, rows: Numbers) -> Numbers:
    """Return [K, 6] features of rows: class, form, region, repeats, preposition and whether it speaks."""
    import numpy as np

    columns = (inputs.cls, inputs.form, inputs.region, inputs.repeats, inputs.preposition, inputs.speaks)
    return np.stack([column[rows] for column in columns], axis=1).astype(np.int64)


def _pair_features(inputs: ClaimInputs, chosen: Numbers, rows: Numbers) -> Numbers:
    """Return [N, K, 6] features of pairs: path, distance in sentences and in words, paragraph, speech and time.

    `chosen` [N] are the indexes of the candidates' triggers.
    """
    import numpy as np

    apart = np.clip(inputs.row_sentence[rows][None] - inputs.sentence[chosen, None], -MOST_APART, MOST_APART)
    steps = inputs.word[rows][None] - inputs.at[chosen, None]
    bucket = np.searchsorted(np.array(WORD_STEPS), np.abs(steps), side="right")
    words = np.where(apart == 0, np.where(steps < 0, bucket + len(WORD_STEPS) + 1, bucket) + 1, 0)
    paragraph = np.sign(inputs.row_paragraph[rows][None] - inputs.paragraph[chosen, None]) + 1
    speech = (rows[None] == inputs.speaker[chosen, None]) * 1 + (rows[None] == inputs.outlet[chosen, None]) * 2
    time = np.maximum((rows[None] == inputs.when[chosen, None]) * 1, (rows[None] == inputs.since[chosen, None]) * 2)
    out = (_path_numbers(inputs, chosen, rows), apart + MOST_APART, words, paragraph, np.minimum(speech, 2), time)
    return np.stack(np.broadcast_arrays(*out), axis=2).astype(np.int64)


def _path_numbers(inputs: ClaimInputs, chosen: Numbers, rows: Numbers) -> Numbers:
    """Return [N, K] numbers of paths plus 1, and 0 for rows of other sentences."""
    import numpy as np

    out = np.zeros((len(chosen), len(rows)), dtype=np.int64)
    for n, t in enumerate(chosen.tolist()):
        near, numbers = inputs.paths[t]
        columns = np.searchsorted(rows, near)
        inside = columns < len(rows)
        inside[inside] = rows[columns[inside]] == near[inside]
        out[n, columns[inside]] = numbers[inside] + 1
    return out
