"""Tests of the user's mapping of columns to the fields of reports."""

from __future__ import annotations

import datetime as dt
import io
import json
import sys
from pathlib import Path

import pytest

from cli_runner import heldby
from heldby.intake.column_mapping import parse_mapping
from intake_helpers import read

MAPPING = {"text": "notes", "published": "event_date", "id": "event id"}
ROWS = (("Event ID", "Event_Date", "Notes", "Source"), ("SY7", dt.date(2017, 11, 3), "The army entered Tell Amar.", "Valley Post"))


def workbook(*rows: tuple[object, ...]) -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    empty = book.create_sheet("Codes")
    empty.append(("code", "meaning"))
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def files() -> dict[str, bytes]:
    """Return the same rows as CSV, TSV, UTF-16 CSV, JSON Lines, JSON and an Excel workbook."""
    lines = [[str(cell) for cell in row] for row in ROWS]
    record = json.dumps(dict(zip(*lines, strict=True)))
    return {
        "a.csv": "\n".join(",".join(line) for line in lines).encode(),
        "a.tsv": "\n".join("\t".join(line) for line in lines).encode(),
        "b.csv": "\n".join(";".join(line) for line in lines).encode("utf-16"),
        "a.jsonl": record.encode(),
        "a.json": f"[{record}]".encode(),
        "a.xlsx": workbook(*ROWS),
    }


@pytest.mark.parametrize("name", files())
def test_mapped_columns_are_the_fields_of_reports(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(files()[name])
    (accepted,), refused = read(tmp_path / name, mapping=MAPPING)
    report = accepted.report
    assert (report.text, str(report.published), report.published_how) == ("The army entered Tell Amar.", "2017-11-03", "given")
    assert (report.id, report.source) == ("SY7", "Valley Post")
    assert [one.name.removeprefix(str(tmp_path)) for one in refused] == (["/a.xlsx sheet Codes"] if name == "a.xlsx" else [])


def test_missing_column_is_named(tmp_path: Path) -> None:
    for name in ("a.csv", "a.jsonl"):
        (tmp_path / name).write_bytes(files()[name])
        accepted, refused = read(tmp_path / name, mapping={"text": "story"})
        assert not accepted
        assert "story" in refused[0].reason and "--map" in refused[0].reason and "event_date" in refused[0].reason


def test_workbook_without_a_mapping_reads_columns_by_their_usual_names(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(
        workbook(("id", "text", "date"), (7, "The army left.", dt.datetime(2017, 11, 4, 10)), (None, None, None))
    )
    (accepted,), _ = read(tmp_path / "a.xlsx")
    assert (accepted.report.id, accepted.report.text, str(accepted.report.published)) == ("7", "The army left.", "2017-11-04")
    assert accepted.report.path == f"{tmp_path}/a.xlsx sheet Sheet row 2"


def test_missing_package_is_named_with_the_command_that_installs_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.xlsx").write_bytes(workbook(*ROWS))
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    accepted, refused = read(tmp_path / "a.xlsx")
    assert not accepted
    assert refused[0].name.endswith("a.xlsx")
    assert refused[0].reason == "reading it needs openpyxl, which is not installed; run: pip install 'heldby[documents]'"


def test_mapping_is_parsed() -> None:
    assert parse_mapping("text=Notes, published = Event_Date") == {"text": "notes", "published": "event_date"}
    for wrong, said in (("notes", "FIELD=COLUMN"), ("story=notes", "not a field"), ("text=a,text=b", "twice"), ("", "FIELD=COLUMN")):
        with pytest.raises(ValueError, match=said):
            parse_mapping(wrong)


def test_wrong_mapping_ends_the_command_with_its_reason(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(files()["a.csv"])
    done = heldby("read", str(tmp_path / "a.csv"), "--map", "story=notes")
    assert done.exit_code == 2
    assert "not a field of a report" in " ".join(done.stderr.split())
    assert "The army entered Tell Amar." in heldby("read", str(tmp_path / "a.csv"), "--show", "text", "--map", "text=notes").stdout
