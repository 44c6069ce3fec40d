"""Tests of adding reports to a dossier and finding their claims."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from dossier_making import HandReading, claim_of, make_report
from dossier_samples import KAMAL, QAIM, RAWA, add_capture
from heldby.errors import NoDossier
from heldby.store import Dossier


def test_added_report_and_claims_are_returned_unchanged(dossier: Dossier) -> None:
    report, original = make_report(RAWA, published="2017-11-17", source="Agency A", title="Rawa taken")
    claim = claim_of(report, "Iraqi forces took Rawa from IS.", type="capture", actor=["Iraqi forces"], place=["Rawa"], day="2017-11-17")
    assert dossier.add(report, original, HandReading(report, (), (claim,)))
    assert list(dossier.reports()) == [report]
    assert list(dossier.claims()) == [claim]
    assert dossier.originals.read(report.sha256) == original


def test_adding_the_same_report_again_changes_nothing(filled: Dossier) -> None:
    before = filled.counts(), filled.ledger_position()
    assert not add_capture(filled, RAWA, "Rawa", "2017-11-17", source="Agency A")
    assert (filled.counts(), filled.ledger_position()) == before


def test_two_texts_with_one_given_id_get_different_ids(dossier: Dossier) -> None:
    assert add_capture(dossier, RAWA, "Rawa", "2017-11-17", id="wire-1")
    assert add_capture(dossier, QAIM, "al-Qaim", "2017-11-17", id="wire-1")
    ids = [report.id for report in dossier.reports()]
    assert ids[0] == "wire-1" and ids[1].startswith("wire-1~") and len(ids[1]) == len("wire-1~") + 8
    assert [claim.report for claim in dossier.claims()] == ids
    assert not add_capture(dossier, QAIM, "al-Qaim", "2017-11-17", id="wire-1")
    assert not add_capture(dossier, RAWA, "Rawa", "2017-11-17", id="wire-1")


def test_corrected_publication_date_is_another_report(dossier: Dossier) -> None:
    assert add_capture(dossier, RAWA, "Rawa", "2017-11-17", id="wire-1")
    assert add_capture(dossier, RAWA, "Rawa", "2017-11-18", id="wire-1")
    assert [str(report.published) for report in dossier.reports()] == ["2017-11-17", "2017-11-18"]


def test_undated_report_is_known_from_the_day_it_was_added(dossier: Dossier) -> None:
    add_capture(dossier, RAWA, "Rawa", None)
    today = dt.datetime.now(dt.UTC).date()
    assert today - dt.timedelta(days=1) <= next(iter(dossier.known_dates().values())) <= today
    assert list(dossier.publication_dates().values()) == [None]


def test_claims_are_found_by_any_spelling_of_their_place(filled: Dossier) -> None:
    for name in ("Abu Kamal", "albu-kamal", "Albu Kamal", "pl-abu-kamal"):
        assert [claim.quote for claim in filled.claims(place=name)] == [KAMAL.split(".")[0] + "."], name
    assert not list(filled.claims(place="Mosul"))


def test_claims_are_found_by_actor_in_either_role(filled: Dossier) -> None:
    assert len(list(filled.claims(actor="islamic-state"))) == 3
    assert len(list(filled.claims(actor="IS"))) == 3
    assert len(list(filled.claims(actor="Syrian army"))) == 1


def test_claims_are_filtered_by_days_and_by_known_day(filled: Dossier) -> None:
    november_ninth = dt.date(2017, 11, 9)
    assert {claim.place[0].name for claim in filled.claims(first=november_ninth)} == {"Rawa", "Abu Kamal"}
    assert {claim.place[0].name for claim in filled.claims(last=november_ninth)} == {"al-Qaim", "Abu Kamal"}
    assert {claim.place[0].name for claim in filled.claims(known_on=dt.date(2017, 11, 3))} == {"al-Qaim"}


@pytest.mark.parametrize("query", ["retook", "reto*", '"al qaim"', "al-Qaim", "ENTERED retook", "rétook"])
def test_claims_are_found_by_their_words(filled: Dossier, query: str) -> None:
    assert [claim.place[0].name for claim in filled.claims(text=query)] == ["al-Qaim"]


@pytest.mark.parametrize("query", ['"', "*", "AND OR", "(", "a:b", "'; DROP TABLE claims; --", '"forces Iraqi"', "NEAR("])
def test_search_syntax_is_never_executed(filled: Dossier, query: str) -> None:
    assert list(filled.claims(text=query)) == []
    assert len(list(filled.claims())) == 3


def test_opening_a_missing_dossier_says_how_to_create_one(tmp_path: Path) -> None:
    with pytest.raises(NoDossier, match="heldby run"):
        Dossier.open(tmp_path / "nowhere")
    assert not (tmp_path / "nowhere").exists()


def test_original_that_does_not_match_its_report_is_refused(dossier: Dossier) -> None:
    report, _ = make_report(RAWA)
    with pytest.raises(ValueError, match="bytes"):
        dossier.add(report, b"something else", HandReading(report))
    assert dossier.counts() == {"reports": 0, "claims": 0}
