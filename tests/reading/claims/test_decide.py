"""Deciding the claims of a report."""

from __future__ import annotations

import datetime as dt

import pytest

from heldby.model import Claim, Report
from shared_reader import claims_of, reader

FILLER = "The ministry of trade published its figures for wheat and barley, which were lower than a year before. " * 12


def capture_in(text: str, **fields: object) -> Claim:
    captures = [c for c in claims_of(text, "capture", **fields) if c.status in ("happened", "ongoing")]
    assert len(captures) == 1, [(c.type, c.quote) for c in captures]
    return captures[0]


@pytest.mark.parametrize("city", ["NAIROBI", "GENEVA"])
def test_place_of_filing_is_not_the_place_of_the_act(city: str) -> None:
    claim = capture_in(f"{city} (Field News) - Rebels captured the town of Goma on Monday, residents said.")
    assert [p.text for p in claim.place] == ["Goma"]


def test_the_city_is_the_one_that_the_report_is_about() -> None:
    text = "Rebel fighters entered Goma on Sunday after two days of clashes with the army. By the evening the rebels had captured the city."
    assert [p.text for p in capture_in(text).place] == ["Goma"]


def test_time_may_stand_in_another_clause_of_the_sentence() -> None:
    claim = capture_in("On Friday, after a week of clashes, rebels captured Goma.", published=dt.date(2012, 11, 26))
    assert claim.when is not None
    assert claim.when.first == dt.date(2012, 11, 23)


def test_what_happened_is_not_dated_after_the_report() -> None:
    text = "Rebels captured Goma. Peace talks will begin on 12 December 2012 in Kampala."
    for claim in claims_of(text, published=dt.date(2012, 11, 26)):
        if claim.status in ("happened", "ongoing") and claim.when and claim.when.first:
            assert claim.when.first <= dt.date(2012, 11, 26)


def test_speaker_is_the_source() -> None:
    claim = capture_in("Rebels captured Goma on Monday, a military spokesman said.")
    assert claim.source is not None
    assert "spokesman" in claim.source.text


def test_claims_at_the_end_of_a_long_report_are_found() -> None:
    text = f"{FILLER}\n\nRebels captured the town of Goma on Monday.\n\n" * 6
    report = Report(id="long", sha256="", text=text)
    claims = [c for c in reader().read(report).claims if c.type == "capture"]
    assert len(claims) == 6
    assert all(text[c.start : c.end] == c.quote for c in claims)
    assert all(any(p.text == "Goma" for p in c.place) for c in claims)


def test_both_confidences_are_probabilities() -> None:
    text = "Rebels captured Goma on Monday. Some fighters may have left a place."
    for claim in claims_of(text):
        assert claim.claim_confidence is not None
        assert 0 < claim.confidence < 1
        assert 0 < claim.claim_confidence < 1


def test_text_without_claims_gives_none() -> None:
    assert claims_of("The museum opens at nine. Tickets cost four pounds.") == []


def test_two_words_for_one_act_give_one_claim() -> None:
    assert len(claims_of("The army began an offensive, a large offensive, on Hajin on Monday.", "offensive")) <= 1


def test_no_party_is_on_both_sides() -> None:
    text = "Rebels clashed with the army near Goma. The army and its allies fought the rebels, who are backed by Rwanda."
    for claim in claims_of(text):
        assert not {a.id or a.text for a in claim.actor} & {t.id or t.text for t in claim.target}
