"""`heldby explain`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli_runner import heldby

TEXT = "The US-backed rebels captured the town of Rabia from Islamic State on Monday, a security source told Reuters."


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    path.write_text(TEXT, "utf8")
    return path


def capture_of(report: Path) -> str:
    rows = [json.loads(line) for line in heldby("read", report, "--format", "jsonl").stdout.splitlines()]
    return next(row["id"] for row in rows if row["type"] == "capture")


def test_claim_of_a_file_is_explained_by_the_start_of_its_id(report: Path) -> None:
    result = heldby("explain", capture_of(report)[:6], "--in", report)
    assert result.exit_code == 0, result.stderr
    assert "The word “captured” may state: event/capture" in result.stdout
    assert "captured → nsubj: rebels" in result.stdout
    assert "it speaks here" in result.stdout
    assert "Source security source, anonymous" in result.stdout


def test_claim_of_a_dossier_is_explained(report: Path, tmp_path: Path) -> None:
    dossier = tmp_path / "case"
    assert heldby("run", report, "--dossier", dossier).exit_code == 0
    result = heldby("explain", capture_of(report), "--dossier", dossier, "--format", "jsonl")
    assert result.exit_code == 0, result.stderr
    [line] = [json.loads(line) for line in result.stdout.splitlines()]
    assert line["trigger"] == "captured"
    assert {role["role"] for role in line["roles"]} >= {"actor", "target", "place"}


@pytest.mark.parametrize(("claim", "message"), [("0000", "there is no claim"), ("a", "too short")])
def test_unknown_claim_is_an_error(report: Path, claim: str, message: str) -> None:
    result = heldby("explain", claim, "--in", report)
    assert result.exit_code == 1
    assert message in result.stderr
