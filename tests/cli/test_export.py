"""`heldby export`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli_runner import heldby
from heldby.export import FORMATS
from heldby.store import Dossier


def test_export_to_a_file_leaves_no_partial_file(record: Dossier, tmp_path: Path) -> None:
    target = tmp_path / "out" / "claims.jsonl"
    target.parent.mkdir()
    result = heldby("export", "claims-jsonl", "-o", target, "--dossier", record.folder)
    assert result.exit_code == 0 and "3 records" in result.stderr and result.stdout == ""
    assert [json.loads(line)["type"] for line in target.read_text("utf-8").splitlines()] == ["capture"] * 3
    assert list(target.parent.iterdir()) == [target]


def test_export_is_recorded_in_the_ledger_and_changes_no_conclusion(record: Dossier) -> None:
    before = record.ledger_position()
    assert heldby("export", "geojson", "--dossier", record.folder).exit_code == 0
    last = [json.loads(line) for line in heldby("ledger", "--format", "jsonl", "--dossier", record.folder).stdout.splitlines()][-1]
    assert (last["action"], last["subject"]) == ("export", "geojson")
    assert record.ledger_position() == before


def test_unknown_format_message_lists_the_formats(record: Dossier) -> None:
    result = heldby("export", "xml", "--dossier", record.folder)
    assert result.exit_code == 1 and "claims-jsonl" in result.stderr


def test_failed_export_leaves_the_earlier_file(record: Dossier, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("heldby.export.csv_tables.write_claims", fail)
    target = tmp_path / "claims.csv"
    target.write_text("earlier", "utf-8")
    result = heldby("export", "csv", "-o", target, "--dossier", record.folder)
    assert result.exit_code == 1 and "No space left on device" in result.stderr
    assert target.read_text("utf-8") == "earlier"


def test_formats_lists_every_format() -> None:
    assert all(one.name in heldby("formats").stdout for one in FORMATS)
