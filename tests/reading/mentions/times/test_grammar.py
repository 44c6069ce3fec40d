"""The rules for time expressions, with their examples."""

from __future__ import annotations

import pytest

from heldby.reading.mentions.times.builders import BUILDERS
from heldby.reading.mentions.times.grammar import RULES
from heldby.reading.mentions.times.matcher import find_matches


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.builder and rule.examples], ids=lambda rule: rule.examples[0])
def test_rule_matches_its_whole_examples(rule) -> None:
    for example in rule.examples:
        found = list(find_matches(f"x {example}, x"))
        assert [(match.start, match.end) for match in found] == [(2, 2 + len(example))], example
        assert found[0].rule.builder == rule.builder


def test_every_rule_names_a_builder() -> None:
    assert {rule.builder for rule in RULES} - {""} <= set(BUILDERS)


@pytest.mark.parametrize("word", ["of the ", "and ", "May ", "the end of "])
def test_long_run_of_one_word_is_scanned_in_bounded_parts(word: str) -> None:
    assert sum(1 for _ in find_matches(word * 20_000)) <= 20_000
