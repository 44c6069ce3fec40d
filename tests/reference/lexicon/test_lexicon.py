"""The frames of the lexicon and their example sentences."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from heldby.model import Report
from heldby.reading import Reader
from heldby.reference import lexicon

EXAMPLES = [(label, example) for label, examples in lexicon.load().examples.items() for example in examples]


@cache
def reader() -> Reader:
    return Reader()


@pytest.mark.parametrize(("label", "example"), EXAMPLES, ids=lambda value: value if isinstance(value, str) else value["text"][:30])
def test_every_example_has_a_trigger_of_its_type(label: str, example: dict[str, Any]) -> None:
    parsed = reader().analyser.analyse(Report(id="r", sha256="", text=example["text"])).parsed
    found = lexicon.load()
    words = {*parsed.lemma, *parsed.lower}
    labels = {name for word in words for name in (*found.triggers.get(word, ()), *found.figures.get(word, ()))}
    assert label in labels or label == "figure/other"


def test_word_classes_and_their_reverse_agree() -> None:
    found = lexicon.load()
    assert {(name, lemma) for name, lemmas in found.classes.items() for lemma in lemmas} == {
        (name, lemma) for lemma, names in found.class_of.items() for name in names
    }
