"""Watching feeds over a real server on this machine: only what is new is asked for and given."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from heldby.intake import Refused, Accepted, read_paths
from heldby.intake.feeds.poll import FeedState, poll
from heldby.intake.fetch import AGENT
from heldby.intake.limits import Limits


class Feed(ThreadingHTTPServer):
    """A feed with entries that can be added to, its mark, and what it was asked."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.entries = [1]
        self.asked: list[tuple[str, str | None, int]] = []

    @property
    def url(self) -> str:
        """Where the feed is."""
        return f"http://127.0.0.1:{self.server_port}/feed"


class Answer(BaseHTTPRequestHandler):
    server: Feed

    def do_GET(self) -> None:
        etag = f'"{len(self.server.entries)}"'
        unchanged = self.headers.get("If-None-Match") == etag
        status = 404 if "gone" in self.path else 302 if "round" in self.path else 304 if unchanged else 200
        self.server.asked.append((self.path, self.headers.get("User-Agent"), status))
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
        """Keep quiet."""


@pytest.fixture
def feed() -> Iterator[Feed]:
    """A served feed."""
    server = Feed()
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def test_each_pass_gives_what_is_new(feed: Feed) -> None:
    (first,) = poll([feed.url])
    assert [one.report.text for one in first.found if isinstance(one, Accepted)] == ["Army takes village 1"]
    (second,) = poll([feed.url], {feed.url: first.state})
    assert (second.found, second.unchanged, second.state) == ((), True, first.state)
    feed.entries.append(2)
    (third,) = poll([feed.url], {feed.url: second.state})
    assert [one.report.id for one in third.found if isinstance(one, Accepted)] == ["urn:valley:2"]
    assert [status for _, _, status in feed.asked] == [200, 304, 200]
    assert {agent for _, agent, _ in feed.asked} == {AGENT}


def test_feed_that_fails_is_named_and_the_others_are_asked(feed: Feed) -> None:
    bad = feed.url.replace("feed", "gone")
    known = FeedState(etag='"0"', seen=("urn:valley:0",))
    failed, good = poll([bad, feed.url], {bad: known})
    assert failed.found == (Refused(bad, "the server answered 404 Not Found"),)
    assert failed.state == replace(known, failures=1)
    assert len(good.found) == 1


def test_address_that_leads_round_in_a_circle_is_refused(feed: Feed) -> None:
    (refused,) = read_paths([feed.url.replace("feed", "round")])
    assert isinstance(refused, Refused)
    assert len(feed.asked) <= 7


def test_download_ends_at_its_limit(feed: Feed) -> None:
    feed.entries = list(range(2000))
    (refused,) = read_paths([feed.url], limits=Limits(download=10_000))
    assert isinstance(refused, Refused)
    assert "limit of 10 kB for a download" in refused.reason


def test_feed_given_as_a_path_is_read_like_any_file(feed: Feed) -> None:
    (taken,) = read_paths([feed.url])
    assert isinstance(taken, Accepted)
    assert taken.report.source == "Valley Post"
