"""`heldby settings`."""

from __future__ import annotations

from cli_runner import heldby
from heldby.store import Dossier


def test_a_setting_is_changed_and_listed(record: Dossier) -> None:
    assert "not set" in heldby("settings", "--dossier", record.folder).stdout
    result = heldby("settings", "second-approval", "yes", "--dossier", record.folder)
    assert result.exit_code == 0 and "second-approval" in result.stdout and " yes " in result.stdout


def test_unknown_setting_is_one_line_of_error(record: Dossier) -> None:
    result = heldby("settings", "colour", "blue", "--dossier", record.folder)
    assert result.exit_code == 1 and result.stderr.count("\n") == 1 and "second-approval" in result.stderr
