"""Composed reports annotate only what they say."""

from __future__ import annotations

import random

import pytest
from training.compose.__main__ import compose, read_patterns
from training.compose.names import SPEAKERS, Names
from training.compose.sentence import Sentence, claims_of
from training.compose.times import Times


@pytest.fixture(scope="module")
def names() -> Names:
    return Names(random.Random(3))


def test_each_pattern_fills_all_slots_and_states_its_claims(names: Names):
    rng = random.Random(4)
    for sentence, claims in [row for rows in read_patterns().values() for row in rows]:
        times, war = Times(None, rng), names.war()
        rendered = Sentence(war, names, times, SPEAKERS, rng, None).render(sentence)
        assert not set("{}[]<>|$") & set(rendered.text), sentence
        assert len(claims_of(claims, rendered, times)) == len([part for part in claims.split(" ; ") if part]), sentence


def test_annotations_quote_the_text_and_name_what_it_names(names: Names):
    rng, patterns = random.Random(5), read_patterns()
    for _ in range(200):
        report, gold = compose(patterns, names, rng)
        text = report["text"].lower()
        for claim in gold:
            assert claim["quote"] in report["text"]
            for mention in (*claim["actor"], *claim["target"], *claim["place"]):
                assert mention.lower() in text, (mention, report["text"])
