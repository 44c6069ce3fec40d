"""Tests of the order of text in PDF pages: columns, running heads, page numbers, and sentences that go on on the next page."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from intake_helpers import only

Placed = list[tuple[int, int, str]]
LEFT = [
    "Government forces entered the mill",
    "quarter of Tell Amar on Friday and",
    "hold it, a hospital official said.",
    "Fighters left for the villages be-",
]
RIGHT = [
    "yond the river, residents said by",
    "telephone. The bridge at Al-Sur is",
    "damaged. Nobody has counted how",
    "many people are still in the town.",
]
IN_ORDER = " ".join([*LEFT, *RIGHT]).replace("be- yond", "beyond")


def pages(*placed: Placed) -> bytes:
    """Return a PDF with lines at positions, counted in points from the lower left corner."""
    from pypdf import PdfWriter
    from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

    names = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}
    font = DictionaryObject({NameObject(key): NameObject(value) for key, value in names.items()})
    writer = PdfWriter()
    for lines in placed:
        page = writer.add_blank_page(595, 842)
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})})
        stream = DecodedStreamObject()
        stream.set_data(("BT /F1 10 Tf " + " ".join(f"1 0 0 1 {x} {y} Tm ({line}) Tj" for x, y, line in lines) + " ET").encode("latin-1"))
        page[NameObject("/Contents")] = writer._add_object(stream)
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def column(lines: list[str], x: int) -> Placed:
    return [(x, 700 - 14 * n, line) for n, line in enumerate(lines)]


@pytest.mark.parametrize("by_row", [True, False])
def test_columns_are_read_one_after_the_other(tmp_path: Path, by_row: bool) -> None:
    left, right = column(LEFT, 50), column(RIGHT, 310)
    lines = [line for row in zip(left, right, strict=True) for line in row] if by_row else left + right
    accepted = only(tmp_path, "a.pdf", pages([(50, 780, "Valley Post, a weekly of the Upper Valley and its neighbours"), *lines]))
    assert " ".join(accepted.report.text.split()).endswith(IN_ORDER)
    assert accepted.notes == (("pages with columns, which are read one after the other: 1",) if by_row else ())


def test_longer_column_and_line_below_both_keep_their_places(tmp_path: Path) -> None:
    left = column([*LEFT[:3], "It was quiet there on Saturday."], 50)
    lines = [line for row in zip(left, column(RIGHT[1:], 310), strict=False) for line in row] + left[3:]
    below = (50, 600, "All reports of this page were written by the desk of the Valley Post in the capital on Friday.")
    text = " ".join(only(tmp_path, "a.pdf", pages([*lines, below])).report.text.split())
    assert text.index("quiet there") < text.index("telephone. The bridge") < text.index("All reports of this page")


def test_rows_of_a_table_stay_rows(tmp_path: Path) -> None:
    rows = [("Village", "Killed"), ("Tell Amar", "14"), ("Al-Sur", "3"), ("Upper Mill", "2"), ("Lower Mill", "5")]
    lines = [(x, 700 - 14 * n, cell) for n, row in enumerate(rows) for x, cell in zip((50, 310), row, strict=True)]
    accepted = only(
        tmp_path, "a.pdf", pages([(50, 780, "The health office published this list of the dead of the week on Monday."), *lines])
    )
    text = accepted.report.text
    assert text.index("Tell Amar") < text.index("14") < text.index("Al-Sur") < text.index("3")


def test_running_heads_and_page_numbers_are_left_out_and_named(tmp_path: Path) -> None:
    def page(number: int, *lines: str) -> Placed:
        head = [(50, 810, "Valley Post - Rebels take the harbour"), (400, 796, "Issue 12, 3 November 2017")]
        return [*head, *column(list(lines), 50), (280, 30, f"- {number} -")]

    first = page(1, "The army entered Tell Amar on Friday, a hospital official", "said. Fighters who had held it since spring withdrew to")
    second = page(2, "the villages across the river, residents said.")
    accepted = only(tmp_path, "a.pdf", pages(first, second))
    assert accepted.report.text.startswith("The army entered Tell Amar on Friday, a hospital official said. Fighters")
    assert accepted.report.text.endswith("withdrew to the villages across the river, residents said.")
    assert (str(accepted.report.published), accepted.report.published_doubt) == ("2017-11-03", "it is in the running head of the pages")
    assert accepted.notes == (
        "running heads and page numbers are left out: Valley Post - Rebels take the harbour; Issue 12, 3 November 2017; - 1 -",
    )


def test_number_in_the_text_is_kept(tmp_path: Path) -> None:
    accepted = only(tmp_path, "a.pdf", pages(column(["The army entered Tell Amar.", "12", "people were killed."], 50)))
    assert "12" in accepted.report.text
