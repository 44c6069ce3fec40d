"""Tests of polling feeds once, with a real local server."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from heldby.intake import Accepted, Refused, read_paths
from heldby.intake.feeds.poll import FeedState, poll
from heldby.intake.fetching.fetcher import Fetcher
from heldby.intake.fetching.options import AGENT, FetchOptions
from heldby.intake.limits import Limits

LOCAL = Fetcher(FetchOptions(private=True))


class Feed(ThreadingHTTPServer):
    """A server of a growing feed, which records the requests."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.entries = [1]
        self.requests: list[tuple[str, str | None, int]] = []

    @property
    def url(self) -> str:
        """The address of the feed."""
        return f"http://127.0.0.1:{self.server_port}/feed"


class Answer(BaseHTTPRequestHandler):
    server: Feed

    def do_GET(self) -> None:
        etag = f'"{len(self.server.entries)}"'
        unchanged = self.headers.get("If-None-Match") == etag
        status = 404 if "gone" in self.path else 302 if "round" in self.path else 304 if unchanged else 200
        if self.path != "/robots.txt":
            self.server.requests.append((self.path, self.headers.get("User-Agent"), status))
        self.send_response(status)
        self.send_header("ETag", etag)
        self.send_header("Content-Type", "application/rss+xml")
        if status == 302:
            self.send_header("Location", "/round")
        self.end_headers()
        if status == 200:
            items = "".join(f"<item><guid>urn:valley:{n}</guid><title>Army takes village {n}</title></item>" for n in self.server.entries)
            self.wfile.write(f"<rss version='2.0'><channel><title>Valley Post</title>{items}</channel></rss>".encode())

    def log_message(self, *_: object) -> None:
        """Log nothing."""


@pytest.fixture
def feed() -> Iterator[Feed]:
    """Serve a feed."""
    server = Feed()
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def test_each_poll_gives_what_is_new(feed: Feed) -> None:
    (first,) = poll([feed.url], download=LOCAL.fetch)
    assert [one.report.text for one in first.found if isinstance(one, Accepted)] == ["Army takes village 1"]
    (second,) = poll([feed.url], {feed.url: first.state}, download=LOCAL.fetch)
    assert (second.found, second.unchanged, second.state) == ((), True, first.state)
    feed.entries.append(2)
    (third,) = poll([feed.url], {feed.url: second.state}, download=LOCAL.fetch)
    assert [one.report.id for one in third.found if isinstance(one, Accepted)] == ["urn:valley:2"]
    assert [status for _, _, status in feed.requests] == [200, 304, 200]
    assert {agent for _, agent, _ in feed.requests} == {AGENT}


def test_failing_feed_is_refused_and_the_others_are_polled(feed: Feed) -> None:
    bad = feed.url.replace("feed", "gone")
    known = FeedState(etag='"0"', seen=("urn:valley:0",))
    failed, good = poll([bad, feed.url], {bad: known}, download=LOCAL.fetch)
    assert failed.found == (Refused(bad, "the server answered 404 Not Found"),)
    assert failed.state == replace(known, failures=1)
    assert len(good.found) == 1


def test_circular_redirect_is_refused(feed: Feed) -> None:
    (refused,) = read_paths([feed.url.replace("feed", "round")], fetch=LOCAL.item)
    assert isinstance(refused, Refused)
    assert len(feed.requests) <= 7


def test_download_stops_at_its_limit(feed: Feed) -> None:
    feed.entries = list(range(2000))
    (refused,) = read_paths([feed.url], fetch=LOCAL.item, limits=Limits(download=10_000))
    assert isinstance(refused, Refused)
    assert "limit of 10 kB for a download" in refused.reason


def test_feed_is_read_as_a_path(feed: Feed) -> None:
    (accepted,) = read_paths([feed.url], fetch=LOCAL.item)
    assert isinstance(accepted, Accepted)
    assert accepted.report.source == "Valley Post"
