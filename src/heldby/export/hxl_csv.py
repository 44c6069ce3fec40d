"""Tables as CSV with tags of the Humanitarian Exchange Language (HXL 1.1) in the second line.

Source: https://hxlstandard.org/standard/1-1final/
"""

from __future__ import annotations

import csv
from functools import partial
from typing import TextIO

from heldby.export.csv_tables import csv_cells
from heldby.export.tables import CLAIMS, CONTROL, EVENTS, PLACES, Table
from heldby.store import ClaimFilter, Conclusions, Dossier


def write_tagged(table: Table, dossier: Dossier, snapshot: Conclusions, wanted: ClaimFilter, out: TextIO) -> int:
    """Write a header, the tags and the rows of a table, and return the number of rows."""
    lines = csv.writer(out, lineterminator="\r\n")
    lines.writerow(column.name for column in table.columns)
    lines.writerow(column.hxl for column in table.columns)
    count = 0
    for row in table.rows(dossier, snapshot, wanted):
        lines.writerow(csv_cells(row, table.columns))
        count += 1
    return count


write_claims = partial(write_tagged, CLAIMS)
write_events = partial(write_tagged, EVENTS)
write_control = partial(write_tagged, CONTROL)
write_places = partial(write_tagged, PLACES)
