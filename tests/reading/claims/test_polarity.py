"""Polarity and modality: which statuses the words around a trigger leave possible."""

from __future__ import annotations

import functools

import pytest

from heldby.model import Report
from heldby.reading.claims.analysis import ReportAnalyser
from heldby.reading.claims.polarity import DENIED, NOT_DONE, UNREAL, possible_statuses
from shared_reader import claims_of


@functools.cache
def analyser() -> ReportAnalyser:
    return ReportAnalyser()


def statuses_at(text: str, word: str) -> frozenset[str] | None:
    """Return the possible statuses at the first token that is this word."""
    analysed = analyser().analyse(Report(id="x", sha256="", text=text))
    return possible_statuses(analysed.parsed, analyser().lexicon, analysed.parsed.lower.index(word))


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The army has not captured Palmyra.", "captured"),
        ("Rebels never took the town.", "took"),
        ("The group no longer holds Raqqa.", "holds"),
        ("Neither the army nor the rebels control Hajin.", "control"),
        ("Neither side controls the bridge.", "controls"),
        ("No one has captured the airport.", "captured"),
        ("The army did not withdraw from Kherson or surrender the bridge.", "surrender"),
        ("Russian forces shelled the outskirts of the port but have not captured the city.", "captured"),
        ("The army denied that it had withdrawn from the town.", "withdrawn"),
        ("The army denied losing the town.", "losing"),
        ("The ministry rejected reports that rebels had captured the base.", "captured"),
        ("Reports that the town fell are not true, the governor said.", "fell"),
        ("There were no clashes in the town on Friday.", "clashes"),
        ("The army cannot hold the town.", "hold"),
        ("Nobody was killed in the shelling.", "killed"),
        ("The town has never fallen to the rebels.", "fallen"),
        ("Islamic State lost the town and has not retaken it.", "retaken"),
        ("Correction: An earlier version of this story said the army had captured the town.", "captured"),
        ("The town remains outside the rebels' control.", "control"),
        ("The town is beyond the control of the government.", "control"),
    ],
)
def test_plain_negation_and_denial_leave_only_denied(text: str, word: str) -> None:
    assert statuses_at(text, word) == DENIED


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The army will capture the town within days.", "capture"),
        ("The army may have captured the town.", "captured"),
        ("The army threatened to storm the city.", "storm"),
        ("The commander vowed to retake Mosul.", "retake"),
        ("If the rebels take the bridge, the city will fall.", "take"),
        ("If the rebels take the bridge, the city will fall.", "fall"),
    ],
)
def test_plans_threats_possibilities_and_conditions_have_not_happened(text: str, word: str) -> None:
    assert statuses_at(text, word) == UNREAL


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The army failed to capture the town.", "capture"),
        ("The army has yet to capture the town.", "capture"),
        ("The army nearly captured the town.", "captured"),
        ("They withdrew without capturing the bridge.", "capturing"),
        ("Fighters were unable to take the hill.", "take"),
        ("The army all but captured the town.", "captured"),
        ("The army is on the verge of taking the town.", "taking"),
    ],
)
def test_failed_and_near_acts_were_not_done(text: str, word: str) -> None:
    assert statuses_at(text, word) == NOT_DONE


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Russian forces shelled the outskirts of the port but have not captured the city.", "shelled"),
        ("Not only did the army capture Palmyra, it also took Sukhna.", "capture"),
        ("The rebels did not leave until Friday.", "leave"),
        ("Not until Friday did the army capture the town.", "capture"),
        ("They withdrew without capturing the bridge.", "withdrew"),
        ("The army, which has not been paid for months, captured the town.", "captured"),
        ("He said the army had captured the town, not the rebels.", "captured"),
        ("Residents do not know who captured the town.", "captured"),
        ("The army captured the town, officials who were not named said.", "captured"),
        ("Troops did not fire a shot as they captured the town.", "captured"),
        ("No fewer than 20 people were killed in the attack.", "killed"),
        ("The rebels took the town not far from the border.", "took"),
        ("The governor said the rebels had not taken the city and that the army still holds the airport.", "holds"),
        ("The army did not say when it captured the town.", "captured"),
        ("Nobody was killed in the shelling.", "shelling"),
        ("Islamic State lost the town and has not retaken it.", "lost"),
        ("Two explosions could be heard in the city.", "explosions"),
        ("The city has never been out of Kyiv's hands.", "hands"),
        ("The army drove the rebels out of the town.", "drove"),
    ],
)
def test_negation_of_something_else_excludes_nothing(text: str, word: str) -> None:
    assert statuses_at(text, word) is None


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The town that rebels captured on Monday lies south of Hama.", "captured"),
        ("The town captured on Monday lies ten kilometres from the border.", "captured"),
        ("Much went wrong after the attack on the base.", "attack"),
        ("The army did not stop shelling the city.", "shelling"),
        ("The rebels have not denied that they captured the bridge.", "captured"),
    ],
)
def test_word_that_only_looks_like_a_denial_excludes_nothing(text: str, word: str) -> None:
    assert statuses_at(text, word) is None


@pytest.mark.parametrize("text", ["no", "Captured no", "The rebels captured the town, no", "Not", "They captured not"])
def test_stray_negation_at_the_end_of_a_text_is_no_error(text: str) -> None:
    analysed = analyser().analyse(Report(id="x", sha256="", text=text))
    for i in range(len(analysed.doc)):
        possible_statuses(analysed.parsed, analyser().lexicon, i)


def test_an_earlier_report_takes_nothing_back() -> None:
    assert statuses_at("A previous report said that rebels had seized the base.", "seized") is None


def test_not_true_that_denies() -> None:
    for text in ("The governor said it was not true that the Taliban had captured Herat.", "It is untrue that rebels took Goma."):
        assert {c.status for c in claims_of(text, "capture")} == {"denied"}
