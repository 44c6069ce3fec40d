"""The same sentence is read alike for every party and in every tone."""

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from heldby.model import Report
from heldby.reading import Reader
from heldby.reading.parse.masking import PARTY, masked_word, neutral_lemma, neutral_symbol
from heldby.reading.parse.model.load import load_model
from heldby.reading.parse.pipeline import add_report_components

TEMPLATES = [
    "{adj} {rule} forces {took} the town from {group} on Monday.",
    "{group} {fighters} withdrew from three villages north of the town after heavy clashes with {adj} troops.",
    "At least 12 {group} {fighters} were killed when {adj} jets bombed the base, {country} said.",
    "The {rule} denied that its army had {took} the bridge.",
    "{country} accused {group} of shelling the {adj} side of the border.",
    "According to {country}, {group} still holds half of the city and plans to attack the {adj} army there.",
]
SIDES = [
    {"adj": "Syrian", "country": "Syria", "group": "ISIS", "rule": "government", "took": "captured", "fighters": "fighters"},
    {"adj": "Turkish", "country": "Turkey", "group": "YPG", "rule": "regime", "took": "liberated", "fighters": "terrorists"},
    {"adj": "Ukrainian", "country": "Ukraine", "group": "FARC", "rule": "regime", "took": "captured", "fighters": "thugs"},
    {"adj": "Malian", "country": "Mali", "group": "JNIM", "rule": "government", "took": "liberated", "fighters": "militants"},
]


@cache
def reader() -> Reader:
    return Reader()


def shape(text: str) -> list[tuple[object, ...]]:
    """Return the kind, type, status, role sizes and confidence of each claim of a text."""
    claims = reader().read(Report(id="r", sha256="", text=text)).claims
    return sorted((c.kind, c.type, c.status, len(c.actor), len(c.target), len(c.place), c.confidence or 0.0) for c in claims)


@pytest.mark.parametrize("side", SIDES[1:], ids=lambda side: str(side["country"]))
@pytest.mark.parametrize("template", TEMPLATES)
def test_sentence_gives_same_claims_for_any_side(template: str, side: dict[str, str]) -> None:
    expected = shape(template.format(**SIDES[0]))
    assert expected
    assert shape(template.format(**side)) == expected


def test_mask_keeps_class_and_case() -> None:
    assert [masked_word(word) for word in ("Turkish", "Libya", "YPG", "Regime", "TERRORISTS", "town")] == [
        masked_word("Syrian"), masked_word("Chad"), masked_word("PKK"), "Government", masked_word("FIGHTERS"), "town",
    ]  # fmt: skip
    assert neutral_lemma("liberate") == "capture"
    assert neutral_symbol("rebel") == neutral_symbol("soldier") == neutral_symbol("regime") == PARTY
    assert neutral_symbol("bridge") == "bridge"


def test_claims_quote_the_original_words() -> None:
    text = "Syrian regime troops liberated Palmyra from ISIS terrorists.\n\nIS IT OVER?"
    nlp = add_report_components(add_report_components(load_model()))
    doc = nlp(text)
    assert doc.text == text
    assert next(token.text for token in doc if token.pos_ == "VERB") == "liberated"
    claim = next(c for c in reader().read(Report(id="r", sha256="", text=text)).claims if c.type == "capture")
    assert claim.quote in text
    assert claim.target[0].text == "ISIS terrorists"


WORDS = ["Syrian", "Turks", "IS", "ISIS", "regime", "!", "\n\n", "\n", "a", "the", "fled", "Hezbollah", "U.S.", "LIBERATED", "5", "“"]


@settings(deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=20))
def test_masking_any_words_keeps_text_and_tree(words: list[str]) -> None:
    nlp = add_report_components(load_model())
    text = " ".join(words)
    doc = nlp(text)
    assert doc.text == text
    assert all(sentence.root.head == sentence.root for sentence in doc.sents)
