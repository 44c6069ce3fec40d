"""The parts of a long text that a language model is asked about."""

from __future__ import annotations

from heldby.reading.llm.parts import LONGEST_PART, MOST_PARTS, asked_parts


def test_parts_fit_into_a_question_and_their_number_is_limited() -> None:
    parts = asked_parts("word " * LONGEST_PART * MOST_PARTS)
    assert len(parts) == MOST_PARTS and all(end - start <= LONGEST_PART for start, end in parts)
