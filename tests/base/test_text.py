"""Tests of name keys."""

from __future__ import annotations

import pytest

from heldby.base.text import fold, fold_case


@pytest.mark.parametrize("name", ["al-Qaim", "Al-Qa'im", "al Qāim", "AL_QAIM", "Qaim", "the Qaim"])
def test_spellings_of_one_name_have_one_key(name: str) -> None:
    assert fold(name) == "qaim"


def test_name_of_symbols_keeps_them() -> None:
    assert fold(" !? ") == "!?"


def test_variants_keep_punctuation_and_accents() -> None:
    assert fold("Al-Qā'im  Town", keep_punctuation=True) == "al-qa'im town"
    assert fold_case("Al-Qā'im  Town") == "al-qā'im town"
