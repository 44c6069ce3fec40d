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


def test_events_far_apart_are_merged_only_if_the_person_confirms(record: Dossier) -> None:
    one, near, far = (next(record.claims(place=name)).id for name in ("al-Qaim", "Abu Kamal", "Rawa"))
    asked = heldby("review", "merge", one, far, "--dossier", record.folder, stdin="n\n")
    assert asked.exit_code == 1 and "14 days apart" in asked.stderr and record.judgements() == []
    assert heldby("review", "merge", one, far, "--yes", "--dossier", record.folder).exit_code == 0
    assert heldby("review", "merge", one, near, "--dossier", record.folder).exit_code == 0
    assert len(record.judgements()) == 2


def test_missed_claim_is_added_and_its_quote_is_checked(record: Dossier) -> None:
    report = next(one.id for one in record.reports() if "Rawa" in one.text)
    wrong = heldby("review", "add", report, "Rawa was never taken", "type=holds", "--dossier", record.folder)
    assert wrong.exit_code == 1 and "does not contain these words" in wrong.stderr
    added = heldby("review", "add", report, "The town fell within hours.", "type=capture", "place=Rawa", "--dossier", record.folder)
    assert added.exit_code == 0 and "capture" in added.stdout
    assert heldby("verify", "--dossier", record.folder).exit_code == 0


def test_agreement_of_two_reviewers_is_printed_with_its_interval(record: Dossier) -> None:
    empty = heldby("review", "agreement", "--dossier", record.folder)
    assert empty.exit_code == 0 and "No two people judged the same claims." in empty.stdout + empty.stderr
    ids = [one.id for one in record.claims()]
    for who, verdicts in (("a", ("accept", "reject", "reject")), ("b", ("accept", "accept", "reject"))):
        record.who = who
        for id, verdict in zip(ids, verdicts, strict=True):
            record.judge("claim", id, verdict, "")  # type: ignore[arg-type]
    found = json.loads(heldby("review", "agreement", "--format", "jsonl", "--dossier", record.folder).stdout)
    assert (found["people"], found["items"], found["same"]) == (["a", "b"], 3, 2)
    assert round(found["alpha"], 3) == 0.444 and found["low"] <= found["alpha"] <= found["high"]  # 1 - 5 · 2 / 18, by hand


def test_unknown_claim_cannot_be_judged(record: Dossier) -> None:
    result = heldby("review", "accept", "0000", "--dossier", record.folder)
    assert result.exit_code == 1 and "no claim 0000" in result.stderr
