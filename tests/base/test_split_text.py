"""Splitting long texts."""

from __future__ import annotations

from itertools import pairwise

import pytest

from heldby.base.split_text import split_text

LONGEST = 4_000
PARAGRAPH = "The army took a town. " * 40
TEXTS = ["short", PARAGRAPH * 50, "\n\n".join([PARAGRAPH] * 30), "x" * 30_000, ("line\n" * 5000), "🏙" * 9000]


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_parts_cover_the_text_and_none_is_too_long(text: str) -> None:
    spans = split_text(text, LONGEST)
    assert spans[0][0] == 0 and spans[-1][1] == len(text)
    assert all(a[1] == b[0] for a, b in pairwise(spans))
    assert all(0 < end - start <= LONGEST for start, end in spans)


def test_text_is_split_between_paragraphs_if_it_has_any() -> None:
    text = "\n\n".join([PARAGRAPH] * 30)
    assert all(text[:end].endswith("\n\n") for _, end in split_text(text, LONGEST)[:-1])


def test_text_without_paragraphs_is_split_between_sentences() -> None:
    text = PARAGRAPH * 50
    assert all(text[:end].endswith(". ") for _, end in split_text(text, LONGEST)[:-1])


@pytest.mark.parametrize("text", ["", " \n " * 5000])
def test_text_without_words_has_no_parts(text: str) -> None:
    assert split_text(text, LONGEST) == []
