"""`heldby retract` and `erase`."""

from __future__ import annotations

from cli_runner import heldby
from heldby.store import ClaimFilter, Dossier


def test_retracted_report_leaves_control_until_undone(record: Dossier) -> None:
    report = next(record.claims(ClaimFilter(place="Rawa"))).report
    assert heldby("retract", report, "--why", "withdrawn", "--dossier", record.folder).exit_code == 0
    assert "Rawa" not in heldby("holds", "--dossier", record.folder).stdout
    assert heldby("retract", report, "--undo", "--dossier", record.folder).exit_code == 0
    assert "Rawa" in heldby("holds", "--dossier", record.folder).stdout


def test_erase_asks_first_and_then_deletes_report_and_page(record: Dossier) -> None:
    report = next(record.claims(ClaimFilter(place="Rawa"))).report
    assert heldby("erase", report, "--dossier", record.folder, stdin="n\n").exit_code != 0
    assert record.report(report) is not None
    page = record.folder / "report.html"
    page.write_text("Iraqi forces took Rawa from IS.")
    assert heldby("erase", report, "--yes", "--why", "safety", "--dossier", record.folder).exit_code == 0
    assert not page.exists() or "took Rawa" not in page.read_text("utf-8")
    assert record.report(report) is None
    assert heldby("verify", "--dossier", record.folder).exit_code == 0
