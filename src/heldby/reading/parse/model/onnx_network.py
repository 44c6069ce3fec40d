"""The networks that parse and score: one runs over every word, the other over the candidate claims of a report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Ints = NDArray[np.int64]

OUTPUTS = ("words", "tags", "morphs", "starts", "arcs", "label_dependents", "label_heads", "claims")
CLAIM_INPUTS = ("at", "noun", "label", "status_rule", "position", "word", "entity", "rows", "pairs")
CLAIM_OUTPUTS = ("claims", "roles", "statuses")


@dataclass(frozen=True, slots=True)
class Scores:
    """The network's output for one window of W words. Every array has one row per word.

    `arcs` is [W dependents, W heads], and its diagonal scores each word as the root. `claims` holds one logit per claim type. `tags`,
    `morphs` and `starts` are scores of tags, morphology and sentence starts. The other fields are vectors for `OutputLayers`.
    """

    words: Floats
    tags: Floats
    morphs: Floats
    starts: Floats
    arcs: Floats
    label_dependents: Floats
    label_heads: Floats
    claims: Floats


class OutputLayers:
    """The output layer for pairs of words: relations of words to their heads."""

    def __init__(self, path: Path) -> None:
        import numpy as np

        with np.load(path, allow_pickle=False) as stored:
            label: Floats = stored["label"].astype(np.float32)
        self._relations, i, j = label.shape
        self._label: Floats = np.ascontiguousarray(label.transpose(1, 0, 2).reshape(i, self._relations * j))

    def labels(self, dependents: Floats, heads: Floats) -> Floats:
        """Return [N, relations] scores for N pairs of a dependent and a head: rows of `label_dependents` and of `label_heads`."""
        import numpy as np

        projected = (dependents @ self._label).reshape(len(dependents), self._relations, -1)
        return np.asarray((projected @ heads[:, :, None])[..., 0])


class Network:
    """Runs the ONNX file, one window per run. Rounding depends on the other rows of a batch, so windows are never batched together."""

    def __init__(self, path: Path, threads: int = 1) -> None:
        self._session = _session(path, threads)

    def run(self, pieces: list[int], cases: list[int], gaps: list[int], firsts: list[int]) -> Scores:
        """Return the scores of a window's words.

        `pieces` holds the ids of the window's word pieces. `cases` gives the case class of each piece, and `gaps` the line breaks before
        it. `firsts` holds the index of each word's first piece.
        """
        import numpy as np

        inputs = {"pieces": pieces, "cases": cases, "gaps": gaps, "firsts": firsts}
        out = self._session.run(OUTPUTS, {name: np.array([values], dtype=np.int64) for name, values in inputs.items()})
        return Scores(*(part[0] for part in out))


@dataclass(frozen=True, slots=True)
class ClaimScores:
    """The claim network's output for N candidates and K phrases or times ("rows") that may fill their roles.

    `claims` [N] are the log odds that the candidates are claims, `roles` [N, K, roles] the log odds that the rows fill their roles, and
    `statuses` [N, statuses] the scores of the statuses.
    """

    claims: Floats
    roles: Floats
    statuses: Floats


class ClaimNetwork:
    """Runs the ONNX file that scores the candidate claims of a report."""

    def __init__(self, path: Path, threads: int = 1) -> None:
        self._session = _session(path, threads)

    def run(self, words: Floats, odds: Floats, numbers: Mapping[str, Ints]) -> ClaimScores:
        """Score candidates.

        `words` [W, width] are the word vectors, `odds` [N] the scores of the candidates' types at their words, and `numbers` the inputs
        that `CLAIM_INPUTS` names.
        """
        inputs = {"words": words, "odds": odds, **{name: numbers[name] for name in CLAIM_INPUTS}}
        return ClaimScores(*self._session.run(CLAIM_OUTPUTS, inputs))


def _session(path: Path, threads: int) -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
