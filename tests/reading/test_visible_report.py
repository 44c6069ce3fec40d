"""Texts with characters that people do not see are read as people see them; offsets count the characters that were given."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heldby.base.readable_text import readable, readable_with_offsets
from heldby.model import Report
from shared_reader import reader

PLAIN = "Ukrainian troops recaptured Izium from Russian forces."
HIDDEN = {
    "soft hyphens": "Ukrainian troops re\u00adcaptured Izium from Rus\u00adsian forces.",
    "zero-width spaces": "Ukrainian\u200b troops recaptured\u200b Izium from Russian\u200b forces.",
    "no-break spaces": PLAIN.replace(" ", "\u00a0"),
}


@pytest.mark.parametrize("text", HIDDEN.values(), ids=HIDDEN)
def test_hidden_characters_change_no_claim_and_quotes_are_the_given_text(text: str) -> None:
    plain, found = (reader().read(Report.from_text(one, id="a")).claims for one in (PLAIN, text))
    assert [(c.type, c.status, [p.id for p in c.place], [a.id for a in c.actor]) for c in found] == [
        (c.type, c.status, [p.id for p in c.place], [a.id for a in c.actor]) for c in plain
    ]
    assert found and all(c.quote == text[c.start : c.end] for c in found)


def test_ligatures_are_read_as_letters() -> None:
    text = "Russian troops \ufb02ed Izium and \ufb01ve of\ufb01cers were killed."
    reading = reader().read(Report.from_text(text, id="a"))
    assert any(c.type == "killed" and c.value and c.value.low == 5 for c in reading.claims)
    for one in (*reading.mentions, *(ref for c in reading.claims for ref in (*c.actor, *c.target, *c.place))):
        if one.start is not None:
            assert readable(text[one.start : one.end]).casefold() in readable(text).casefold()
    assert all(m.text == text[m.start : m.end] for m in reading.mentions)


@given(st.text(alphabet="ab .\n\u00ad\u200b\ufb01\u00a0\u200d\u0628\r", max_size=40))
def test_each_visible_character_comes_from_the_given_text(text: str) -> None:
    seen, origins = readable_with_offsets(text)
    assert seen == readable(text) and len(seen) == len(origins)
    assert origins == sorted(origins)
    assert all(readable(text[o]) in ("", seen[n]) or len(readable(text[o])) > 1 or seen[n] == " " for n, o in enumerate(origins))
