"""docs/tables.md lists the columns of every table."""

from __future__ import annotations

from pathlib import Path

from heldby.export.tables.reference import BEGIN, reference

PAGE = Path(__file__).resolve().parents[2] / "docs" / "tables.md"


def test_the_page_is_what_the_tables_say() -> None:
    assert PAGE.read_text("utf-8").partition(BEGIN)[2].strip() == reference().strip()
