"""`heldby review` and its subcommands."""

from __future__ import annotations

import json
from typing import get_args

from cli_runner import heldby
from heldby.cli.correction_fields import FIELDS
from heldby.model.claim import HeldAs, Status
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


def test_correction_in_plain_words_is_looked_up_and_several_meanings_are_listed(record: Dossier, claim: str) -> None:
    result = heldby("review", "correct", claim, "place=Tripoli", "--dossier", record.folder)
    assert result.exit_code == 1 and "(id geonames:266826)" in result.stderr and record.judgements() == []
    assert heldby("review", "correct", claim, "place=Mosul", "actor=Zzyzx Brigade", "--dossier", record.folder).exit_code == 0
    found = next(record.judged_claims(ids=(claim,)))
    assert (found.place[0].within, found.actor[0].name or found.actor[0].text) == ("Nineveh, Iraq", "Zzyzx Brigade")


def test_help_lists_the_values_of_fields_with_few(record: Dossier) -> None:
    for field, values in (("status", get_args(Status)), ("held_as", get_args(HeldAs))):
        assert [value for value in values if value not in FIELDS[field]] == []
    text = " ".join(heldby("review", "correct", "--help").stdout.split())
    assert [field for field in FIELDS if f"{field}: " not in text] == []


def test_unknown_claim_cannot_be_judged(record: Dossier) -> None:
    result = heldby("review", "accept", "0000", "--dossier", record.folder)
    assert result.exit_code == 1 and "no claim 0000" in result.stderr
