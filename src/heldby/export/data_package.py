"""A Frictionless data package in a zip file: the tables as CSV with their schema, and the dataset card as README.md.

Source: Tabular Data Package 1 (https://specs.frictionlessdata.io/tabular-data-package/).
"""

from __future__ import annotations

import io
import json
import zipfile
from typing import IO, Any

from heldby.export.csv_tables import write_table
from heldby.export.dataset_card import card_text, sections
from heldby.export.tables import CLAIMS, CONTROL, EVENTS, MENTIONS, PLACES, Table
from heldby.store import ClaimFilter, Conclusions, Dossier
from heldby.version import __version__

TABLES = (CLAIMS, EVENTS, CONTROL, PLACES, MENTIONS)

FIELD_TYPES = {"list": "string"}
"""Types of fields whose name differs from that of the column's kind. A list is joined by "; "."""

WRITTEN = (1980, 1, 1, 0, 0, 0)
"""Time of every file in the archive, so that the same record gives the same bytes."""


def write(dossier: Dossier, snapshot: Conclusions, wanted: ClaimFilter, out: IO[bytes]) -> int:
    """Write the package and return the number of rows. The filter applies to claims."""
    counts = {}
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for table in TABLES:
            with (
                archive.open(_entry(_path(table)), "w", force_zip64=True) as part,
                io.TextIOWrapper(part, encoding="utf-8", newline="") as text,
            ):
                counts[table.name] = write_table(table, dossier, snapshot, wanted, text)
        archive.writestr(_entry("README.md"), card_text(dossier, snapshot, wanted))
        description = _description(dossier, snapshot, wanted)
        archive.writestr(_entry("datapackage.json"), json.dumps(description, ensure_ascii=False, indent=2) + "\n")
    return sum(counts.values())


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, WRITTEN)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    return entry


def _path(table: Table) -> str:
    return f"data/{table.name}.csv"


def _description(dossier: Dossier, snapshot: Conclusions, wanted: ClaimFilter) -> dict[str, Any]:
    card = {section.heading: section.lines for section in sections(dossier, snapshot, wanted)}
    return {
        "profile": "tabular-data-package",
        "name": "heldby-record",
        "title": "Record of news reports on an armed conflict",
        "description": " ".join(card["What this is"]),
        "sources": [{"title": line} for line in card["Sources"]],
        "contributors": [{"title": f"heldby {__version__}", "role": "wrangler"}],
        "resources": [_resource(table) for table in TABLES],
    }


def _resource(table: Table) -> dict[str, Any]:
    fields = [
        {"name": column.name, "type": FIELD_TYPES.get(column.kind, column.kind), "description": column.help} for column in table.columns
    ]
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "title": table.title,
        "path": _path(table),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"lineTerminator": "\r\n"},
        "schema": {"fields": fields, "missingValues": [""], "primaryKey": "id"},
    }
