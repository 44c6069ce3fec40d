"""The example notebooks run from a fresh start, show what their text promises, and are stored without outputs."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
NOTEBOOKS = sorted((EXAMPLES / "notebooks").glob("*.ipynb"))


@cache
def shown_by(name: str) -> str:
    """Run a notebook and return its outputs as one text. An error in a cell is raised, and the folder has to stay as it was."""
    before = sorted(EXAMPLES.rglob("*"))
    notebook = nbformat.read(EXAMPLES / "notebooks" / f"{name}.ipynb", as_version=4)  # type: ignore[no-untyped-call]
    NotebookClient(notebook, timeout=300, kernel_name="python3", resources={"metadata": {"path": str(EXAMPLES / "notebooks")}}).execute()
    assert sorted(EXAMPLES.rglob("*")) == before
    outputs: list[Any] = [output for cell in notebook.cells for output in cell.get("outputs", ())]
    return "\n".join(str(one.get("text", "")) + json.dumps(one.get("data", {}), ensure_ascii=False) for one in outputs)


def test_there_is_a_notebook_for_each_kind_of_user() -> None:
    assert [path.stem for path in NOTEBOOKS] == ["humanitarian", "journalist", "researcher"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_stored_without_outputs(path: Path) -> None:
    notebook = json.loads(path.read_text("utf8"))
    assert [cell["id"] for cell in notebook["cells"] if cell.get("outputs") or cell.get("execution_count") is not None] == []


def test_the_researcher_gets_a_table_like_ged_and_a_plot_of_shares() -> None:
    shown = shown_by("researcher")
    assert "44 reports, published from 2017-07-09 to 2017-12-10." in shown and "image/png" in shown
    for column in ("type_of_violence", "side_a", "where_coordinates", "Government of Iraq", "Syrian Democratic Forces"):
        assert column in shown
    assert "Reports count deaths in" in shown


def test_the_journalist_sees_all_voices_and_what_was_known_on_the_day() -> None:
    shown = shown_by("journalist")
    for voice in ("Jazira Monitor", "military source", "The Badiya Post", "denied: One report says", "as known on the day"):
        assert voice in shown
    assert shown.count("aria-label") == 2, "the place and a claim are shown with a map"


def test_the_humanitarian_sees_crossings_denials_and_a_redacted_copy() -> None:
    shown = shown_by("humanitarian")
    for part in ("Ibrahim Khalil", "The Haji Omran crossing stayed closed", "Kurdish officials denied it", "35000.0", "A redacted copy"):
        assert part in shown
    assert "█" not in shown.partition("A redacted copy")[0]
    assert "Haji Omran" not in shown.partition("A redacted copy")[2]
