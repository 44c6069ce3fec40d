"""Tests of the raw responses that a dossier keeps, read by warcio as any archive tool would."""

from __future__ import annotations

import gzip
import hashlib
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from warcio.archiveiterator import ArchiveIterator

from heldby.intake import Accepted, read_paths
from heldby.intake.feeds.poll import poll
from heldby.intake.fetching.fetcher import Fetcher
from heldby.intake.fetching.options import FetchOptions
from heldby.store.captures import Captures
from intake_helpers import PAGE
from odd_server import OddServer, odd_server

LOCAL = FetchOptions(private=True)


@pytest.fixture
def server() -> Iterator[OddServer]:
    with odd_server() as found:
        yield found


def records(folder: Path) -> list[tuple[str, str, str, bytes, Any]]:
    """Return type, address, status, body as sent and headers of every record, in the order in which they were written."""
    found = []
    for file in sorted(folder.glob("*.warc.gz"), key=lambda one: one.stat().st_mtime_ns):
        reader = ArchiveIterator(io.BytesIO(file.read_bytes()), check_digests="raise")
        for record in reader:
            body = record.raw_stream.read()
            if record.rec_type != "warcinfo":
                status = record.http_headers.get_statuscode() if record.rec_type != "request" else ""
                uri = record.rec_headers.get_header("WARC-Target-URI")
                found.append((record.rec_type, uri, status, body, record.rec_headers))
    return found


def test_every_request_and_response_is_kept_with_digests(server: OddServer, tmp_path: Path) -> None:
    Fetcher(LOCAL, Captures(tmp_path)).fetch(server.at("moved"))
    found = records(tmp_path)
    assert [(kind, uri, status) for kind, uri, status, _, _ in found if kind == "response"] == [
        ("response", server.at("moved"), "301"),
        ("response", server.at("moved2"), "307"),
        ("response", server.at("page"), "200"),
    ]
    assert [kind for kind, *_ in found].count("request") == 3
    *_, (_, _, _, body, headers) = [one for one in found if one[0] == "response"]
    assert body == PAGE.encode()
    assert headers.get_header("WARC-Payload-Digest") == f"sha256:{hashlib.sha256(body).hexdigest()}"
    (capture,) = Captures(tmp_path).all()
    assert (capture.url, capture.final, capture.status) == (server.at("moved"), server.at("page"), 200)
    assert capture.payload == hashlib.sha256(body).hexdigest()
    assert capture.sha256 == hashlib.sha256((tmp_path / capture.file).read_bytes()).hexdigest()


def test_packed_body_is_kept_as_it_was_sent(server: OddServer, tmp_path: Path) -> None:
    Fetcher(LOCAL, Captures(tmp_path)).fetch(server.at("gzip"))
    (body,) = [body for kind, _, _, body, _ in records(tmp_path) if kind == "response"]
    assert gzip.decompress(body) == PAGE.encode()


def test_page_that_has_not_changed_is_read_from_what_was_kept(server: OddServer, tmp_path: Path) -> None:
    def reports() -> list[str]:
        fetcher = Fetcher(LOCAL, Captures(tmp_path))
        return [one.report.id for one in read_paths([server.at("cached")], fetch=fetcher.item) if isinstance(one, Accepted)]

    first = reports()
    assert len(first) == 1 and reports() == first
    assert [headers.get("If-None-Match") for _, headers in server.requests] == [None, '"v1"']
    assert [kind for kind, *_ in records(tmp_path) if kind != "request"] == ["response", "revisit"]
    server.version = 2
    assert reports() != first


def test_changed_or_missing_file_is_downloaded_again(server: OddServer, tmp_path: Path) -> None:
    Fetcher(LOCAL, Captures(tmp_path)).item(server.at("cached"))
    (file,) = tmp_path.glob("*.warc.gz")
    file.write_bytes(b"changed")
    with (tmp_path / "index.jsonl").open("a") as index:
        index.write("{broken\n[]\n")
    assert "Tell Amar" in Fetcher(LOCAL, Captures(tmp_path)).item(server.at("cached")).data().decode()
    assert [headers.get("If-None-Match") for _, headers in server.requests] == [None, None]


def test_kept_responses_are_read_as_a_web_archive(server: OddServer, tmp_path: Path) -> None:
    Fetcher(LOCAL, Captures(tmp_path)).fetch(server.at("moved"))
    (report,) = [
        one.report for one in read_paths([tmp_path / file.name for file in tmp_path.glob("*.warc.gz")]) if isinstance(one, Accepted)
    ]
    assert report.url == server.at("page") and "Tell Amar" in report.text


def test_polls_of_feeds_are_kept(server: OddServer, tmp_path: Path) -> None:
    server.pages["/feed"] = (
        "application/rss+xml",
        b"<rss version='2.0'><channel><item><title>Army takes mill</title></item></channel></rss>",
    )
    list(poll([server.at("feed")], download=Fetcher(LOCAL, Captures(tmp_path)).fetch))
    assert [uri for kind, uri, *_ in records(tmp_path) if kind == "response"] == [server.at("feed")]


def test_erased_report_is_gone_from_the_kept_responses(server: OddServer, tmp_path: Path) -> None:
    captures = Captures(tmp_path)
    item = b"<item><title>Army takes the mill at Tell Amar</title></item>"
    server.pages["/feed"] = ("application/rss+xml", b"<rss version='2.0'><channel>" + item + b"</channel></rss>")
    for path in ("feed", "gzip", "moved"):
        Fetcher(LOCAL, captures).fetch(server.at(path))
    captures.erase("elsewhere", None, item)
    assert [one.url for one in captures.all()] == [server.at("gzip"), server.at("moved")]
    captures.erase(None, None, PAGE.encode())
    assert list(captures.all()) == [] and not list(tmp_path.glob("*.warc.gz"))
