"""Claims as CSV for a spreadsheet."""

from __future__ import annotations

import csv
from typing import TextIO

from heldby.model import Claim
from heldby.store import ClaimFilter, Conclusions, Dossier

COLUMNS = (
    "id", "report", "published", "outlet", "kind", "type", "status", "actor", "target", "place", "within", "lat", "lon", "precision",
    "first", "last", "when", "source", "source_kind", "low", "high", "unit", "confidence", "start", "end", "quote", "reader",
)  # fmt: skip

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""Characters that make a spreadsheet read a cell as a formula. Report texts are untrusted, so a cell that begins
with one of them gets an apostrophe in front."""


def write(dossier: Dossier, _snapshot: Conclusions, wanted: ClaimFilter, out: TextIO) -> int:
    """Write a row for every claim that passes the filter, and return the number of claims.

    Several actors or places are joined by "; "; the coordinates are those of the first place.
    """
    published, outlets = dossier.publication_dates(), dossier.outlets()
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow(COLUMNS)
    count = 0
    for claim in dossier.claims(wanted):
        cells = {**_cells(claim), "published": published[claim.report], "outlet": outlets[claim.report]}
        table.writerow([_safe(cells[column]) for column in COLUMNS])
        count += 1
    return count


def _cells(claim: Claim) -> dict[str, object]:
    place, when, source, value = claim.place[0] if claim.place else None, claim.when, claim.source, claim.value
    return {
        **claim.model_dump(include={"id", "report", "kind", "type", "status", "confidence", "start", "end", "quote", "reader"}),
        **{role: "; ".join(ref.name or ref.text for ref in getattr(claim, role)) for role in ("actor", "target", "place")},
        **{field: getattr(place, field, None) for field in ("within", "lat", "lon", "precision")},
        **{field: getattr(when, field, None) for field in ("first", "last")},
        "when": when and when.text,
        "source": source and source.text,
        "source_kind": source and source.kind,
        **{field: getattr(value, field, None) for field in ("low", "high", "unit")},
    }


def _safe(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell
