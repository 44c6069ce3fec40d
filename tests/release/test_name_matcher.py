"""Names are found however they are written, and other words are left alone."""

from __future__ import annotations

import pytest

from heldby.release.masked_text import MaskedText
from heldby.release.name_matcher import NameMatcher, Span


def masked(text: str, *names: str, any_case: bool = True, sounds: bool = False) -> str:
    matcher = NameMatcher()
    for name in names:
        matcher.add(name, any_case=any_case, sounds=sounds)
    return MaskedText(text, matcher.spans(text)).text


@pytest.mark.parametrize(
    "written",
    ["Abu Kamal", "ABU KAMAL", "abu-kamal", "AbuKamal", "Abū Kamāl", "Abu\u00a0Kamal", "Abu Ka\u00admal", "A\u200bbu Kamal", "abu_kamal",
     "Ａｂｕ Kamal"],
)  # fmt: skip
def test_a_name_is_found_in_any_form(written: str) -> None:
    assert masked(f"In {written}, all is calm.", "Abu Kamal") == "In ███, all is calm."


def test_the_article_is_part_of_the_name_and_a_possessive_is_not() -> None:
    assert masked("The al-Qaim road; al-Qa'im's bridge; the town", "Qaim") == "The ███ road; ███'s bridge; the town"


def test_arabic_names_are_found_after_small_words() -> None:
    assert masked("في راوة وراوة وبالقائم", "راوة", "القائم") == "في ███ ███ ███"


def test_cyrillic_names_are_found_with_their_endings() -> None:
    assert masked("в Лисичанске и Лисичанск", "Лисичанск") == "в ███ и ███"


def test_names_that_are_also_words_need_a_capital() -> None:
    assert masked("Shells hit Hit.", "Hit") == "Shells hit ███."
    assert masked("They tell that Tell fell.", "Tell", any_case=False) == "They tell that ███ fell."


def test_other_transliterations_are_found_by_their_consonants() -> None:
    assert masked("Dayr az Zawr and deer", "Deir ez-Zor", sounds=True) == "███ and deer"


def test_offsets_follow_the_text() -> None:
    text = "Troops took Abu Kamal on Friday."
    mask = MaskedText(text, [Span(12, 21)])
    start, end = mask.offset(text.index("on")), mask.offset(len(text), end=True)
    assert mask.text[start:end] == "on Friday."
    inside = mask.offset(14), mask.offset(16, end=True)
    assert mask.text[slice(*inside)] == "███" and mask.text[mask.offset(0) : mask.offset(12, end=True)] == "Troops took "
