from __future__ import annotations

import datetime as dt
import io

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from dossier_making import HandReading, claim_of, make_report
from dossier_samples import add_capture
from heldby.errors import HeldbyError
from heldby.export import export
from heldby.export.tables import CLAIMS, CONTROL, EVENTS, MENTIONS, PLACES, plain_value
from heldby.model import When
from heldby.store import ClaimFilter, Dossier

FORMULA = '=HYPERLINK("http://example.org","click") says Iraqi forces took Rawa from IS'


def book(record: Dossier) -> Workbook:
    out = io.BytesIO()
    export("xlsx", record, record.conclusions(), ClaimFilter(), out)
    return openpyxl.load_workbook(out)


def value(cell: object) -> object:
    return cell.date() if isinstance(cell, dt.datetime) else cell


@pytest.mark.parametrize("table", [CLAIMS, EVENTS, CONTROL, PLACES, MENTIONS], ids=lambda table: table.name)
def test_each_sheet_has_the_rows_and_types_of_its_table(record: Dossier, table: object) -> None:
    assert isinstance(table, type(CLAIMS))
    sheet = book(record)[table.name]
    header, *rows = ([value(cell) for cell in row] for row in sheet.values)
    assert header == [column.name for column in table.columns]
    expected = [[plain_value(row[name]) for name in header] for row in table.rows(record, record.conclusions(), ClaimFilter())]
    assert rows == expected and len(rows) >= 3
    assert sheet.freeze_panes == "B2" and sheet.auto_filter.ref == sheet.dimensions


def test_text_never_becomes_a_formula(record: Dossier) -> None:
    add_capture(record, FORMULA, "Rawa", "2017-11-18", source="@outlet\x0b", title="#N/A")
    sheets = book(record)
    cells = [cell for sheet in sheets for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type in ("f", "e")]
    quoted = [cell for cell in cells if str(cell.value).startswith("=HYPERLINK")]
    assert len(quoted) >= 1 and all(cell.data_type == "s" and cell.quotePrefix for cell in quoted)
    assert "@outlet\ufffd" in [cell.value for cell in cells]


def test_only_web_addresses_become_links(record: Dossier) -> None:
    for number, url in enumerate(("https://example.org/a?b=1&c=2", "file:///etc/passwd", "javascript:alert(1)")):
        add_capture(record, f"Iraqi forces took Rawa from IS, report {number}.", "Rawa", "2017-11-18", url=url)
    sheet = book(record)["claims"]
    links = [cell.hyperlink.target for row in sheet.iter_rows() for cell in row if cell.hyperlink]
    assert links == ["https://example.org/a?b=1&c=2"]


def test_long_texts_are_cut_and_early_dates_are_text(record: Dossier) -> None:
    report, original = make_report("IS left Rawa. " + "x" * 40_000)
    early = When(first=dt.date(1898, 5, 1), precision="day", text="then")
    record.add(report, original, HandReading(report, (), (claim_of(report, report.text, type="withdraw", place=["Rawa"], when=early),)))
    row = [cell.value for cell in list(book(record)["claims"].iter_rows())[-1]]
    assert "1898-05-01" in row and max(len(cell) for cell in row if isinstance(cell, str)) == 32_767


def test_more_rows_than_a_sheet_holds_are_refused(record: Dossier, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("heldby.export.xlsx.MAX_ROWS", 3)
    with pytest.raises(HeldbyError, match="claims has more rows than an Excel sheet can hold"):
        book(record)


def test_the_first_sheet_is_the_dataset_card(record: Dossier) -> None:
    lines = [row[0] for row in book(record)["about"].values]
    assert {"Sources", "Gaps", "Known bias", "Licence", "How to cite"} <= set(lines)
    assert "Agency A: 1 report, published 2017-11-17 to 2017-11-17" in lines
