from __future__ import annotations

from pathlib import Path

import hxl
import pytest

from dossier_samples import add_capture
from heldby.export import export
from heldby.export.tables import CLAIMS, CONTROL, EVENTS, PLACES, Table
from heldby.store import ClaimFilter, Dossier

CORE = {
    "#adm", "#affected",
    "#country", "#date", "#description", "#event", "#geo", "#group", "#indicator", "#loc", "#meta", "#status", "#value",
}  # fmt: skip
"""The tags of HXL 1.1 that the tables use."""


@pytest.mark.parametrize("table", [CLAIMS, EVENTS, CONTROL, PLACES], ids=lambda table: table.name)
def test_libhxl_reads_every_row(record: Dossier, tmp_path: Path, table: Table) -> None:
    add_capture(record, "=1+1 says Iraqi forces took Rawa from IS.", "Rawa", "2017-11-18")
    file = tmp_path / "tagged.csv"
    with file.open("w", encoding="utf-8", newline="") as out:
        count = export(f"{table.name}-hxl", record, record.conclusions(), ClaimFilter(), out)
    source = hxl.data(str(file), hxl.InputOptions(allow_local=True))
    assert {column.tag for column in source.columns} <= CORE
    assert [column.header for column in source.columns] == [column.name for column in table.columns]
    assert len({column.display_tag for column in source.columns}) == len(table.columns)
    rows = list(source)
    expected = list(table.rows(record, record.conclusions(), ClaimFilter()))
    assert len(rows) == count == len(expected)
    for found, row in zip(rows, expected, strict=True):
        assert float(found.get("#geo+lat")) == row["lat"] and float(found.get("#geo+lon")) == row["lon"]
        assert (found.get("#date+start") or "") == str(row["first"] or "")
        assert found.get("#description+quote").removeprefix("'") == row["quote"]
        assert not found.get("#description+quote").startswith("=")
