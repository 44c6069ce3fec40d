"""`heldby review` and its subcommands."""

from __future__ import annotations

import json

from cli_runner import heldby
from heldby.store import Dossier


def test_rejected_claim_leaves_control_until_undone(record: Dossier, claim: str) -> None:
    assert heldby("rebuild", "--dossier", record.folder).exit_code == 0
    before = heldby("holds", "--format", "jsonl", "--dossier", record.folder).stdout
    result = heldby("review", "reject", claim, "--why", "false", "--dossier", record.folder)
    assert result.exit_code == 0, result.stderr
    assert "Rawa" not in heldby("holds", "--format", "jsonl", "--dossier", record.folder).stdout
    assert heldby("review", "undo", "4", "--dossier", record.folder).exit_code == 0
    assert heldby("holds", "--format", "jsonl", "--dossier", record.folder).stdout == before
    said = [json.loads(line) for line in heldby("review", "said", "--format", "jsonl", "--dossier", record.folder).stdout.splitlines()]
    assert [(one["who"], one["verdict"], one["why"], one["undone"]) for one in said] == [("tester", "reject", "false", True)]


def test_correction_changes_the_judged_claim_and_invalid_corrections_are_refused(record: Dossier, claim: str) -> None:
    assert heldby("review", "correct", claim, "status=attempted", "--dossier", record.folder).exit_code == 0
    assert next(record.judged_claims(place="Rawa")).status == "attempted"
    for wrong in ("quote=x", "status=perhaps", "nonsense"):
        result = heldby("review", "correct", claim, wrong, "--dossier", record.folder)
        assert result.exit_code == 1 and len(record.judgements()) == 1


def test_unknown_claim_cannot_be_judged(record: Dossier) -> None:
    result = heldby("review", "accept", "0000", "--dossier", record.folder)
    assert result.exit_code == 1 and "no claim 0000" in result.stderr
