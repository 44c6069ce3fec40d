"""`heldby gazetteer`."""

from __future__ import annotations

from pathlib import Path

import pytest

from cli_runner import heldby


def test_unreadable_file_and_unknown_gazetteer_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HELDBY_CACHE", str(tmp_path))
    added = heldby("gazetteer", "add", tmp_path / "none.csv")
    assert added.exit_code == 1 and "none.csv" in added.stderr and "Traceback" not in added.stderr
    removed = heldby("gazetteer", "remove", "nowhere")
    assert removed.exit_code == 1 and "There is no place file nowhere" in removed.stderr
