"""Entities as JSON, one per line, and statements as CSV: the two forms in which FollowTheMoney's tools read data."""

from __future__ import annotations

import csv
import json
from typing import TextIO

from heldby.export.ftm.entities import entities
from heldby.store import ClaimFilter, Conclusions, Dossier

DATASET = "heldby"
COLUMNS = (
    "canonical_id", "entity_id", "prop", "prop_type", "schema", "value", "dataset", "origin", "lang", "original_value", "external",
    "first_seen", "last_seen", "id",
)  # fmt: skip
"""The columns of FollowTheMoney's CSV files of statements (`followthemoney.statement.serialize`)."""


def write_entities(dossier: Dossier, snapshot: Conclusions, _wanted: ClaimFilter, out: TextIO) -> int:
    """Write every entity as a JSON object on a line of its own, and return their number."""
    count = 0
    for one in entities(dossier, snapshot):
        record = {"id": one.id, "schema": one.schema, "properties": one.properties, "datasets": [DATASET]}
        out.write(json.dumps(record, ensure_ascii=False) + "\n")
        count += 1
    return count


def write_statements(dossier: Dossier, snapshot: Conclusions, _wanted: ClaimFilter, out: TextIO) -> int:
    """Write every statement as a row, and return their number.

    The cells hold exactly the values, because the ids of statements are digests of them: no cell is escaped for spreadsheets.
    """
    table = csv.DictWriter(out, COLUMNS, restval="", dialect=csv.unix_dialect)
    table.writeheader()
    count = 0
    for one in entities(dossier, snapshot):
        for statement in one.statements(DATASET):
            table.writerow(statement)
            count += 1
    return count
