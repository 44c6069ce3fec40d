"""`heldby import`."""

from __future__ import annotations

from pathlib import Path

from cli_runner import heldby
from dossier_samples import add_capture
from heldby.store import Dossier


def test_claims_of_another_reader_are_imported_once(record: Dossier, tmp_path: Path) -> None:
    claim = next(record.claims())
    other = claim.model_copy(update={"reader": "person 1", "status": "ongoing", "id": "other-id"})
    stray = claim.model_copy(update={"report": "elsewhere", "id": "stray"})
    shifted = claim.model_copy(update={"start": claim.start + 1, "id": "shifted"})
    file = tmp_path / "claims.jsonl"
    file.write_text("\n".join([*(one.model_dump_json() for one in (other, stray, shifted)), "{broken"]), "utf-8")
    result = heldby("import", "claims-jsonl", file, "--dossier", record.folder)
    assert result.exit_code == 0, result.stderr
    assert "1 claim added; 0 already in the dossier; 3 refused" in result.stderr
    for reason in ("elsewhere is not in the dossier", "its quote is not at 1 to", "line 4"):
        assert reason in result.stderr
    assert [one.reader for one in record.claims(status="ongoing")] == ["person 1"]
    assert "1 already in the dossier" in heldby("import", "claims-jsonl", file, "--dossier", record.folder).stderr
    assert heldby("verify", "--dossier", record.folder).exit_code == 0


def test_archive_or_folder_of_a_dossier_is_imported_into_another(record: Dossier, tmp_path: Path) -> None:
    with Dossier.open(tmp_path / "other", create=True) as other:
        add_capture(other, "Iraqi forces took Rawa from IS, says another desk.", "Rawa", "2017-11-18", id="desk")
    assert heldby("pack", tmp_path / "other.zip", "--dossier", tmp_path / "other").exit_code == 0
    for source in (tmp_path / "other.zip", tmp_path / "other"):
        assert heldby("import", "dossier", source, "--dossier", record.folder).exit_code == 0
    assert record.counts()["reports"] == 4 and record.report("desk") is not None


def test_unknown_format_and_missing_file_are_named(record: Dossier, tmp_path: Path) -> None:
    assert "claims-jsonl" in heldby("import", "xml", tmp_path, "--dossier", record.folder).stderr
    assert "does not exist" in heldby("import", "dossier", tmp_path / "none", "--dossier", record.folder).stderr
