"""Tests of tables in narrow terminals: nothing is wider than the terminal, and no word is cut."""

from __future__ import annotations

import io

import pytest
from rich.cells import cell_len
from rich.console import Console

from cli_runner import heldby
from dossier_samples import add_capture
from heldby.cli.output import print_rows
from heldby.cli.table_layout import column_widths, print_layout
from heldby.store import Dossier

COLUMNS = ("Place", "Holder", "Since", "Probability", "Independent reports", "Newest sentence")
ROW = (
    "Abu Kamal",
    "Government of Syria",
    "2017-11-16",
    "0.56",
    "5",
    "On the western bank, government forces control the river from Deir al-Zor.",
)


def printed(width: int, *rows: tuple[str, ...], columns: tuple[str, ...] = COLUMNS) -> str:
    out = io.StringIO()
    print_layout(Console(file=out, width=width, highlight=False), None, columns, rows)
    return out.getvalue()


@pytest.mark.parametrize("width", [40, 60, 80, 100, 120, 160, 250])
def test_no_line_is_too_wide_and_no_word_is_cut(width: int) -> None:
    text = printed(width, ROW, ("الرقة", "", "", "", "1", "短い文です"))
    assert all(cell_len(line) <= width for line in text.split("\n"))
    words = text.split()
    assert all(word in words for cell in (*ROW, *COLUMNS[:-1]) for word in cell.split())


def test_wide_terminals_get_a_table_and_narrow_ones_blocks() -> None:
    assert "Place " in printed(160, ROW) and printed(160, ROW).count("\n") < 8
    below = printed(80, ROW)
    assert "\n   On the western bank," in below and "Newest" not in below
    assert "Newest sentence      On the" in printed(50, ROW)


def test_long_words_are_broken_and_markup_is_not_read() -> None:
    text = printed(80, ("x" * 300, "[bold]y[/bold]"), columns=("Id", "Name"))
    assert text.count("x") == 300 and "[bold]y[/bold]" in text
    assert all(len(line) <= 80 for line in text.split("\n"))


def test_narrow_columns_get_all_they_need_first() -> None:
    widths = column_widths(("A", "B"), [("short", "a much longer cell with many words in it")], 40, prose=False)
    assert widths is not None and widths[0] == 5 and sum(widths) == 40 - 2 - 3


@pytest.mark.parametrize("command", ["holds", "claims", "timeline", "events", "actors", "places", "sources", "camps", "shares", "ledger"])
def test_commands_fit_80_columns(record: Dossier, command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    add_capture(record, "Iraqi forces took Rawa from Islamic State, officials said.", "Rawa", "2017-11-18")
    monkeypatch.setenv("COLUMNS", "80")
    result = heldby(command, "--dossier", record.folder)
    assert result.exit_code == 0 and result.stdout
    assert all(cell_len(line) <= 80 for line in result.stdout.split("\n"))


@pytest.mark.parametrize("width", ["50", "80", "160"])
def test_each_value_of_a_list_begins_a_line(width: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("COLUMNS", width)
    row = ("denied", "Rawa", ["Wire, 2017-11-17: The army\ntook Rawa.", "Post, 2017-11-18: The town has not fallen."])
    print_rows(None, ("Kind", "Place", "Sentences"), [row])
    lines = capsys.readouterr().out.split("\n")
    assert [sum(text in line for line in lines) for text in ("Wire, 2017-11-17: The army took", "Post, 2017-11-18:")] == [1, 1]
    assert not any("Wire," in line and "Post," in line for line in lines)
