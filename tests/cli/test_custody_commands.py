from __future__ import annotations

import json
from pathlib import Path

import pytest
import sqlalchemy as sa
from typer.testing import CliRunner, Result

from heldby.cli.app import build
from heldby.store import ClaimFilter, Dossier


def heldby(*arguments: object, given: str | None = None) -> Result:
    return CliRunner(env={"HELDBY_USER": "tester"}).invoke(build(), [str(argument) for argument in arguments], input=given)


@pytest.fixture
def claim(record: Dossier) -> str:
    return next(record.claims(ClaimFilter(place="Rawa"))).id


def test_verify_says_that_all_is_well_and_prints_the_head(record: Dossier) -> None:
    result = heldby("verify", "--dossier", record.folder)
    assert result.exit_code == 0, result.stdout
    assert "3 reports, 3 claims, 3 acts" in result.stderr and len(result.stdout.strip()) == 64
    assert heldby("verify", "--head", result.stdout.strip(), "--dossier", record.folder).exit_code == 0
    assert heldby("verify", "--head", "0" * 64, "--dossier", record.folder).exit_code == 1


def test_verify_names_what_differs_and_rebuild_mends_it(record: Dossier) -> None:
    with record.database.writing() as connection:
        connection.execute(sa.text("UPDATE claims SET status = 'denied'"))
    result = heldby("verify", "--dossier", record.folder)
    assert result.exit_code == 1 and "its status is 'denied', the ledger says 'happened'" in result.stdout
    assert heldby("rebuild", "--dossier", record.folder).exit_code == 0
    assert heldby("verify", "--dossier", record.folder).exit_code == 0


def test_rejecting_and_undoing_changes_who_holds_it(record: Dossier, claim: str) -> None:
    assert heldby("rebuild", "--dossier", record.folder).exit_code == 0
    before = heldby("holds", "--format", "jsonl", "--dossier", record.folder).stdout
    result = heldby("review", "reject", claim, "--why", "false", "--dossier", record.folder)
    assert result.exit_code == 0, result.stderr
    assert "Rawa" not in heldby("holds", "--format", "jsonl", "--dossier", record.folder).stdout
    assert heldby("review", "undo", "4", "--dossier", record.folder).exit_code == 0
    assert heldby("holds", "--format", "jsonl", "--dossier", record.folder).stdout == before
    said = [json.loads(line) for line in heldby("review", "said", "--format", "jsonl", "--dossier", record.folder).stdout.splitlines()]
    assert [(one["who"], one["verdict"], one["why"], one["undone"]) for one in said] == [("tester", "reject", "false", True)]


def test_correcting_shows_in_claims_only_as_judged(record: Dossier, claim: str) -> None:
    assert heldby("review", "correct", claim, "status=attempted", "--dossier", record.folder).exit_code == 0
    assert next(record.judged_claims(place="Rawa")).status == "attempted"
    for wrong in ("quote=x", "status=perhaps", "nonsense"):
        result = heldby("review", "correct", claim, wrong, "--dossier", record.folder)
        assert result.exit_code == 1 and len(record.judgements()) == 1


def test_walking_through_the_queue_judges_and_quits(record: Dossier) -> None:
    result = heldby("review", "--dossier", record.folder, given="a\nseen on film\ns\nq\n")
    assert result.exit_code == 0, result.stderr
    assert [(one.verdict, one.why) for one in record.judgements()] == [("accept", "seen on film")]


def test_walking_shows_the_sentence_in_its_report_and_what_others_said_and_asks_again_after_a_slip(record: Dossier, claim: str) -> None:
    Dossier(record.folder, record.database, "anna").judge("claim", claim, "reject", "another Rawa")
    Dossier(record.folder, record.database, "boris").judge("claim", claim, "accept", "the same Rawa")
    slips = "c\nstatus=perhaps\n\nc\nnonsense\n\n"
    result = heldby("review", "--dossier", record.folder, given=slips + 'c\nstatus=attempted held_as="last"\nonly tried\nq\n')
    shown = " ".join(result.stdout.split())
    assert result.exit_code == 0, result.stderr
    assert "Agency A · 2017-11-17" in shown and "»Iraqi forces took Rawa from IS.« The town fell within hours." in shown
    assert "anna said: reject another Rawa" in shown and "boris said: accept the same Rawa" in shown
    assert result.stderr.count("that cannot be:") == 2 and "1 judged" in result.stderr
    assert record.judgements()[-1].correction == {"status": "attempted", "held_as": "last"}


def test_unknown_claim_cannot_be_judged(record: Dossier) -> None:
    result = heldby("review", "accept", "0000", "--dossier", record.folder)
    assert result.exit_code == 1 and "no claim 0000" in result.stderr


def test_retracting_takes_a_report_out_and_back(record: Dossier) -> None:
    report = next(record.claims(ClaimFilter(place="Rawa"))).report
    assert heldby("retract", report, "--why", "withdrawn", "--dossier", record.folder).exit_code == 0
    assert "Rawa" not in heldby("holds", "--dossier", record.folder).stdout
    assert heldby("retract", report, "--undo", "--dossier", record.folder).exit_code == 0
    assert "Rawa" in heldby("holds", "--dossier", record.folder).stdout


def test_erasing_asks_first(record: Dossier) -> None:
    report = next(record.claims(ClaimFilter(place="Rawa"))).report
    assert heldby("erase", report, "--dossier", record.folder, given="n\n").exit_code != 0
    assert record.report(report) is not None
    page = record.folder / "report.html"
    page.write_text("Iraqi forces took Rawa from IS.")
    assert heldby("erase", report, "--yes", "--why", "safety", "--dossier", record.folder).exit_code == 0
    assert not page.exists() or "took Rawa" not in page.read_text("utf-8")
    assert record.report(report) is None
    assert heldby("verify", "--dossier", record.folder).exit_code == 0


def test_packed_dossier_unpacks_to_the_same_answer(record: Dossier, tmp_path: Path) -> None:
    assert heldby("rebuild", "--dossier", record.folder).exit_code == 0
    assert heldby("pack", tmp_path / "case.zip", "--dossier", record.folder).exit_code == 0
    result = heldby("unpack", tmp_path / "case.zip", "--dossier", tmp_path / "copy")
    assert result.exit_code == 0 and "packed by tester" in result.stderr
    answers = [heldby("holds", "--format", "jsonl", "--dossier", folder).stdout for folder in (record.folder, tmp_path / "copy")]
    assert answers[0] == answers[1] and answers[0]


def test_ledger_lists_every_act(record: Dossier, claim: str) -> None:
    record.judge("claim", claim, "reject", "false")
    lines = [json.loads(line) for line in heldby("ledger", "--format", "jsonl", "--dossier", record.folder).stdout.splitlines()]
    assert [line["action"] for line in lines] == ["ingest"] * 3 + ["judge"]
    assert lines[-1]["why"] == "false" and len(lines[-1]["hash"]) == 64


def test_search_pages(record: Dossier) -> None:
    result = heldby("search", "IS", "--limit", "2", "--dossier", record.folder)
    assert result.exit_code == 0
    after = result.stderr.split("more: --after ")[1].strip()
    assert len(heldby("search", "IS", "--after", after, "--format", "jsonl", "--dossier", record.folder).stdout.splitlines()) == 1


def test_search_and_claims_are_filtered_by_where(record: Dossier, tmp_path: Path) -> None:
    drawn = tmp_path / "drawn.geojson"
    drawn.write_text('{"type": "Polygon", "coordinates": [[[40.8, 34.3], [41.0, 34.3], [40.9, 34.6]]]}')
    for options in (["--near", "34.45,40.92,5"], ["--box", "34.4,40.8,34.5,41"], ["--inside", drawn], ["--area", "SY"]):
        for command in (["search", "IS"], ["claims"]):
            lines = heldby(*command, *options, "--format", "jsonl", "--dossier", record.folder).stdout.splitlines()
            assert len(lines) == 1 and "Albu Kamal" in lines[0], (command, options)
    for wrong in (["--near", "north"], ["--box", "1,2,3"], ["--inside", tmp_path / "none"], ["--near", "1,2,3", "--box", "1,2,3,4"]):
        assert heldby("search", "IS", *wrong, "--dossier", record.folder).exit_code == 2
