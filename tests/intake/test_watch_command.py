"""`heldby watch` over a real server on this machine."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from heldby.cli.app import build
from heldby.intake import Accepted
from heldby.intake.feeds import watch as watching
from heldby.intake.feeds.poll import FeedState
from heldby.store import Dossier
from heldby.store.custody.verify import verify


class Server(ThreadingHTTPServer):
    """Serves a feed whose entries can be added to, and feeds that are broken or busy."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.entries = [1, 2]
        self.asked: list[str] = []

    def at(self, path: str) -> str:
        return f"http://127.0.0.1:{self.server_port}/{path}"


class Answer(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        status = {"/gone": 404, "/busy": 429}.get(self.path, 200)
        self.send_response(status)
        if status == 429:
            self.send_header("Retry-After", "3600")
        self.end_headers()
        if status == 200:
            text = "Iraqi forces recaptured Rawa from Islamic State on Friday"
            items = "".join(
                f"<item><guid>urn:post:{n}</guid><pubDate>Fri, 17 Nov 2017 10:00:00 GMT</pubDate><title>Note {n}</title>"
                f"<description>{text}, dispatch {n} said.</description></item>"
                for n in self.server.entries
            )
            self.wfile.write(f"<rss version='2.0'><channel><title>Post</title>{items}</channel></rss>".encode())

    def log_message(self, *_: object) -> None:
        """Keep quiet."""


@pytest.fixture
def server() -> Iterator[Server]:
    server = Server()
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture(autouse=True)
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """No pauses between questions to this machine's own server."""
    monkeypatch.setattr(watching, "PAUSE_S", 0.0)


def watch(folder: Path, *urls: str) -> Result:
    return CliRunner().invoke(build(), ["watch", *urls, "--once", "--dossier", str(folder)])


def test_each_watch_adds_what_is_new(tmp_path: Path, server: Server) -> None:
    first = watch(tmp_path / "case", server.at("feed"))
    assert first.exit_code == 0 and "2 reports new" in first.stderr, first.stderr
    server.entries.append(3)
    assert "1 reports new" in watch(tmp_path / "case", server.at("feed")).stderr
    assert "0 reports new" in watch(tmp_path / "case", server.at("feed")).stderr
    with Dossier.open(tmp_path / "case") as dossier:
        assert [report.id for report in dossier.reports()] == ["urn:post:1", "urn:post:2", "urn:post:3"]
        assert len(dossier.conclusions().controls) == 1
        assert list(verify(dossier)) == []


def test_what_is_remembered_can_be_lost_without_reading_anything_twice(tmp_path: Path, server: Server) -> None:
    watch(tmp_path / "case", server.at("feed"))
    (tmp_path / "case" / "feeds.json").write_text("{broken")
    assert "0 reports new" in watch(tmp_path / "case", server.at("feed")).stderr
    assert watching.load_states(tmp_path / "case" / "feeds.json")[server.at("feed")].seen == ("urn:post:1", "urn:post:2")


def test_watch_that_was_stopped_before_its_reports_were_kept_finds_them_again(tmp_path: Path, server: Server) -> None:
    stopped = watching.poll_repeatedly([server.at("feed")], tmp_path / "feeds.json", every=None)
    assert sum(isinstance(item, Accepted) for one in next(stopped) for item in one.found) == 2
    del stopped
    [again] = next(watching.poll_repeatedly([server.at("feed")], tmp_path / "feeds.json", every=None))
    assert len(again.found) == 2


def test_busy_server_is_left_alone_for_as_long_as_it_asks(tmp_path: Path, server: Server) -> None:
    result = watch(tmp_path / "case", server.at("busy"), server.at("feed"))
    assert result.exit_code == 0 and "the server answered 429" in result.stderr
    assert watching.load_states(tmp_path / "case" / "feeds.json")[server.at("busy")].wait_until > time.time() + 3500
    watch(tmp_path / "case", server.at("busy"), server.at("feed"))
    assert server.asked.count("/busy") == 1 and server.asked.count("/feed") == 2


def test_feed_that_fails_is_asked_ever_less_often(tmp_path: Path, server: Server) -> None:
    waits: list[float] = []
    passes = watching.poll_repeatedly([server.at("gone"), server.at("feed")], tmp_path / "feeds.json", every=900, sleep=waits.append)
    for _ in range(17):
        next(passes)
    assert server.asked.count("/feed") == 17 and server.asked.count("/gone") == 5
    assert max(waits) > 890


def test_several_questions_to_one_host_are_apart(tmp_path: Path, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "PAUSE_S", 2.0)
    waits: list[float] = []
    next(watching.poll_repeatedly([server.at("feed"), server.at("other")], tmp_path / "feeds.json", every=None, sleep=waits.append))
    assert [round(wait) for wait in waits] == [0, 2]


def test_nothing_to_read_is_said(tmp_path: Path, server: Server) -> None:
    assert watch(tmp_path / "case", server.at("gone")).exit_code == 1
    assert "no http(s) address" in watch(tmp_path / "case", "feed.xml").stderr


def test_feeds_of_another_watch_stay_remembered(tmp_path: Path, server: Server) -> None:
    watching.save_states(tmp_path / "feeds.json", {"http://other.example/": FeedState(seen=("a",))})
    list(watching.poll_repeatedly([server.at("feed")], tmp_path / "feeds.json", every=None))
    assert set(watching.load_states(tmp_path / "feeds.json")) == {"http://other.example/", server.at("feed")}
