from __future__ import annotations

import io
import sys

import pyarrow as pa
import pyarrow.parquet
import pytest

from heldby.errors import HeldbyError
from heldby.export import export
from heldby.export.tables import CLAIMS, CONTROL, EVENTS, MENTIONS, PLACES, Table
from heldby.store import ClaimFilter, Dossier


def read(record: Dossier, name: str) -> pa.Table:
    out = io.BytesIO()
    export(name, record, record.conclusions(), ClaimFilter(), out)
    return pyarrow.parquet.read_table(out)


@pytest.mark.parametrize("table", [CLAIMS, EVENTS, CONTROL, PLACES, MENTIONS], ids=lambda table: table.name)
def test_the_rows_of_the_file_are_those_of_the_table(record: Dossier, table: Table) -> None:
    rows = [dict(row) for row in table.rows(record, record.conclusions(), ClaimFilter())]
    found = read(record, f"{table.name}-parquet").to_pylist()
    assert found == [{column.name: row[column.name] for column in table.columns} for row in rows] and len(found) >= 3


def test_columns_have_types_and_unknown_values_are_null(record: Dossier) -> None:
    table = read(record, "control-parquet")
    types = {name: str(table.schema.field(name).type) for name in ("first", "p", "inferred", "claims", "lat")}
    assert types == {"first": "date32[day]", "p": "double", "inferred": "bool", "claims": "list<element: string>", "lat": "double"}
    assert table.column("last").null_count == 3 and table.column("onset").null_count == 6
    assert table.schema.field("p").metadata[b"description"]


def test_without_pyarrow_the_message_names_the_extra(record: Dossier, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(HeldbyError, match=r"pip install 'heldby\[tables\]'"):
        export("claims-parquet", record, record.conclusions(), ClaimFilter(), io.BytesIO())
