"""The network that parses and judges: an ONNX file for what every word needs, a few matrices for what only some pairs of words need."""

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
    """What the network makes of one window of W words: a row each, [W, ...].

    `arcs` [W dependents, W heads], a word's own column: being a root; `claims` one logit a claim type; the rest are vectors for `Heads`.
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


class Heads:
    """Relations of words to heads, roles and statuses of claims, from the vectors of words."""

    def __init__(self, path: Path) -> None:
        import numpy as np

        with np.load(path, allow_pickle=False) as stored:
            self._m: dict[str, Floats] = {name: stored[name].astype(np.float32) for name in stored.files}
        self._relations, i, j = self._m["label"].shape
        self._label: Floats = np.ascontiguousarray(self._m.pop("label").transpose(1, 0, 2).reshape(i, self._relations * j))

    def labels(self, dependents: Floats, heads: Floats) -> Floats:
        """[N, relations]: scores for N pairs of rows of `label_dependents` and `label_heads`."""
        import numpy as np

        sought = (dependents @ self._label).reshape(len(dependents), self._relations, -1)
        return np.asarray((sought @ heads[:, :, None])[..., 0])

    def roles(self, word: Floats, claim: int, fillers: Floats) -> Floats:
        """[roles, 1 + K]: log probabilities of what fills each role of a claim of type `claim` told by `word`: nobody, or one of K rows."""
        import numpy as np

        told = _gelu((word + self._m["kind"][claim]) @ self._m["teller_w"] + self._m["teller_b"])
        told = np.append(told, np.float32(1.0))
        scores = np.tensordot(told, self._m["role"], axes=(0, 1)) @ np.vstack([self._m["nobody"], fillers]).T
        return np.asarray(scores - np.logaddexp.reduce(scores, axis=1, keepdims=True))

    def statuses(self, word: Floats, claim: int) -> Floats:
        """Log probabilities of each status of a claim of type `claim` told by `word`."""
        import numpy as np

        hidden = _gelu((word + self._m["kind"][claim]) @ self._m["status_w1"] + self._m["status_b1"])
        scores = hidden @ self._m["status_w2"] + self._m["status_b2"]
        return np.asarray(scores - np.logaddexp.reduce(scores))


class Network:
    """Runs the ONNX file, one window at a time: its numbers are rounded by what stands beside them, so no window may share a run."""

    def __init__(self, path: Path, threads: int = 1) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.log_severity_level = 3
        self._session: Any = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])

    def run(self, pieces: list[int], cases: list[int], gaps: list[int], firsts: list[int]) -> Scores:
        """Scores of a window's words; `firsts`: the index of each word's first piece."""
        import numpy as np

        fed = {"pieces": pieces, "cases": cases, "gaps": gaps, "firsts": firsts}
        out = self._session.run(OUTPUTS, {name: np.array([values], dtype=np.int64) for name, values in fed.items()})
        return Scores(*(part[0] for part in out))


def _gelu(x: Floats) -> Floats:
    """The Gaussian error linear unit, in its usual tanh form (Hendrycks and Gimpel 2016)."""
    import numpy as np

    return np.asarray(0.5 * x * (1 + np.tanh(0.7978845608 * (x + 0.044715 * x**3))), dtype=np.float32)
