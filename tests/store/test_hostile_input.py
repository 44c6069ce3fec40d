"""Tests of hostile text in reports and searches."""

from __future__ import annotations

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dossier_making import HandReading, claim_of, make_report
from heldby.store import Dossier
from heldby.store.custody.verify import verify
from heldby.store.search.text_index import search_terms

ANYTHING = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40)
"""Any text that can be encoded, including NUL, control, private-use and direction characters."""


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=ANYTHING, title=ANYTHING, name=ANYTHING)
def test_any_text_is_stored_unchanged(dossier: Dossier, text: str, title: str, name: str) -> None:
    report, original = make_report(text, id=f"id {name}", title=title, source=name)
    new = dossier.assign_id(report)
    if new is None:
        return
    claim = claim_of(new, text, type="capture", actor=[name], place=[title])
    assert dossier.add(new, original, HandReading(new, (), (claim,)))
    assert dossier.report(new.id) == new
    assert list(dossier.claims(report=new.id)) == [claim]
    assert claim in list(dossier.claims(place=title)) and claim in list(dossier.claims(actor=name))
    assert dossier.assign_id(report) is None


def test_names_with_nul_can_be_searched(filled: Dossier) -> None:
    for filters in ({"place": "\x00"}, {"actor": "Ra\x00wa"}, {"report": "\x00"}, {"type": "\x00"}, {"text": "\x00"}):
        assert list(filled.claims(**filters)) == []
    assert filled.report("\x00") is None and filled.claims_by_id(["\x00"]) == {}
    assert filled.place_keys("\x00") == set()


def test_control_characters_are_stored_and_verified(dossier: Dossier, tmp_path: Path) -> None:
    text = "a\x00b\uf000c\uf0000d\x1b[31m \u202e <script>alert(1)</script> ' \" ; --"
    report, original = make_report(text, id="\x00id", title="\x00", source="\uf000")
    assert dossier.add(report, original, HandReading(report, (), (claim_of(report, text, type="capture", place=[text]),)))
    assert dossier.report("\x00id") == report
    assert list(verify(dossier)) == []


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=st.text(max_size=30))
def test_any_query_is_a_search(filled: Dossier, query: str) -> None:
    found = list(filled.claims(text=query)) if query else []
    assert len(found) <= 3
    assert all(words and "'" not in words for words, _ in search_terms(query))
