"""Tests of `heldby page`: the map page for other people."""

from __future__ import annotations

from pathlib import Path

from cli_runner import heldby
from heldby.store import Dossier
from heldby.store.ledger import ledger


def test_the_page_shows_a_redacted_copy_and_has_a_card(record: Dossier, tmp_path: Path) -> None:
    (record.folder / "sensitive.toml").write_text('places = ["Rawa"]\nsources = ["Agency C"]\n')
    file = tmp_path / "public.html"
    result = heldby("page", "-o", file, "--dossier", record.folder)
    page, card = file.read_text("utf-8"), (tmp_path / "public.html.card.md").read_text("utf-8")
    data = page[page.index('id="heldby-data"') :]
    assert result.exit_code == 0 and "public.html.card.md" in result.stderr
    assert "al-Qaim" in data and "Rawa" not in data and "Agency C" not in data and '"landmarks":[]' in data
    assert "redacted copy for other people" in card and "Quotes with it: 1 of 3" in card and "Rawa" not in card
    with record.database.reading() as connection:
        assert [one.subject for one in ledger.entries(connection, actions=("export",))] == ["page"]


def test_the_owner_can_have_the_whole_page(record: Dossier, tmp_path: Path) -> None:
    file = tmp_path / "all.html"
    assert heldby("page", "--all", "-o", file, "--dossier", record.folder).exit_code == 0
    assert "Rawa" in file.read_text("utf-8")
    result = heldby("page", "--all", "--coarsen", "10", "-o", file, "--dossier", record.folder)
    assert result.exit_code == 1 and "go with --readers" in result.output


def test_a_file_that_cannot_be_written_is_named(record: Dossier, tmp_path: Path) -> None:
    result = heldby("page", "-o", tmp_path / "missing" / "p.html", "--dossier", record.folder)
    assert result.exit_code == 1 and "cannot write" in result.output and "p.html" in result.output
