"""`heldby changes`, `camps`, `sources` and `shares`."""

from __future__ import annotations

import json

import pytest

from cli_runner import heldby
from heldby.store import Dossier


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        (("changes", "--since", "2017-11-10"), "changed hands"),
        (("camps",), "Islamic State"),
        (("sources",), "not rated"),
        (("shares", "--on", "2017-11-20"), "government-of-iraq"),
    ],
)
def test_summaries_print_as_a_table_and_as_jsonl(record: Dossier, command: tuple[str, ...], expected: str) -> None:
    result = heldby(*command, "--dossier", record.folder)
    assert result.exit_code == 0, result.stderr
    assert expected in result.stdout
    lines = heldby(*command, "--format", "jsonl", "--dossier", record.folder).stdout.splitlines()
    assert lines and all(isinstance(json.loads(line), dict) for line in lines)
