"""The same sentence about other parties, and in other tones, is read alike."""

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from heldby.model import Report
from heldby.reading import Reader
from heldby.reading.parse.masking import PARTY, as_read, plain_lemma, read_neutrally, symbol
from heldby.reading.parse.model.load import load_model

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
    """Kind, type, status and sizes of the roles of each claim of a text, with its confidence."""
    claims = reader().read(Report(id="r", sha256="", text=text)).claims
    return sorted((c.kind, c.type, c.status, len(c.actor), len(c.target), len(c.place), c.confidence or 0.0) for c in claims)


@pytest.mark.parametrize("side", SIDES[1:], ids=lambda side: str(side["country"]))
@pytest.mark.parametrize("template", TEMPLATES)
def test_a_sentence_tells_the_same_of_any_side(template: str, side: dict[str, str]) -> None:
    told = shape(template.format(**SIDES[0]))
    assert told
    assert shape(template.format(**side)) == told


def test_words_are_read_in_their_class_and_their_case() -> None:
    assert [as_read(word) for word in ("Turkish", "Libya", "YPG", "Regime", "TERRORISTS", "town")] == [
        as_read("Syrian"), as_read("Chad"), as_read("PKK"), "Government", as_read("FIGHTERS"), "town",
    ]  # fmt: skip
    assert plain_lemma("liberate") == "capture"
    assert symbol("rebel") == symbol("soldier") == symbol("regime") == PARTY
    assert symbol("bridge") == "bridge"


def test_what_is_written_stays() -> None:
    text = "Syrian regime troops liberated Palmyra from ISIS terrorists.\n\nIS IT OVER?"
    nlp = read_neutrally(read_neutrally(load_model()))
    doc = nlp(text)
    assert doc.text == text
    assert next(token.text for token in doc if token.pos_ == "VERB") == "liberated"
    claim = next(c for c in reader().read(Report(id="r", sha256="", text=text)).claims if c.type == "capture")
    assert claim.quote in text
    assert claim.target[0].text == "ISIS terrorists"


WORDS = ["Syrian", "Turks", "IS", "ISIS", "regime", "!", "\n\n", "\n", "a", "the", "fled", "Hezbollah", "U.S.", "LIBERATED", "5", "“"]


@settings(deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=20))
def test_any_words_go_there_and_back(words: list[str]) -> None:
    nlp = read_neutrally(load_model())
    text = " ".join(words)
    doc = nlp(text)
    assert doc.text == text
    assert all(sentence.root.head == sentence.root for sentence in doc.sents)
