"""From a network's scores to sentences and trees."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Scores = NDArray[np.float32]

OPENING = frozenset({'"', "“", "``", "«"})
STOPS = frozenset({".", "!", "?"})
ONCE = (("nsubj", "nsubj:pass", "csubj", "csubj:pass"),)
"""Relations of which a word has one dependent at most (universaldependencies.org/u/dep), in English before it as a rule."""


def bounds(starts: Scores, forced: set[int], least: list[float], first: int, last: int) -> list[tuple[int, int]]:
    """Sentences of the words `first` to `last` (exclusive): a word begins one where its score is over its `least`, or where it must."""
    begins = [first, *(i for i in range(first + 1, last) if starts[i] > least[i] or i in forced)]
    return [(begin, end) for begin, end in zip(begins, [*begins[1:], last], strict=True) if begin < end]


def least_start(before: str, word: str) -> float:
    """The score from which a word begins a sentence, by what stands before it: a quotation behind a colon does, full stops count for it,
    running text against it."""
    if before == ":" and word in OPENING:
        return -math.inf
    stopped = before in STOPS or (before[-1:] in STOPS and before[:-1].isdigit())
    if stopped and word[:1].isupper():
        return -6.0
    runs_on = before[-1:].isalnum() or (before[-1:] == "." and before[:1].isalpha())  # a word, or an abbreviation
    return 2.5 if word.islower() and runs_on else 0.0


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


def hang_of(found: list[int], first: int, of: list[bool], nouns: list[bool]) -> None:
    """Hang what an "of" leads to on the noun right before it, where the two were given one head ("dropped thousands of leaflets").

    `found`: the head of each word, counted as the words are from `first` on, changed in place; `of`, `nouns`: which words are which.
    """
    for k in range(1, len(found)):
        inner, noun = found[k] - first, k - 1
        siblings = k < inner < len(found) and found[inner] == found[noun] and found[inner] not in (first + inner, first + noun)
        if of[k] and nouns[noun] and siblings:  # neither the root nor the other's head, so that no circle can come of it
            found[inner] = first + noun


def hang_participles(found: list[int], first: int, prepositions: list[bool], participles: list[bool]) -> None:
    """Hang a participle on the noun right before it where that noun, though a preposition leads to it, was hung on the participle.

    "Troops with militias backed by Iran": the militias are with the troops, and are backed. Arguments as of `hang_of`.
    """
    for k in range(1, len(found)):
        noun, above = k - 1, found[k] - first
        hangs_on_it = participles[k] and found[noun] == first + k and above < noun and found[above] != first + k
        if hangs_on_it and any(prepositions[j] and found[j] == first + noun for j in range(above + 1, noun)):
            found[noun], found[k] = first + above, first + noun


def once_each(relations: Scores, found: list[int], first: int, groups: list[list[int]]) -> None:
    """Leave each head one dependent of each group of relations, the surest of those before it, else behind it; others take their next best.

    `relations`: [words, relations] scores, changed in place; `found`: the head of each word, counted as the words are from `first` on.
    """
    best = relations.argmax(axis=1)
    for group in groups:
        holder: dict[int, int] = {}
        for i in (i for i, label in enumerate(best.tolist()) if label in group and found[i] != first + i):
            rival = holder.setdefault(found[i], i)
            if rival != i:
                loser, winner = sorted((rival, i), key=lambda k: (first + k < found[i], _lead(relations[k], group)))
                relations[loser, group] = -1e9
                holder[found[i]] = winner


def _lead(scores: Scores, group: list[int]) -> float:
    """By how much a word prefers a group of relations to all others."""
    import numpy as np

    return float(scores[group].max() - np.delete(scores, group).max())


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
