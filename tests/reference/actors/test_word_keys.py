"""Tests of the folding of words and names."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from heldby.reference.actors.word_keys import fold_to_words, fold_words


def test_spellings_of_the_arabic_article_and_accents_fold_alike() -> None:
    assert fold_to_words("Ahrar ash-Sham") == fold_to_words("Ahrar al-Sham") == fold_to_words("ahrar el Sham")
    assert fold_to_words("Recep Tayyip Erdoğan") == fold_to_words("Recep Tayyip Erdogan")
    assert fold_to_words("Da’esh") == fold_to_words("Daesh")


@given(st.text(max_size=200))
def test_folded_words_keep_their_offsets(text: str) -> None:
    words = fold_words(text)
    assert all(text[word.start : word.end] == word.text for word in words)
    assert all(left.end <= right.start for left, right in pairwise(words))
