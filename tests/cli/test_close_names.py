"""Tests of empty results: a sentence says so, and names that the record does not know come with close ones."""

from __future__ import annotations

import os
import pty
import subprocess
import sys

import pytest

from cli_runner import heldby
from heldby.cli.close_names import close_names
from heldby.store import Dossier


@pytest.mark.parametrize(
    ("arguments", "said", "close"),
    [
        (("claims", "--place", "Rawwa"), "No claims pass the filters.", "no place “Rawwa”; close to it: Rawa"),
        (("timeline", "--actor", "Islamic Stat"), "No events pass the filters.", "no actor “Islamic Stat”; close to it: Islamic State"),
        (("events", "--side", "islamic-stat"), "No events pass the filters.", "no side “islamic-stat”; close to it: islamic-state"),
        (("places", "--area", "Anbarr"), "No places pass the filters.", "no area “Anbarr”; close to it: Anbar"),
        (("search", "zeppelin", "--place", "Rawwa"), "No sentences of claims match.", "close to it: Rawa"),
        (("claims", "--place", "Qqqqqq"), "No claims pass the filters.", "no place “Qqqqqq”; no name in it is close"),
        (("claims", "--place", "Rawa", "--from", "2030-01-01"), "No claims pass the filters.", ""),
    ],
)
def test_empty_results_say_so_and_name_close_matches(record: Dossier, arguments: tuple[str, ...], said: str, close: str) -> None:
    result = heldby(*arguments, "--dossier", record.folder)
    assert (result.exit_code, result.stdout.strip()) == (0, said)
    assert close in result.stderr if close else result.stderr == ""


def test_empty_results_print_nothing_for_programs(record: Dossier) -> None:
    result = heldby("claims", "--place", "Rawwa", "--format", "jsonl", "--dossier", record.folder)
    assert (result.exit_code, result.stdout) == (0, "")


@pytest.mark.parametrize(
    ("option", "value", "close"), [("type", "captur", "capture"), ("status", "happend", "happened"), ("kind", "zzz", "relation")]
)
def test_type_status_and_kind_that_do_not_exist_are_refused(record: Dossier, option: str, value: str, close: str) -> None:
    result = heldby("claims", f"--{option}", value, "--dossier", record.folder)
    words = " ".join(result.stderr.replace("│", " ").split())
    assert result.exit_code == 2 and f"there is no {option} '{value}'" in words and close in words


def test_part_of_a_name_is_close_and_a_hostile_name_does_no_harm() -> None:
    assert close_names("Jazira", ["Jazira Monitor", "Palm Radio"]) == ["Jazira Monitor"]
    assert close_names("\x1b[31m" * 1000, ["Rawa", ""]) == []


def test_long_work_shows_progress_on_a_terminal_only(record: Dossier) -> None:
    command = [sys.executable, "-m", "heldby", "verify", "--dossier", str(record.folder)]
    assert "Checking" not in subprocess.run(command, capture_output=True, text=True, check=True).stderr
    master, terminal = pty.openpty()
    subprocess.run(command, stderr=terminal, stdout=subprocess.DEVNULL, check=True)
    os.close(terminal)
    assert b"Checking" in os.read(master, 100_000)
    os.close(master)
