"""`heldby locate`."""

from __future__ import annotations

import json

from cli_runner import RAWA, heldby


def test_locate_prints_the_places_of_a_text() -> None:
    result = heldby("locate", RAWA)
    assert result.exit_code == 0, result.stderr
    assert "Rawa" in result.stdout and "Anbar" in result.stdout


def test_locate_reads_standard_input_and_prints_jsonl() -> None:
    result = heldby("locate", "-", "--format", "jsonl", stdin=RAWA)
    [place] = [json.loads(line) for line in result.stdout.splitlines()]
    assert RAWA[place["start"] : place["end"]] == "Rawa" and place["candidates"]
