"""Decoding scores: every tree has one root and no cycle, and known parser errors are corrected."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from heldby.reading.parse.model.dependency_decoding import (
    attach_of_phrases,
    attach_participles,
    find_heads,
    keep_one_dependent,
    sentence_bounds,
    start_threshold,
)

SQUARES = st.integers(1, 9).flatmap(lambda n: arrays(np.float32, (n, n), elements=st.floats(-20, 20, width=32)))


@st.composite
def trees(draw: st.DrawFn) -> list[int]:
    """Draw the heads of two to seven words. Each is attached to one before it in some order; the first is the root."""
    order = draw(st.permutations(range(draw(st.integers(2, 7)))))
    found = [order[0]] * len(order)
    for n, word in enumerate(order[1:], 1):
        found[word] = order[draw(st.integers(0, n - 1))]
    return found


FLAGS = st.lists(st.booleans(), min_size=7, max_size=7)


def is_tree(found: list[int], first: int = 0) -> bool:
    """Check whether following the heads leads every word to the one root."""
    ends = set()
    for i in range(len(found)):
        for _ in found:
            i = found[i] - first
        ends.add(i)
    return len(ends) == 1 and found[min(ends)] - first in ends


@given(SQUARES)
def test_any_scores_give_a_tree(arcs: np.ndarray) -> None:
    assert is_tree(find_heads(arcs))


@settings(max_examples=1500)
@given(trees(), FLAGS, FLAGS, FLAGS, FLAGS, st.integers(0, 40))
def test_corrected_tree_is_a_tree(
    tree: list[int], of: list[bool], nouns: list[bool], prepositions: list[bool], participles: list[bool], first: int
) -> None:
    found = [first + h for h in tree]
    attach_of_phrases(found, first, of, nouns)
    assert is_tree(found, first)
    attach_participles(found, first, prepositions, participles)
    assert is_tree(found, first)


def test_root_is_not_attached_to_its_descendant() -> None:
    # outskirts of ... clashes: "of" was attached to the root, like the noun before it
    found = [2, 2, 2]
    attach_of_phrases(found, 0, [False, True, False], [True, False, True])
    assert found == [2, 2, 2]


def test_best_heads_are_kept_if_they_form_a_tree() -> None:
    arcs = np.full((3, 3), -5, dtype=np.float32)
    arcs[1, 1] = arcs[0, 1] = arcs[2, 1] = 5
    assert find_heads(arcs) == [1, 1, 1]


def test_complement_of_of_attaches_to_noun_before_it() -> None:
    # dropped thousands of leaflets: both nouns were attached to the verb
    found = [10, 10, 13, 10]
    attach_of_phrases(found, 10, [False, False, True, False], [False, True, False, True])
    assert found == [10, 10, 13, 11]


def test_participle_attaches_to_noun_before_it() -> None:
    # troops with militias backed: "militias" was attached to "backed", and "backed" to "troops"
    found = [0, 2, 3, 0]
    attach_participles(found, 0, [False, True, False, False], [False, False, False, True])
    assert found == [0, 2, 0, 2]


def test_verb_keeps_only_the_subject_before_it() -> None:
    # a source told Reuters: both were taken as the subject of "told"; relation 0 is the subject, 1 the object
    relations = np.array([[5, 1], [0, 0], [9, 2]], dtype=np.float32)
    keep_one_dependent(relations, [1, 1, 1], 0, [[0]])
    assert relations.argmax(axis=1).tolist() == [0, 0, 1]


def test_sentences_start_after_full_stops_and_rarely_in_running_text() -> None:
    words = ["Rebels", "fled", ".", "Troops", "said", ":", '"', "We", "won"]
    least = [start_threshold(before, word) for before, word in zip(["", *words], words, strict=False)]
    starts = np.full(len(words), -3.0, dtype=np.float32)
    starts[1] = 1.0
    assert sentence_bounds(starts, set(), least, 0, len(words)) == [(0, 3), (3, 6), (6, 9)]
    assert sentence_bounds(starts, {8}, least, 0, len(words))[-1] == (8, 9)
