"""Tests of polling feeds in a loop, and of `heldby watch`, with a real local server."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from heldby.cli.app import build
from heldby.intake import Accepted
from heldby.intake.feeds import watch as feed_watch
from heldby.intake.feeds.poll import FeedState, poll
from heldby.intake.fetching.fetcher import Fetcher
from heldby.intake.fetching.options import FetchOptions
from heldby.store import Dossier
from heldby.store.custody.verify import verify

LOCAL = partial(poll, download=Fetcher(FetchOptions(private=True)).fetch)
"""Polls feeds of this machine."""


GARDEN = "The pupils plant beans and tomatoes in the school garden, and cook soup for their parents in autumn. " * 8
"""A text about something else than armed conflict."""


class Server(ThreadingHTTPServer):
    """A server of a growing feed, and of feeds that are missing or busy."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.entries = [1, 2]
        self.requests: list[str] = []

    def at(self, path: str) -> str:
        """Return the address of a feed."""
        return f"http://127.0.0.1:{self.server_port}/{path}"


class Answer(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        if self.path != "/robots.txt":
            self.server.requests.append(self.path)
        status = {"/gone": 404, "/busy": 429}.get(self.path, 200)
        self.send_response(status)
        if status == 429:
            self.send_header("Retry-After", "3600")
        self.end_headers()
        if status == 200:
            text = GARDEN if self.path == "/garden" else "Iraqi forces recaptured Rawa from Islamic State on Friday"
            items = "".join(
                f"<item><guid>urn:post:{n}</guid><pubDate>Fri, 17 Nov 2017 10:00:00 GMT</pubDate><title>Note {n}</title>"
                f"<description>{text}, dispatch {n} said.</description></item>"
                for n in self.server.entries
            )
            self.wfile.write(f"<rss version='2.0'><channel><title>Post</title>{items}</channel></rss>".encode())

    def log_message(self, *_: object) -> None:
        """Log nothing."""


@pytest.fixture
def server() -> Iterator[Server]:
    server = Server()
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture(autouse=True)
def no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Remove the pauses between requests."""
    monkeypatch.setattr(feed_watch, "PAUSE_S", 0.0)


def watch(folder: Path, *urls: str) -> Result:
    return CliRunner().invoke(build(), ["watch", *urls, "--once", "--allow-private", "--dossier", str(folder)])


def test_each_run_adds_what_is_new(tmp_path: Path, server: Server) -> None:
    first = watch(tmp_path / "case", server.at("feed"))
    assert first.exit_code == 0 and "2 new reports" in first.stderr, first.stderr
    server.entries.append(3)
    assert "1 new report," in watch(tmp_path / "case", server.at("feed")).stderr
    assert "0 new reports" in watch(tmp_path / "case", server.at("feed")).stderr
    with Dossier.open(tmp_path / "case") as dossier:
        assert [report.id for report in dossier.reports()] == ["urn:post:1", "urn:post:2", "urn:post:3"]
        assert len(dossier.conclusions().controls) == 1
        assert list(verify(dossier)) == []


def test_reports_about_something_else_are_counted(tmp_path: Path, server: Server) -> None:
    result = watch(tmp_path / "case", server.at("garden"))
    assert "2 of 2 reports not read further: nothing about armed conflict. heldby reread --read-all reads them." in result.stderr


def test_damaged_state_file_adds_no_report_twice(tmp_path: Path, server: Server) -> None:
    watch(tmp_path / "case", server.at("feed"))
    (tmp_path / "case" / "feeds.json").write_text("{broken")
    assert "0 new reports" in watch(tmp_path / "case", server.at("feed")).stderr
    assert feed_watch.load_states(tmp_path / "case" / "feeds.json")[server.at("feed")].seen == ("urn:post:1", "urn:post:2")


def test_reports_of_an_interrupted_run_are_found_again(tmp_path: Path, server: Server) -> None:
    stopped = feed_watch.poll_repeatedly([server.at("feed")], tmp_path / "feeds.json", every=None, poll_feed=LOCAL)
    assert sum(isinstance(item, Accepted) for one in next(stopped) for item in one.found) == 2
    del stopped
    [again] = next(feed_watch.poll_repeatedly([server.at("feed")], tmp_path / "feeds.json", every=None, poll_feed=LOCAL))
    assert len(again.found) == 2


def test_busy_server_is_polled_only_after_the_wait_that_it_asks_for(tmp_path: Path, server: Server) -> None:
    result = watch(tmp_path / "case", server.at("busy"), server.at("feed"))
    assert result.exit_code == 0 and "the server answered 429" in result.stderr
    assert feed_watch.load_states(tmp_path / "case" / "feeds.json")[server.at("busy")].wait_until > time.time() + 3500
    watch(tmp_path / "case", server.at("busy"), server.at("feed"))
    assert server.requests.count("/busy") == 1 and server.requests.count("/feed") == 2


def test_failing_feed_is_polled_less_and_less_often(tmp_path: Path, server: Server) -> None:
    waits: list[float] = []
    passes = feed_watch.poll_repeatedly(
        [server.at("gone"), server.at("feed")], tmp_path / "feeds.json", every=900, poll_feed=LOCAL, sleep=waits.append
    )
    for _ in range(17):
        next(passes)
    assert server.requests.count("/feed") == 17 and server.requests.count("/gone") == 5
    assert max(waits) > 890


def test_requests_to_one_host_are_spaced(tmp_path: Path, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feed_watch, "PAUSE_S", 2.0)
    waits: list[float] = []
    next(
        feed_watch.poll_repeatedly(
            [server.at("feed"), server.at("other")], tmp_path / "feeds.json", every=None, poll_feed=LOCAL, sleep=waits.append
        )
    )
    assert [round(wait) for wait in waits] == [0, 2]


def test_failure_of_every_feed_is_reported(tmp_path: Path, server: Server) -> None:
    assert watch(tmp_path / "case", server.at("gone")).exit_code == 1
    assert "feed.xml is not an http or https address" in watch(tmp_path / "case", "feed.xml").stderr


def test_states_of_other_feeds_are_kept(tmp_path: Path, server: Server) -> None:
    feed_watch.save_states(tmp_path / "feeds.json", {"http://other.example/": FeedState(seen=("a",))})
    list(feed_watch.poll_repeatedly([server.at("feed")], tmp_path / "feeds.json", every=None, poll_feed=LOCAL))
    assert set(feed_watch.load_states(tmp_path / "feeds.json")) == {"http://other.example/", server.at("feed")}
