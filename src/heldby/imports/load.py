"""Importing a table: rows of another data set are added, updated by their id, or known already; rows of heldby become judgements."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from heldby.errors import UnknownRecord, Unreadable
from heldby.imports.cells import Cells
from heldby.imports.corrections import Corrections
from heldby.imports.own_rows import OwnRows
from heldby.imports.row_reports import DataSet, addition_of_row
from heldby.imports.shapes import acled_row, ged_row, plain_row
from heldby.imports.statement import RowStatement
from heldby.imports.stored_rows import StoredRows
from heldby.imports.table_file import BadRow, SkippedSheet, read_table
from heldby.store import Addition, Conclusions, Dossier

BATCH = 200
"""Rows added in one transaction."""

SHAPES: dict[str, str] = {
    "ged": "a table of UCDP GED, or `ged-csv`",
    "acled": "a table in the shape of ACLED, or `acled-csv`",
    "table": "a plain table of claims in CSV or XLSX, or `claims-csv`, `events-csv` or `xlsx`",
}
SOURCES = {"ged": "UCDP GED", "acled": "ACLED"}
"""The source of the rows of each shape, unless the user names another."""

REQUIRED = {"ged": ("id", "type_of_violence"), "acled": ("event_id_cnty", "sub_event_type")}
"""Columns without which a table is not of a shape."""


class Finding(NamedTuple):
    """Something about a row that the user must know: the row, and what happened."""

    row: str
    what: str


@dataclass
class ImportCounts:
    """What an import did, in numbers of rows, with the refused rows, the conflicts with judgements, and the sheets that were not read."""

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    corrected: int = 0
    without_claim: int = 0
    refused: list[Finding] = field(default_factory=list)
    conflicts: list[Finding] = field(default_factory=list)
    sheets_left_out: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """How a table is read.

    Attributes:
        shape: one of `SHAPES`.
        source: the name of the source; by default that of the shape or, for a plain table, the name of the file.
        mapping: the column of each field of a plain table.
        advance: called after each row.
    """

    shape: str
    source: str | None = None
    mapping: Mapping[str, str] = field(default_factory=dict)
    advance: Callable[[], None] = lambda: None


def import_table(dossier: Dossier, snapshot: Callable[[], Conclusions], file: Path, options: ImportOptions) -> ImportCounts:
    """Import the rows of a table; return what was done. Conclusions are not derived again.

    Args:
        dossier: the dossier.
        snapshot: returns its current conclusions, which are needed for rows that heldby exported.
        file: a CSV file or an Excel workbook.
        options: how to read it.

    Raises:
        Unreadable: the file is no such table.
        OSError: the file cannot be read.
    """
    source = options.source or SOURCES.get(options.shape) or file.stem
    job = _Import(dossier, snapshot, DataSet(options.shape, source), options)
    job.run(file)
    return job.counts


class _Import:
    """One import. Rows of another data set are collected and added in batches."""

    def __init__(self, dossier: Dossier, snapshot: Callable[[], Conclusions], data: DataSet, options: ImportOptions) -> None:
        self.counts = ImportCounts()
        self._dossier = dossier
        self._data = data
        self._options = options
        self._own = OwnRows(dossier, snapshot)
        self._corrections = Corrections(dossier)
        self._stored = StoredRows(dossier, data)
        self._waiting: dict[str, Addition] = {}
        self._seen: dict[str, str] = {}

    def run(self, file: Path) -> None:
        """Import every row. A row that cannot be imported is named, and the rest goes on."""
        required = REQUIRED.get(self._options.shape) or (self._options.mapping.get("type", "type"),)
        for row in read_table(file, required):
            if isinstance(row, SkippedSheet):
                self.counts.sheets_left_out.append(row.name)
                continue
            if isinstance(row, BadRow):
                self.counts.refused.append(Finding(row.name, row.reason))
                continue
            try:
                self._row(row.name, row.cells)
            except (Unreadable, UnknownRecord, ValueError) as reason:
                self.counts.refused.append(Finding(row.name, str(reason)))
            self._options.advance()
        self._flush()

    def _row(self, name: str, cells: dict[str, str]) -> None:
        own = self._own.find(cells)
        if own is not None:
            outcome = self._corrections.apply(own, cells)
            self.counts.corrected += outcome.corrected
            self.counts.unchanged += outcome.unchanged
            if outcome.conflict:
                self.counts.conflicts.append(Finding(name, outcome.conflict))
            return
        addition = addition_of_row(cells, self._statement(cells), self._data)
        if not addition.reading.claims:
            self.counts.without_claim += 1
        id = addition.report.id
        if id in self._seen:
            raise Unreadable(f"its id is also that of {self._seen[id]}; only the first counts")
        self._seen[id] = name
        if not self._stored.versions(id):
            self._waiting[name] = addition
            if len(self._waiting) >= BATCH:
                self._flush()
            return
        change = self._stored.replace(addition)
        self.counts.updated += change.updated
        self.counts.unchanged += change.unchanged
        self.counts.conflicts += [Finding(name, conflict) for conflict in change.conflicts]

    def _statement(self, cells: Cells) -> RowStatement:
        if self._options.shape == "ged":
            return ged_row(cells)
        return acled_row(cells) if self._options.shape == "acled" else plain_row(cells, self._options.mapping)

    def _flush(self) -> None:
        names, additions = list(self._waiting), list(self._waiting.values())
        self._waiting = {}
        for name, new in zip(names, self._dossier.add_all(additions), strict=True):
            self.counts.added += new
            if not new:
                self.counts.conflicts.append(Finding(name, "it was erased from this dossier, and is left out"))
