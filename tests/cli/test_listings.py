"""`heldby timeline`, `claims`, `events`, `actors`, `places` and `contradictions`."""

from __future__ import annotations

import json

import pytest

from cli_runner import heldby
from dossier_samples import add_capture
from heldby.store import Dossier


@pytest.mark.parametrize(
    ("command", "expected"), [("timeline", 1), ("claims", 1), ("events", 1), ("actors", 2), ("places", 1), ("contradictions", 0)]
)
def test_listings_filter_by_place_and_print_jsonl(record: Dossier, command: str, expected: int) -> None:
    result = heldby(command, "--place", "Abu Kamal", "--format", "jsonl", "--dossier", record.folder)
    assert result.exit_code == 0, result.stderr
    assert len([json.loads(line) for line in result.stdout.splitlines()]) == expected


@pytest.mark.parametrize("command", ["timeline", "claims", "events", "actors", "places", "contradictions", "holds"])
def test_listings_print_tables(record: Dossier, command: str) -> None:
    result = heldby(command, "--dossier", record.folder)
    assert (result.exit_code == 0 and "Rawa" in result.stdout) or (command == "actors" and "Islamic State" in result.stdout)


def test_control_characters_of_a_report_are_not_printed(record: Dossier) -> None:
    add_capture(record, "Iraqi forces took Rawa from \x1b[31mIS\x1b[0m \u202e[bold]today[/bold].", "Rawa", "2017-11-18")
    result = heldby("claims", "--dossier", record.folder)
    assert "\x1b[31m" not in result.stdout and "\u202e" not in result.stdout and "[bold]" in result.stdout
