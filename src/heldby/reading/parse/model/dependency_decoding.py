"""Decode a network's scores into sentences and dependency trees."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Scores = NDArray[np.float32]

OPENING_QUOTES = frozenset({'"', "“", "``", "«"})
FULL_STOPS = frozenset({".", "!", "?"})
UNIQUE_RELATIONS = (("nsubj", "nsubj:pass", "csubj", "csubj:pass"),)
"""Groups of relations. A word has at most one dependent with a relation of each group (universaldependencies.org/u/dep). In English, that
dependent, the subject, usually precedes the word."""


def sentence_bounds(starts: Scores, forced: set[int], thresholds: list[float], first: int, last: int) -> list[tuple[int, int]]:
    """Return the sentences of the words `first` to `last` (exclusive) as (start, end) pairs.

    A word starts a sentence if its score exceeds its threshold, or if its index is in `forced`.
    """
    begins = [first, *(i for i in range(first + 1, last) if starts[i] > thresholds[i] or i in forced)]
    return [(begin, end) for begin, end in zip(begins, [*begins[1:], last], strict=True) if begin < end]


def start_threshold(before: str, word: str) -> float:
    """Return the score above which a word starts a sentence, given the token before it.

    An opening quotation mark after a colon always starts a sentence. A full stop before a capital lowers the threshold. A word or an
    abbreviation before a word in lower case raises it.
    """
    if before == ":" and word in OPENING_QUOTES:
        return -math.inf
    stopped = before in FULL_STOPS or (before[-1:] in FULL_STOPS and before[:-1].isdigit())
    if stopped and word[:1].isupper():
        return -6.0
    runs_on = before[-1:].isalnum() or (before[-1:] == "." and before[:1].isalpha())  # a word, or an abbreviation
    return 2.5 if word.islower() and runs_on else 0.0


def find_heads(arcs: Scores) -> list[int]:
    """Return the head of each word of one sentence. The root, of which there is exactly one, is its own head.

    `arcs` is [words, words]: the score of each (dependent, head), with the score of being the root on the diagonal. If the best heads of
    the words form a tree, these are the result. Otherwise the result is the maximum spanning tree (Chu and Liu 1965, Edmonds 1967).
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


def attach_of_phrases(found: list[int], first: int, of: list[bool], nouns: list[bool]) -> None:
    """Attach the complement of "of" to the noun directly before "of" if both have the same head ("dropped thousands of leaflets").

    `found` holds the head of each word, offset by `first`, and is changed in place. `of` and `nouns` say for each word whether it is "of"
    and whether it is a noun.
    """
    for k in range(1, len(found)):
        inner, noun = found[k] - first, k - 1
        siblings = k < inner < len(found) and found[inner] == found[noun] and found[inner] not in (first + inner, first + noun)
        if of[k] and nouns[noun] and siblings:  # not the root or the other's head: no cycle
            found[inner] = first + noun


def attach_participles(found: list[int], first: int, prepositions: list[bool], participles: list[bool]) -> None:
    """Attach a participle to the noun directly before it if that noun has a preposition but was attached to the participle.

    In "Troops with militias backed by Iran", "backed" is attached to "militias", and "militias" to "Troops". `found` and `first` are as
    in `attach_of_phrases`. `prepositions` and `participles` say for each word whether it is one.
    """
    for k in range(1, len(found)):
        noun, above = k - 1, found[k] - first
        attached_to_it = participles[k] and found[noun] == first + k and above < noun and found[above] != first + k
        if attached_to_it and any(prepositions[j] and found[j] == first + noun for j in range(above + 1, noun)):
            found[noun], found[k] = first + above, first + noun


def keep_one_dependent(relations: Scores, found: list[int], first: int, groups: list[list[int]]) -> None:
    """Keep one dependent per head for each group of relations. The other dependents take their best relation outside the group.

    The surest dependent before the head is kept or, if there is none, the surest after the head. `relations` holds [words, relations]
    scores and is changed in place. `found` holds the head of each word, offset by `first`.
    """
    best = relations.argmax(axis=1)
    for group in groups:
        holder: dict[int, int] = {}
        for i in (i for i, label in enumerate(best.tolist()) if label in group and found[i] != first + i):
            rival = holder.setdefault(found[i], i)
            if rival != i:
                loser, winner = sorted((rival, i), key=lambda k: (first + k < found[i], _margin(relations[k], group)))
                relations[loser, group] = -1e9
                holder[found[i]] = winner


def _margin(scores: Scores, group: list[int]) -> float:
    """Return by how much a word prefers a group of relations to all others."""
    import numpy as np

    return float(scores[group].max() - np.delete(scores, group).max())


def _is_tree(best: list[int]) -> bool:
    """Check whether following the heads leads every word to the one root."""
    roots = [i for i, h in enumerate(best) if i == h]
    if len(roots) != 1:
        return False
    reached = {roots[0]}
    for i in range(len(best)):
        path = []
        while i not in reached:
            if i in path:
                return False
            path.append(i)
            i = best[i]
        reached.update(path)
    return True
