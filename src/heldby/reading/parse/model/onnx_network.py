"""The network that parses and scores: an ONNX file that runs over every word, and a few matrices that score selected pairs of words."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

OUTPUTS = ("words", "tags", "morphs", "starts", "arcs", "label_dependents", "label_heads", "claims", "fillers")


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
    fillers: Floats


class OutputLayers:
    """The output layers over word vectors: relations of words to their heads, and roles and statuses of claims."""

    def __init__(self, path: Path) -> None:
        import numpy as np

        with np.load(path, allow_pickle=False) as stored:
            self._m: dict[str, Floats] = {name: stored[name].astype(np.float32) for name in stored.files}
        self._relations, i, j = self._m["label"].shape
        self._label: Floats = np.ascontiguousarray(self._m.pop("label").transpose(1, 0, 2).reshape(i, self._relations * j))

    def labels(self, dependents: Floats, heads: Floats) -> Floats:
        """Return [N, relations] scores for N pairs of a dependent and a head: rows of `label_dependents` and of `label_heads`."""
        import numpy as np

        projected = (dependents @ self._label).reshape(len(dependents), self._relations, -1)
        return np.asarray((projected @ heads[:, :, None])[..., 0])

    def roles(self, word: Floats, claim: int, fillers: Floats) -> Floats:
        """Return [roles, 1 + K] log probabilities: for each role of a claim, how likely each candidate is to fill it.

        `word` is the vector of the claim's trigger, and `claim` the index of its type. The first column stands for "no filler", and the
        others for the K rows of `fillers`.
        """
        import numpy as np

        hidden = _gelu((word + self._m["kind"][claim]) @ self._m["teller_w"] + self._m["teller_b"])
        hidden = np.append(hidden, np.float32(1.0))
        scores = np.tensordot(hidden, self._m["role"], axes=(0, 1)) @ np.vstack([self._m["nobody"], fillers]).T
        return np.asarray(scores - np.logaddexp.reduce(scores, axis=1, keepdims=True))

    def statuses(self, word: Floats, claim: int) -> Floats:
        """Return the log probability of each status of a claim. `word` is the vector of its trigger, and `claim` the index of its type."""
        import numpy as np

        hidden = _gelu((word + self._m["kind"][claim]) @ self._m["status_w1"] + self._m["status_b1"])
        scores = hidden @ self._m["status_w2"] + self._m["status_b2"]
        return np.asarray(scores - np.logaddexp.reduce(scores))


class Network:
    """Runs the ONNX file, one window per run. Rounding depends on the other rows of a batch, so windows are never batched together."""

    def __init__(self, path: Path, threads: int = 1) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.log_severity_level = 3
        self._session: Any = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])

    def run(self, pieces: list[int], cases: list[int], gaps: list[int], firsts: list[int]) -> Scores:
        """Return the scores of a window's words.

        `pieces` holds the ids of the window's word pieces. `cases` gives the case class of each piece, and `gaps` the line breaks before
        it. `firsts` holds the index of each word's first piece.
        """
        import numpy as np

        inputs = {"pieces": pieces, "cases": cases, "gaps": gaps, "firsts": firsts}
        out = self._session.run(OUTPUTS, {name: np.array([values], dtype=np.int64) for name, values in inputs.items()})
        return Scores(*(part[0] for part in out))


def _gelu(x: Floats) -> Floats:
    """Compute the Gaussian error linear unit in its usual tanh form (Hendrycks and Gimpel 2016)."""
    import numpy as np

    return np.asarray(0.5 * x * (1 + np.tanh(0.7978845608 * (x + 0.044715 * x**3))), dtype=np.float32)
