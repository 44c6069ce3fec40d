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
    assert sorted(one.name for one in target.parent.iterdir()) == ["claims.jsonl", "claims.jsonl.card.md"]


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


def test_the_dataset_card_says_what_was_left_out(record: Dossier, tmp_path: Path) -> None:
    (record.folder / "sensitive.toml").write_text('sources = ["Agency C"]\n')
    target = tmp_path / "events.csv"
    result = heldby("export", "events-csv", "-o", target, "--coarsen", "50", "--delay", "14", "--dossier", record.folder)
    card = (tmp_path / "events.csv.card.md").read_text("utf-8")
    assert "its owner lists are hidden" in card and "at least 50 km wide" in card and "last 14 days" in card and "Agency C" not in card
    assert "Agency A: 1 report, published 2017-11-17 to 2017-11-17" in card and "events.csv.card.md" in result.stderr
    assert heldby("export", "xlsx", "-o", tmp_path / "record.xlsx", "--dossier", record.folder).exit_code == 0
    assert not (tmp_path / "record.xlsx.card.md").exists()


def test_binary_formats_can_be_piped(record: Dossier) -> None:
    result = heldby("export", "claims-parquet", "--dossier", record.folder)
    assert result.exit_code == 0 and result.stdout_bytes.startswith(b"PAR1")


def test_formats_says_what_opens_each_and_what_it_needs() -> None:
    line = next(line for line in heldby("formats").stdout.splitlines() if line.split()[:1] == ["xlsx"])
    assert "LibreOffice" in line and "heldby[tables]" in line


def test_formats_lists_every_format() -> None:
    assert all(one.name in heldby("formats").stdout for one in FORMATS)
