"""`heldby run` and `heldby read` as a person or a pipe uses them, with the real reader."""

from __future__ import annotations

import contextlib
import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from typer.testing import CliRunner, Result

from heldby.cli.app import build
from heldby.cli.schema import describe

RAWA = "Iraqi forces recaptured the town of Rawa from Islamic State on Friday, the army said.\n"
HELDBY = (sys.executable, "-m", "heldby")


def heldby(*arguments: object, given: str | None = None) -> Result:
    return CliRunner().invoke(build(), [str(argument) for argument in arguments], input=given)


@pytest.fixture
def feed(tmp_path: Path) -> Path:
    path = tmp_path / "feed.jsonl"
    path.write_text(json.dumps({"id": "r1", "text": RAWA, "published": "2017-11-18", "source": "The Desk"}) + "\n", "utf-8")
    return path


def test_read_prints_claims_in_the_public_format(feed: Path) -> None:
    result = heldby("read", feed, "--format", "jsonl")
    claims = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == 0 and result.stderr == "" and claims
    for claim in claims:
        Draft202012Validator(describe("claim")).validate(claim)
        assert RAWA[claim["start"] : claim["end"]] == claim["quote"] and claim["report"] == "r1"
    assert any(claim["type"] == "capture" and claim["place"][0]["text"] == "Rawa" for claim in claims)


def test_read_prints_mentions_in_the_public_format(feed: Path) -> None:
    mentions = [json.loads(line) for line in heldby("read", feed, "--show", "mentions", "--format", "jsonl").stdout.splitlines()]
    for mention in mentions:
        Draft202012Validator(describe("mention")).validate(mention)
        assert RAWA[mention["start"] : mention["end"]] == mention["text"]
    assert {"Rawa", "Islamic State"} <= {mention["text"] for mention in mentions}


def test_read_prints_the_text_itself(feed: Path) -> None:
    assert heldby("read", feed, "--show", "text").stdout.strip() == RAWA.strip()


def test_read_prints_a_table_with_the_sentence(feed: Path) -> None:
    result = heldby("read", feed)
    assert (
        result.exit_code == 0
        and "The Desk · 2017-11-18" in result.stdout
        and "recaptured the town of Rawa" in " ".join(result.stdout.split())
    )


def test_read_takes_standard_input() -> None:
    result = heldby("read", "-", "--format", "jsonl", given=RAWA)
    assert result.exit_code == 0 and "capture" in result.stdout


def test_refused_input_is_named_with_its_reason_and_the_rest_is_read(feed: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    result = heldby("read", tmp_path / "empty.txt", tmp_path / "missing.txt", feed, "--format", "jsonl")
    assert result.exit_code == 0 and result.stdout
    assert [line.startswith("refused ") for line in result.stderr.splitlines()] == [True, True]
    assert "empty.txt" in result.stderr and "missing.txt" in result.stderr


@pytest.mark.parametrize("command", ["read", "run"])
def test_exit_code_is_1_only_if_nothing_could_be_read(command: str, tmp_path: Path) -> None:
    more = ("--dossier", tmp_path / "dossier") if command == "run" else ()
    result = heldby(command, tmp_path / "missing.txt", *more)
    assert result.exit_code == 1 and "nothing could be read" in result.stderr


def test_run_that_reads_nothing_draws_nothing(tmp_path: Path) -> None:
    result = heldby("run", tmp_path / "missing.txt", "--dossier", tmp_path / "dossier")
    assert result.stdout == "" and not (tmp_path / "dossier" / "report.html").exists()


@pytest.mark.parametrize("command", ["read", "run"])
def test_what_was_doubtful_in_reading_is_said(command: str, tmp_path: Path) -> None:
    more = ("--dossier", tmp_path / "dossier") if command == "run" else ()
    (tmp_path / "old.txt").write_bytes(f"{RAWA} Le général à Bagdad a déclaré.".encode("latin-1"))
    rows = "".join(f"{number},{RAWA.strip()[:-1]}. Général {number} à Bagdad.\n" for number in range(9))
    (tmp_path / "rows.csv").write_bytes(f"id,text\n{rows}".replace("Friday, ", "Friday ").encode("latin-1"))
    said = heldby(command, tmp_path / "old.txt", tmp_path / "rows.csv", *more).stderr.splitlines()
    assert f"note on {tmp_path / 'old.txt'}: the encoding was guessed: cp1252" in said
    assert sum(line.startswith("note on") for line in said) == 6 and "note on 5 more: the encoding was guessed: cp1252" in said


def test_run_prints_who_holds_what_and_writes_the_map(feed: Path, tmp_path: Path) -> None:
    dossier = tmp_path / "dossier"
    first = heldby("run", feed, "--dossier", dossier)
    assert first.exit_code == 0, first.stderr
    assert "Government of Iraq" in first.stdout and "2017-11-1" in first.stdout and "1 reports read" in first.stderr
    page = (dossier / "report.html").read_text("utf-8")
    assert "recaptured the town of Rawa" in page
    again = heldby("run", feed, "--dossier", dossier)
    assert again.stdout == first.stdout and "0 reports read, 0 claims; 1 known already" in again.stderr
    assert heldby("verify", "--dossier", dossier).exit_code == 0


@pytest.mark.parametrize(
    ("told", "newest", "shown", "day_before"),
    [
        ("Iraqi forces captured Rawa on 17 November.", ("Government of Iraq", "2017-11-17", "told"), "2017-11-17", (None, False)),
        ("The town of Rawa is held by Islamic State.", ("Islamic State", "2017-11-18", "by"), "by 2017-11-18", (None, False)),
        (
            "Islamic State has held the town of Rawa since 2014.",
            ("Islamic State", "2014-01-01", "told"),
            "2014-01-01",
            ("Islamic State", False),
        ),
        (RAWA, ("Government of Iraq", "2017-11-17", "told"), "2017-11-17", ("Islamic State", False)),
    ],
)
def test_since_is_no_earlier_than_a_report_tells(
    told: str, newest: tuple[str, str, str], shown: str, day_before: tuple[str | None, bool], tmp_path: Path
) -> None:
    """Beside it a report of years before on another town: the record is longer than what is told of this one."""
    old = {"id": "old", "text": "Islamic State captured the town of Hawija on 11 June 2014.", "published": "2014-06-12"}
    new = {"id": "new", "text": f"{told}\n", "published": "2017-11-18"}
    (tmp_path / "feed.jsonl").write_text("".join(json.dumps(report) + "\n" for report in (old, new)), "utf-8")
    table = heldby("run", tmp_path / "feed.jsonl", "--dossier", tmp_path / "dossier").stdout
    (row,) = [line for line in table.splitlines() if line.split()[:1] == ["Rawa"]]
    assert f"   {shown}   " in row
    now, before = (
        json.loads(heldby("holds", "Rawa", "--dossier", tmp_path / "dossier", "--format", "jsonl", *on).stdout)
        for on in ((), ("--on", "2017-11-16"))
    )
    assert (now["holder"], now["since"], now["onset"]) == newest
    assert (before["holder"], before["inferred"]) == day_before


def test_pipe_that_closes_early_ends_it_quietly(tmp_path: Path) -> None:
    feed = tmp_path / "many.jsonl"
    feed.write_text("".join(json.dumps({"id": f"r{number}", "text": RAWA * 30}) + "\n" for number in range(60)), "utf-8")
    process = subprocess.Popen([*HELDBY, "read", feed, "--show", "text"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None and process.stderr is not None
    process.stdout.readline()
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait(60) == 0


def test_interrupt_ends_with_130_and_keeps_what_was_read(tmp_path: Path) -> None:
    process = subprocess.Popen([*HELDBY, "run", "-", "--dossier", tmp_path / "dossier"], stdin=subprocess.PIPE, stderr=subprocess.PIPE)
    deadline = time.monotonic() + 120
    while not (tmp_path / "dossier" / "heldby.db").exists() and time.monotonic() < deadline:
        time.sleep(0.1)
    while process.poll() is None and time.monotonic() < deadline:
        process.send_signal(signal.SIGINT)  # again if it fell into a moment that swallows it, as a person would press it again
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(timeout=20)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 130 and b"Traceback" not in errors
    assert heldby("verify", "--dossier", tmp_path / "dossier").exit_code == 0
