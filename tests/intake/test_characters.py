"""Tests of characters that a reader does not see: they never divide a word of a report's text."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from heldby.base.readable_text import readable
from intake_helpers import only


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("The army en\u00adtered Tell Amar.", "The army entered Tell Amar."),
        ("The army en\u00ad\ntered Tell Amar.", "The army entered Tell Amar."),
        ("The\u200b army entered Te\u200bll A\ufeffmar\u2060.", "The army entered Tell Amar."),
        ("The army left.\u200bRebels came.", "The army left. Rebels came."),
        ("The army entered \u200fTell Amar\u200f at \u202b0700\u202c.", "The army entered Tell Amar at 0700."),
        ("An o\ufb03cer \ufb02ed; \ufb01ve \ufb00.", "An officer fled; five ff."),
        ("Tell\u00a0Amar,\u202f12\u2009000 people", "Tell Amar, 12 000 people"),
        ("al\u2011Sakra", "al-Sakra"),
        ("One line.\u2028Another.\x0cA page.", "One line.\nAnother.\nA page."),
        ("Te\u200dll Amar", "Tell Amar"),
        ("می\u200cروند", "می\u200cروند"),
        ("\U0001f468\u200d\U0001f469", "\U0001f468\u200d\U0001f469"),
    ],
)
def test_text_is_read_as_it_is_seen(written: str, read: str) -> None:
    assert readable(written) == read
    assert readable(read) == read


def test_documents_give_the_text_as_it_is_seen(tmp_path: Path) -> None:
    written = "The ar\u00admy entered Tell\u00a0Amar, an o\ufb03cer said."
    for name, data in (("a.txt", written), ("a.md", written)):
        accepted = only(tmp_path, name, data)
        assert accepted.report.text.strip() == "The army entered Tell Amar, an officer said."
        assert "invisible characters, such as soft hyphens and zero-width spaces, are left out of its text: 1" in accepted.notes
    assert only(tmp_path, "b.txt", "Tell\u00a0Amar is quiet today.").notes == ()


def test_text_of_a_record_stays_as_it_is_because_others_may_hold_offsets_into_it(tmp_path: Path) -> None:
    written = "The ar\u00admy entered Tell\u00a0Amar, an o\ufb03cer said."
    for name, data in (("a.jsonl", json.dumps({"text": written})), ("a.csv", f'text\n"{written}"\n')):
        assert only(tmp_path, name, data).report.text == written


def test_passages_keep_their_words_where_characters_are_left_out(tmp_path: Path) -> None:
    report = only(tmp_path, "a.md", "---\ntitle: Ar\u00admy en\u00adters\n---\nThe army entered.\n").report
    front = report.boilerplate[0]
    assert report.text[front.start : front.end] == "---\ntitle: Army enters\n---\n"
    assert report.title == "Army enters"
