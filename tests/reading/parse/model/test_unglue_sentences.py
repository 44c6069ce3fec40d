"""Sentences that lost the space between them are split; words with a capital inside stay whole."""

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
def test_glued_sentences_are_split(text: str, second: str) -> None:
    assert [sent.text for sent in load_model()(text).sents][-1] == second


@pytest.mark.parametrize("word", ["YouTube", "BuzzFeed", "McDonald", "WhatsApp", "LinkedIn", "al-Qaim", "MiG-29", "PlayStation", "DeKalb"])
def test_names_with_inner_capital_stay_whole(word: str) -> None:
    assert word in [token.text for token in load_model()(f"They saw it on {word} near the town.")]
