"""Tests of reading Word documents."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from intake_helpers import BODY, only, word

THIRD = dt.date(2017, 11, 3)


def test_paragraphs_and_tables_are_read_in_order_under_any_suffix(tmp_path: Path) -> None:
    for name in ("a.docx", "a.zip", "a.txt"):
        report = only(tmp_path, name, word("Army enters Tell Amar")).report
        assert report.text == BODY.replace("\n\n", "\n") + "\nkilled\t12\nThe last line."
        assert (report.title, report.published, report.published_doubt) == (
            "Army enters Tell Amar",
            THIRD,
            "it is when the Word document was made",
        )
