"""`heldby verify`, `rebuild` and `ledger`."""

from __future__ import annotations

import json

import sqlalchemy as sa

from cli_runner import heldby
from heldby.store import Dossier


def test_verify_of_an_intact_dossier_prints_the_newest_hash(record: Dossier) -> None:
    result = heldby("verify", "--dossier", record.folder)
    assert result.exit_code == 0, result.stdout
    assert "3 reports, 3 claims, 3 ledger entries" in result.stderr and len(result.stdout.strip()) == 64
    assert heldby("verify", "--head", result.stdout.strip(), "--dossier", record.folder).exit_code == 0
    assert heldby("verify", "--head", "0" * 64, "--dossier", record.folder).exit_code == 1


def test_verify_lists_differences_and_rebuild_removes_them(record: Dossier) -> None:
    with record.database.writing() as connection:
        connection.execute(sa.text("UPDATE claims SET status = 'denied'"))
    result = heldby("verify", "--dossier", record.folder)
    assert result.exit_code == 1 and "its status is 'denied', the ledger says 'happened'" in result.stdout
    assert heldby("rebuild", "--dossier", record.folder).exit_code == 0
    assert heldby("verify", "--dossier", record.folder).exit_code == 0


def test_ledger_lists_every_action(record: Dossier, claim: str) -> None:
    record.judge("claim", claim, "reject", "false")
    lines = [json.loads(line) for line in heldby("ledger", "--format", "jsonl", "--dossier", record.folder).stdout.splitlines()]
    assert [line["action"] for line in lines] == ["ingest"] * 3 + ["judge"]
    assert lines[-1]["why"] == "false" and len(lines[-1]["hash"]) == 64
