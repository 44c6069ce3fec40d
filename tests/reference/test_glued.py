"""Sentences that lost the space between them are read as two; words that have a capital inside stay whole."""

from __future__ import annotations

import pytest

from heldby.reading.parse.model.load import load_model


@pytest.mark.parametrize(
    ("text", "second"),
    [
        ("See Battle of EnerhodarCaptured by Russia on 4 March 2022.", "Captured by Russia on 4 March 2022."),
        ("Retaken by the army on 13 June 2014Recaptured by the rebels on 16 April.", "Recaptured by the rebels on 16 April."),
        ("See Siege of Marawi (2017)Captured by the army in October.", "Captured by the army in October."),
        ("It was the battle of the steel worksPartially destroyed, the plant fell in May.", "Partially destroyed, the plant fell in May."),
    ],
)
def test_glued_sentences_are_parted(text: str, second: str) -> None:
    assert [sent.text for sent in load_model()(text).sents][-1] == second


@pytest.mark.parametrize("word", ["YouTube", "BuzzFeed", "McDonald", "WhatsApp", "LinkedIn", "al-Qaim", "MiG-29", "PlayStation", "DeKalb"])
def test_names_with_a_capital_inside_stay_whole(word: str) -> None:
    assert word in [token.text for token in load_model()(f"They saw it on {word} near the town.")]


def test_each_line_of_a_page_is_a_sentence_of_its_own_and_wrapped_lines_are_not() -> None:
    page = "Islamic State loses its last town in Iraq\n" + "Iraqi soldiers drove the group out of Rawa on Friday. " * 3
    assert next(iter(load_model()(page).sents)).text.strip() == "Islamic State loses its last town in Iraq"
    wrapped = "Iraqi soldiers drove the group out of\nRawa on Friday, taking from it the last\ntown that it held in Iraq."
    assert len(list(load_model()(wrapped).sents)) == 1
