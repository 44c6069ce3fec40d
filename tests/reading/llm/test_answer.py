"""The format of a model's answer."""

from __future__ import annotations

import json

import pytest

from heldby.reading.llm.answer import BAD_FORM, MOST_CLAIMS, TOO_MANY, parse_answer
from heldby.reading.llm.no_answer import NoAnswer

CLAIM = {"quote": "The army took Rawa.", "kind": "event", "type": "capture", "actor": ["The army"], "place": ["Rawa"]}
GOOD = json.dumps({"claims": [CLAIM]})


@pytest.mark.parametrize(
    "answer",
    [
        GOOD,
        f"```json\n{GOOD}\n```",
        f"Here are the claims:\n\n{GOOD}\n\nI hope this helps {{you}}!",
        f'<think>Perhaps {{"claims": [1, 2]}}? Or {{ not?</think>{GOOD}',
        f"{GOOD[:20]} -- let me start again: {GOOD}",
    ],
)
def test_claims_are_found_in_chatter(answer: str) -> None:
    [claim] = parse_answer(answer).claims
    assert (claim.quote, claim.type, claim.actor, claim.status) == (CLAIM["quote"], "capture", ("The army",), "happened")


@pytest.mark.parametrize(
    "answer", ["", "I cannot do that.", "{}", "[]", '{"claims": 3}', GOOD[:-2], json.dumps([CLAIM]), "{" * 5000, '{"a":' * 100_000, "{1:2}"]
)
def test_answer_without_claims_is_no_answer(answer: str) -> None:
    with pytest.raises(NoAnswer, match="not in the required JSON format"):
        parse_answer(answer)


def test_answer_that_finds_nothing() -> None:
    assert parse_answer('{"claims": []}').claims == []


@pytest.mark.parametrize(
    "change",
    [
        {"type": "conquer"}, {"kind": "control"}, {"kind": "opinion"}, {"status": "maybe"}, {"quote": ""}, {"quote": 7}, {"quote": None},
        {"quote": "x" * 2001}, {"actor": [1]}, {"actor": {"name": "x"}}, {"actor": ["x"] * 9}, {"actor": [""]}, {"place": ["x" * 301]},
        {"source": ["x"]}, {"held_as": "first"}, {"quote": "\ud800"},
    ],
)  # fmt: skip
def test_claim_of_the_wrong_form_is_counted_and_the_others_are_kept(change: dict[str, object]) -> None:
    answer = parse_answer(json.dumps({"claims": [{**CLAIM, **change}, CLAIM, "text", None]}))
    assert len(answer.claims) == 1 and answer.left_out == {BAD_FORM: 3}


def test_single_names_and_nulls_stand_for_lists_and_unknown_fields_are_ignored() -> None:
    [claim] = parse_answer(json.dumps({"claims": [{**CLAIM, "actor": "The army", "target": None, "certainty": 1.0}]})).claims
    assert (claim.actor, claim.target) == (("The army",), ())


def test_number_of_claims_is_limited() -> None:
    answer = parse_answer(json.dumps({"claims": [CLAIM] * (MOST_CLAIMS + 7)}))
    assert len(answer.claims) == MOST_CLAIMS and answer.left_out == {TOO_MANY: 7}
