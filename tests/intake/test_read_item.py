"""Tests of refusals: bad input is reported with a reason, never raises, and does not stop the rest."""

from __future__ import annotations

import sys
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from heldby.intake import Accepted, read_paths
from intake_helpers import BODY, pdf, read, read_bytes, reason

SUFFIXES = [".txt", ".md", ".html", ".jsonl", ".json", ".csv", ".tsv", ".pdf", ".docx", ".eml", ".rss", ".warc", ".zip", ".wacz", ".gz", ""]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_empty_files_are_refused(tmp_path: Path, suffix: str) -> None:
    assert reason(tmp_path, f"a{suffix}", b"") == "it is empty"
    assert reason(tmp_path, f"b{suffix}", b" \n\t\r\n") == "it is empty"


def test_large_file_is_refused_without_being_read(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(200_000_000)
    tracemalloc.start()
    accepted, refused = read(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert not accepted
    assert (refused[0].name, refused[0].reason) == (str(path), "too large: it has 200 MB, and a file may have at most 50 MB; split it")
    assert peak < 5_000_000


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
    accepted, refused = read_bytes(tmp_path, name, data)
    assert not accepted
    assert refused or name == "a.csv"


def test_good_files_beside_bad_ones_are_read(tmp_path: Path) -> None:
    (tmp_path / "1-empty.txt").write_bytes(b"")
    (tmp_path / "2-image.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    (tmp_path / "3-broken.pdf").write_bytes(b"%PDF-1.4 nothing")
    (tmp_path / "4-rows.jsonl").write_text('{"text": "One."}\n{"broken\n')
    (tmp_path / "5-good.txt").write_text(BODY)
    accepted, refused = read(tmp_path)
    assert [one.report.text for one in accepted] == ["One.", BODY]
    assert [one.name.rpartition("/")[2] for one in refused] == ["1-empty.txt", "2-image.png", "3-broken.pdf", "4-rows.jsonl line 2"]


def test_missing_package_is_reported_with_the_command_to_install_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = pdf(["Text"])
    monkeypatch.setitem(sys.modules, "pypdf", None)
    assert reason(tmp_path, "a.pdf", data) == "reading it needs pypdf, which is not installed; run: pip install 'heldby[documents]'"


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
def test_any_bytes_under_any_suffix_are_accepted_or_refused(tmp_path: Path, suffix: str, start: bytes, rest: bytes) -> None:
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
