"""`heldby pack` and `unpack`."""

from __future__ import annotations

from pathlib import Path

from cli_runner import heldby
from heldby.store import Dossier


def test_unpacked_dossier_gives_the_same_answers(record: Dossier, tmp_path: Path) -> None:
    assert heldby("rebuild", "--dossier", record.folder).exit_code == 0
    assert heldby("pack", tmp_path / "case.zip", "--dossier", record.folder).exit_code == 0
    result = heldby("unpack", tmp_path / "case.zip", "--dossier", tmp_path / "copy")
    assert result.exit_code == 0 and "packed by tester" in result.stderr
    answers = [heldby("holds", "--format", "jsonl", "--dossier", folder).stdout for folder in (record.folder, tmp_path / "copy")]
    assert answers[0] == answers[1] and answers[0]
