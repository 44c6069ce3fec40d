from __future__ import annotations

import datetime as dt
import zipfile
from pathlib import Path

import pytest
from frictionless import Package, system

from dossier_samples import add_capture
from heldby.export import export
from heldby.export.data_package import TABLES
from heldby.export.tables import plain_value
from heldby.store import ClaimFilter, Dossier


@pytest.fixture
def package(record: Dossier, tmp_path: Path) -> Path:
    """The data package of a record with a report that tries to become a formula."""
    add_capture(record, "=1+1 says Iraqi forces took Rawa from IS.", "Rawa", "2017-11-18", source="A; B")
    file = tmp_path / "package.zip"
    with file.open("wb") as out:
        export("data-package", record, record.conclusions(), ClaimFilter(), out)
    return file


def test_frictionless_finds_no_error_and_the_values_of_the_record(record: Dossier, package: Path) -> None:
    with system.use_context(trusted=True):
        found = Package(str(package))
        report = found.validate()
        assert report.valid, report.flatten(["title", "fieldName", "note"])
        for table in TABLES:
            rows = [row.to_dict() for row in found.get_resource(table.name).read_rows()]
            expected = list(table.rows(record, record.conclusions(), ClaimFilter()))
            assert len(rows) == len(expected) >= 3
            for row, wanted in zip(rows, expected, strict=True):
                for column in table.columns:
                    cell, value = row[column.name], plain_value(wanted[column.name])
                    cell = cell.removeprefix("'") if isinstance(cell, str) else cell
                    assert (float(cell) if column.kind == "number" and cell is not None else cell) == value, column.name
            assert isinstance(rows[0].get("first"), dt.date | None)


def test_it_contains_the_dataset_card_and_names_its_sources(package: Path) -> None:
    with zipfile.ZipFile(package) as archive:
        assert sorted(archive.namelist()) == sorted(["README.md", "datapackage.json", *(f"data/{table.name}.csv" for table in TABLES)])
        assert "## How to cite" in archive.read("README.md").decode()
    with system.use_context(trusted=True):
        assert "A; B: 1 report, published 2017-11-18 to 2017-11-18" in [one["title"] for one in Package(str(package)).sources]
