"""The options `--reader` and `--reader-option`: default, unknown names, readers of installed packages, and `llm` from end to end."""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from typer.main import get_command

from cli_runner import RAWA, heldby
from heldby.cli.app import build
from heldby.cli.reader_options import choose_reader
from heldby.errors import HeldbyWarning
from heldby.store import Dossier
from line_reader import write_reports
from model_server import ModelServer, Reply, claims, serving
from plugin_package import install

COMMANDS = {
    "read": ["feed.jsonl"], "run": ["feed.jsonl"], "watch": ["http://127.0.0.1:9/feed", "--once"], "reread": [], "serve": ["--port", "0"],
}  # fmt: skip
CAPTURE = {
    "quote": RAWA.strip(), "kind": "event", "type": "capture", "actor": ["Iraqi forces"], "target": ["Islamic State"], "place": ["Rawa"],
    "when": {"text": "Friday", "date": "2017-11-17"}, "source": "the army",
}  # fmt: skip
LLM = ("--reader", "llm", "--reader-option", "model=test-model")


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModelServer]:
    """A server of a model at the address that the environment names."""
    with serving() as running:
        monkeypatch.setenv("HELDBY_LLM_URL", running.url)
        running.answer(claims(CAPTURE))
        yield running


def lines(text: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.splitlines()]


@pytest.mark.parametrize("command", COMMANDS)
def test_built_in_reader_is_the_default(command: str) -> None:
    params = {param.name: param for param in get_command(build()).commands[command].params}  # type: ignore[attr-defined]
    assert params["reader"].default == "heldby"
    assert choose_reader("heldby", None).built_in


@pytest.mark.parametrize("command", COMMANDS)
def test_unknown_reader_is_an_error_before_any_work(command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(tmp_path, monkeypatch)
    monkeypatch.chdir(tmp_path)
    result = heldby(command, *COMMANDS[command], "--reader", "feild")
    assert result.exit_code == 1
    assert result.stderr == "heldby: there is no reader named feild. Did you mean field? Installed readers: heldby, llm, field\n"
    assert not (tmp_path / "dossier").exists()


@pytest.mark.parametrize("option", ["verb", "=left", ""])
def test_option_without_name_and_value_is_a_wrong_option(option: str, feed: Path) -> None:
    assert heldby("read", feed, "--reader-option", option).exit_code == 2


def test_option_that_the_reader_does_not_have_is_an_error(feed: Path) -> None:
    result = heldby("read", feed, "--reader-option", "model=small")
    assert result.exit_code == 1 and "the reader heldby has no option model. It has no options" in result.stderr


@pytest.mark.parametrize("workers", [1, 2])
def test_reader_of_an_installed_package_reads(workers: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(tmp_path, monkeypatch)
    feed = write_reports(tmp_path / "feed.jsonl", *({"id": str(n), "text": f"Rebels left. Rebels took Hill{n}."} for n in range(3)))
    options = ("--reader", "field", "--workers", workers, "--format", "jsonl")
    assert [claim["reader"] for claim in lines(heldby("read", feed, *options).stdout)] == ["field took"] * 3
    result = heldby("run", feed, "--dossier", tmp_path / "dossier", *options)
    assert result.exit_code == 0 and "3 reports read, 3 claims" in result.stderr


def test_reports_are_read_again_with_another_reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(tmp_path, monkeypatch)
    feed = write_reports(
        tmp_path / "feed.jsonl", {"id": "a", "text": "Rebels took Rawa. Troops left Anah."}, {"id": "b", "text": "It rained."}
    )
    dossier = ("--dossier", tmp_path / "dossier")
    heldby("run", feed, *dossier, "--reader", "field")
    result = heldby("reread", *dossier, "--reader", "field", "--reader-option", "verb=left")
    assert result.exit_code == 0 and "2 reports read again" in result.stderr and "note on" in result.stderr
    assert [claim["reader"] for claim in lines(heldby("claims", *dossier, "--format", "jsonl").stdout)] == ["field left"]
    [gone, new] = lines(heldby("diff-readers", "field took", "field left", *dossier, "--format", "jsonl").stdout)
    assert (gone["change"], new["change"]) == ("gone", "new")


def test_feeds_are_read_with_the_chosen_reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(tmp_path, monkeypatch)
    item = "<item><guid>urn:post:1</guid><title>Note</title><description>Rebels took Rawa. Nothing else happened.</description></item>"
    (tmp_path / "feed.rss").write_text(f"<rss version='2.0'><channel><title>Post</title>{item}</channel></rss>", "utf-8")
    feeds = ThreadingHTTPServer(("127.0.0.1", 0), partial(SimpleHTTPRequestHandler, directory=str(tmp_path)))
    threading.Thread(target=feeds.serve_forever, daemon=True).start()
    dossier = ("--dossier", tmp_path / "dossier")
    try:
        url = f"http://127.0.0.1:{feeds.server_port}/feed.rss"
        result = heldby("watch", url, "--once", "--allow-private", "--reader", "field", *dossier)
    finally:
        feeds.shutdown()
        feeds.server_close()
    assert result.exit_code == 0, result.stderr
    assert [claim["reader"] for claim in lines(heldby("claims", *dossier, "--format", "jsonl").stdout)] == ["field took"]


def test_llm_reads_from_the_report_to_the_answer(server: ModelServer, feed: Path, tmp_path: Path) -> None:
    dossier = ("--dossier", tmp_path / "dossier")
    result = heldby("run", feed, *LLM, *dossier)
    assert result.exit_code == 0 and "1 report read, 1 claim" in result.stderr
    [claim] = lines(heldby("claims", *dossier, "--format", "jsonl").stdout)
    assert (claim["reader"], claim["quote"], claim["type"]) == ("llm test-model", RAWA.strip(), "capture")
    assert "Rawa" in heldby("holds", "Rawa", *dossier).stdout
    assert RAWA.strip() in str(server.asked[0]["messages"])


def test_llm_reads_without_a_dossier_and_notes_what_it_left_out(server: ModelServer, feed: Path) -> None:
    server.answer(claims(CAPTURE, {**CAPTURE, "quote": "Nobody wrote this."}))
    result = heldby("read", feed, *LLM, "--format", "jsonl")
    assert result.exit_code == 0 and [claim["reader"] for claim in lines(result.stdout)] == ["llm test-model"]
    assert result.stderr == "r1: 1 claim left out: the quote is not in the report\n"


def test_report_that_the_model_could_not_read_is_refused_and_read_the_next_time(server: ModelServer, feed: Path, tmp_path: Path) -> None:
    dossier = ("--dossier", tmp_path / "dossier")
    server.answer(Reply(status=400), claims(CAPTURE))
    first = heldby("run", feed, *LLM, *dossier)
    assert first.exit_code == 1 and "refused r1: not read: the server answered 400 Bad Request" in first.stderr
    second = heldby("run", feed, *LLM, *dossier)
    assert second.exit_code == 0 and "1 report read, 1 claim" in second.stderr


def test_file_that_the_model_could_not_read_is_refused_by_its_name(server: ModelServer, tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_text(RAWA, "utf-8")
    server.answer(Reply(status=400))
    result = heldby("run", tmp_path / "report.txt", *LLM, "--dossier", tmp_path / "dossier")
    assert f"refused {tmp_path / 'report.txt'}: not read: the server answered 400" in result.stderr


def test_claims_of_other_readers_are_not_explained(server: ModelServer, feed: Path, tmp_path: Path) -> None:
    dossier = ("--dossier", tmp_path / "dossier")
    heldby("run", feed, *LLM, *dossier)
    [claim] = lines(heldby("claims", *dossier, "--format", "jsonl").stdout)
    result = heldby("explain", claim["id"], *dossier)
    assert result.exit_code == 1 and result.stderr == (
        f"heldby: claim {claim['id']} was found by the reader llm test-model. "
        "Only claims of the built-in reader (heldby) can be explained\n"
    )


def test_claims_stay_if_reading_again_fails(server: ModelServer, feed: Path, tmp_path: Path) -> None:
    dossier = ("--dossier", tmp_path / "dossier")
    heldby("run", feed, *LLM, *dossier)
    server.answer(Reply(b"no completion"))
    result = heldby("reread", "--all", *LLM, *dossier)
    assert "refused r1: not read" in result.stderr and "0 reports read again" in result.stderr
    assert len(lines(heldby("claims", *dossier, "--format", "jsonl").stdout)) == 1


def test_read_fails_if_the_model_read_nothing(server: ModelServer, feed: Path) -> None:
    server.answer(Reply(status=404))
    result = heldby("read", feed, *LLM)
    assert result.exit_code == 1 and result.stderr.splitlines() == [
        "r1: not read: the server answered 404 Not Found", "heldby: nothing could be read",
    ]  # fmt: skip


def test_user_is_warned_if_reports_leave_this_machine(feed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    result = heldby("read", feed, *LLM, "--reader-option", "url=http://192.0.2.1:8080/v1", "--show", "text")
    assert result.stderr == "heldby: reports leave this machine: the reader llm sends their text to 192.0.2.1, without encryption\n"
    monkeypatch.delenv("HELDBY_LLM_URL", raising=False)
    assert heldby("read", feed, *LLM, "--show", "text").stderr == ""


def test_missing_model_and_missing_extra_are_one_line(feed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HELDBY_LLM_MODEL", raising=False)
    missing = heldby("read", feed, "--reader", "llm")
    assert missing.exit_code == 1 and "HELDBY_LLM_MODEL" in missing.stderr and len(missing.stderr.splitlines()) == 1
    monkeypatch.setitem(sys.modules, "httpx", None)
    result = heldby("read", feed, *LLM)
    assert result.exit_code == 1 and result.stderr == "heldby: the reader llm needs httpx. Install it with: pip install 'heldby[llm]'\n"


def test_python_api_takes_the_name_of_a_reader(server: ModelServer, feed: Path, tmp_path: Path) -> None:
    import heldby as api

    options = {"model": "test-model"}
    assert [claim.reader for claim in api.read(feed, reader="llm", reader_options=options)] == ["llm test-model"]
    with api.run(feed, dossier=tmp_path / "case", reader="llm", reader_options=options) as dossier:
        assert [claim.reader for claim in dossier.claims()] == ["llm test-model"]
    with pytest.raises(api.HeldbyError, match="no reader named nobody"):
        next(api.read(feed, reader="nobody"))
    server.answer(Reply(status=404))
    with pytest.raises(api.HeldbyError, match="no report could be read"), pytest.warns(HeldbyWarning, match="404"):
        next(api.read(feed, reader="llm", reader_options=options))
    with Dossier.open(tmp_path / "case") as stored:
        assert stored.reports_read_by("llm test-model") == {"r1"}
