"""Tests of reading CSV and TSV tables."""

from __future__ import annotations

from pathlib import Path

from heldby.intake import Refused
from intake_helpers import only, read_bytes


def test_original_of_a_row_is_its_own_lines(tmp_path: Path) -> None:
    first = '1;"Army; enters";"First line\nsecond ""line""";2017-11-03;Valley Post\r\n'
    data = f"id;Headline;Text;Date;Outlet\r\n{first}2;;Plain.;;\r\n3;a;b;c;d;e;f\r\n"
    accepted, refused = read_bytes(tmp_path, "rows.csv", data)
    assert [one.report.text for one in accepted] == ['First line\nsecond "line"', "Plain."]
    assert accepted[0].original.decode() == first
    assert (accepted[0].report.title, str(accepted[0].report.published)) == ("Army; enters", "2017-11-03")
    assert (accepted[1].report.title, accepted[1].report.published, accepted[1].report.source) == (None, None, None)
    assert refused == [
        Refused(
            str(tmp_path / "rows.csv") + " line 5", "it has 7 fields but the header has 5; put texts that contain the delimiter in quotes"
        )
    ]


def test_tabs_and_long_fields_are_read(tmp_path: Path) -> None:
    long = "The army took Tell Amar. " * 8000
    assert only(tmp_path, "rows.tsv", f"id\ttext\n9\t{long}\n").report.text == long


def test_table_without_a_text_column_is_refused(tmp_path: Path) -> None:
    accepted, refused = read_bytes(tmp_path, "rows.csv", "id,name\n1,x\n")
    assert not accepted
    assert refused[0].reason.startswith("it has no column text (or content, body, article); its first line has: id, name; ")
    assert refused[0].reason.endswith("--map text=COLUMN")
