"""Bad input is named with its reason; nothing raises; the rest is read."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from intake_helpers import BODY, only, read, read_bytes, reason

from heldby.intake import Accepted, read_paths

SUFFIXES = [".txt", ".md", ".html", ".jsonl", ".json", ".csv", ".tsv", ".pdf", ".docx", ".eml", ".rss", ".warc", ".zip", ".wacz", ".gz", ""]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_empty_files_are_refused(tmp_path: Path, suffix: str) -> None:
    assert reason(tmp_path, f"a{suffix}", b"") == "empty"
    assert reason(tmp_path, f"b{suffix}", b" \n\t\r\n") == "empty"


def test_large_file_is_refused_without_being_read(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(200_000_000)
    tracemalloc.start()
    taken, refused = read(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert not taken
    assert (refused[0].name, refused[0].reason) == (str(path), "too large: 200 MB, and the limit for a file is 50 MB")
    assert peak < 5_000_000


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("photo.txt", b"\x89PNG\r\n\x1a\n" + bytes(200)),
        ("photo.jpg", b"\xff\xd8\xff\xe0" + bytes(range(256))),
        ("program", b"\x7fELF" + bytes(500)),
        ("nul.txt", b"The army took\0 Tell Amar."),
        ("noise.txt", bytes(range(256)) * 20),
        ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)),
    ],
)
def test_binary_files_are_refused_as_such(tmp_path: Path, name: str, data: bytes) -> None:
    assert reason(tmp_path, name, data).startswith("binary: ")


def test_words_that_begin_like_a_binary_file_are_words(tmp_path: Path) -> None:
    assert only(tmp_path, "a.txt", "MZ Brigade takes Tell Amar").report.text.startswith("MZ")


def test_broken_bytes_are_replaced_and_told(tmp_path: Path) -> None:
    data = BODY.encode() + " Café owners in Zürich said nothing.".encode() + b" Cut \xe2\x80 here."
    taken = only(tmp_path, "a.txt", data)
    assert "Café" in taken.report.text
    assert "\ufffd here." in taken.report.text
    assert taken.notes == ("1 broken characters in utf-8, each replaced by U+FFFD",)
    assert taken.original == data


def test_utf8_with_more_damage_than_accents_is_still_utf8(tmp_path: Path) -> None:
    taken = only(tmp_path, "a.txt", BODY.encode() + b" Caf\xc3\xa9 cut \xc3 here, \xff\xfe there.")
    assert "Café cut \ufffd here" in taken.report.text and "3 broken characters in utf-8" in taken.notes[0]


def test_broken_pdf_is_said_to_be_one(tmp_path: Path) -> None:
    assert reason(tmp_path, "a.pdf", b"%PDF-1.4 nothing").startswith("broken PDF: ")


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1252", "Le général à Bagdad a déclaré la ville reprise. "),
        ("cp1252", "“The town is ours,” the general’s spokesman said – a café owner in Kraków agreed. " * 4),
        ("cp1256", "دخلت القوات الحكومية بلدة تل عمار يوم الثلاثاء بعد يومين من القتال، حسبما قال سكان ومسؤول في المستشفى. " * 4),
        ("cp1251", "Правительственные войска вошли в город во вторник после двух дней боев, сообщили жители и сотрудник больницы. " * 4),
        ("utf-16", "The army took Tell Amar, residents said."),
    ],
)
def test_encodings_of_the_press_are_read(tmp_path: Path, encoding: str, text: str) -> None:
    assert only(tmp_path, "a.txt", text.encode(encoding)).report.text == text


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.json", b"[" * 200_000),
        ("a.json", b'{"a":' * 100_000),
        ("a.json", b'{"text": 1' + b"0" * 10_000 + b"}"),
        ("a.jsonl", b'{"text": ' + b"[" * 100_000),
        ("a.pdf", b"%PDF-1.4\n garbage"),
        ("a.docx", b"PK\x03\x04 garbage"),
        ("a.zip", b"PK\x03\x04" + bytes(100)),
        ("a.gz", b"\x1f\x8b\x08\x00garbage"),
        ("a.warc", b"WARC/1.0\r\ngarbage"),
        ("a.warc.gz", b"\x1f\x8b\x08\x00garbage"),
        ("a.rss", b"<rss><channel></channel></rss>"),
        ("a.xml", b"<note>no feed</note>"),
        ("a.html", b"<html><script>var text = 1;</script></html>"),
        ("a.csv", b'text\n"never closed'[:4]),
    ],
)
def test_broken_files_are_refused(tmp_path: Path, name: str, data: bytes) -> None:
    taken, refused = read_bytes(tmp_path, name, data)
    assert not taken
    assert refused or name == "a.csv"


def test_bad_files_do_not_stop_the_good_ones(tmp_path: Path) -> None:
    (tmp_path / "1-empty.txt").write_bytes(b"")
    (tmp_path / "2-image.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    (tmp_path / "3-broken.pdf").write_bytes(b"%PDF-1.4 nothing")
    (tmp_path / "4-rows.jsonl").write_text('{"text": "One."}\n{"broken\n')
    (tmp_path / "5-good.txt").write_text(BODY)
    taken, refused = read(tmp_path)
    assert [one.report.text for one in taken] == ["One.", BODY]
    assert [one.name.rpartition("/")[2] for one in refused] == ["1-empty.txt", "2-image.png", "3-broken.pdf", "4-rows.jsonl line 2"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150, deadline=None)
@given(
    st.sampled_from(SUFFIXES),
    st.sampled_from(
        [
            b"",
            b"%PDF-1.7\n",
            b"PK\x03\x04",
            b"\x1f\x8b\x08",
            b"WARC/1.0\r\n",
            b"<html>",
            b"<rss>",
            b'{"',
            b"[{",
            b"From: a@b.example\r\n",
            b"id,text\n",
        ]
    ),
    st.one_of(st.binary(max_size=400), st.text(max_size=200).map(lambda text: text.encode("utf-8", errors="surrogatepass"))),
)
def test_any_bytes_under_any_suffix_are_taken_or_refused(tmp_path: Path, suffix: str, start: bytes, rest: bytes) -> None:
    path = tmp_path / f"fuzz{suffix}"
    path.write_bytes(start + rest)
    for found in read_paths([path]):
        if isinstance(found, Accepted):
            assert found.report.text.strip()
            assert "\0" not in found.report.text
            found.report.model_dump_json().encode()
        else:
            assert found.name.startswith(str(path))
            assert found.reason
