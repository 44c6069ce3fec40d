"""From a network's scores to sentences and trees."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Scores = NDArray[np.float32]


def bounds(starts: Scores, forced: set[int], first: int, last: int) -> list[tuple[int, int]]:
    """Sentences of the words `first` to `last` (exclusive): a word begins one where its score is positive, or where it must."""
    begins = [first, *(i for i in range(first + 1, last) if starts[i] > 0 or i in forced)]
    return [(begin, end) for begin, end in zip(begins, [*begins[1:], last], strict=True) if begin < end]


def heads(arcs: Scores) -> list[int]:
    """The head of each word of one sentence; the one root is its own.

    `arcs`: [words, words], the score of (dependent, head), of being the root on the diagonal. The best head of each where these make a
    tree, else the maximum spanning tree (Chu and Liu 1965, Edmonds 1967).
    """
    import numpy as np

    best = [int(h) for h in arcs.argmax(axis=1)]
    if _is_tree(best):
        return best
    from ufal.chu_liu_edmonds import chu_liu_edmonds

    n = len(best)
    others = arcs - np.diag(np.full(n, np.inf, dtype=np.float32))
    root = int((np.diag(arcs) - others.max(axis=1)).argmax()) if n > 1 else 0
    weights = np.full((n + 1, n + 1), np.nan, dtype=np.float64)
    weights[1:, 1:] = arcs
    weights[np.arange(1, n + 1), np.arange(1, n + 1)] = np.nan
    weights[root + 1, :] = np.nan
    weights[root + 1, 0] = 0.0
    tree, _ = chu_liu_edmonds(weights)
    return [root if i == root else int(h) - 1 for i, h in enumerate(tree[1:])]


def _is_tree(best: list[int]) -> bool:
    """Whether following heads leads everyone to one root."""
    roots = [i for i, h in enumerate(best) if i == h]
    if len(roots) != 1:
        return False
    reached = {roots[0]}
    for i in range(len(best)):
        way = []
        while i not in reached:
            if i in way:
                return False
            way.append(i)
            i = best[i]
        reached.update(way)
    return True
