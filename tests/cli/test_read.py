"""`heldby read` with the real reader."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from cli_runner import RAWA, heldby
from heldby.cli.schema import describe


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
    result = heldby("read", "-", "--format", "jsonl", stdin=RAWA)
    assert result.exit_code == 0 and "capture" in result.stdout


def test_refused_input_is_named_with_its_reason_and_the_rest_is_read(feed: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    result = heldby("read", tmp_path / "empty.txt", tmp_path / "missing.txt", feed, "--format", "jsonl")
    assert result.exit_code == 0 and result.stdout
    assert [line.startswith("refused ") for line in result.stderr.splitlines()] == [True, True]
    assert "empty.txt" in result.stderr and "missing.txt" in result.stderr


@pytest.mark.parametrize("command", ["read", "run"])
def test_guessed_encodings_are_noted_and_counted(command: str, tmp_path: Path) -> None:
    more = ("--dossier", tmp_path / "dossier") if command == "run" else ()
    (tmp_path / "old.txt").write_bytes(f"{RAWA} Le général à Bagdad a déclaré.".encode("latin-1"))
    rows = "".join(f"{number},{RAWA.strip()[:-1]}. Général {number} à Bagdad.\n" for number in range(9))
    (tmp_path / "rows.csv").write_bytes(f"id,text\n{rows}".replace("Friday, ", "Friday ").encode("latin-1"))
    notes = heldby(command, tmp_path / "old.txt", tmp_path / "rows.csv", *more).stderr.splitlines()
    assert f"note on {tmp_path / 'old.txt'}: the encoding was guessed: cp1252" in notes
    assert sum(line.startswith("note on") for line in notes) == 6 and "note on 5 more: the encoding was guessed: cp1252" in notes


@pytest.mark.parametrize("command", ["read", "run"])
def test_exit_code_is_1_only_if_nothing_could_be_read(command: str, tmp_path: Path) -> None:
    more = ("--dossier", tmp_path / "dossier") if command == "run" else ()
    result = heldby(command, tmp_path / "missing.txt", *more)
    assert result.exit_code == 1 and "nothing could be read" in result.stderr
