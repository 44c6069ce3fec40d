"""The codes by which other data sets name a place."""

from __future__ import annotations

from typing import Any

from heldby.export.tables.table import Column
from heldby.reference.crosswalks import country_numbers, prio_grid_cell

CODE_COLUMNS = (
    Column("gw", "integer", "number of the country in the list of Gleditsch and Ward", "#country+code+gw"),
    Column("prio_grid", "integer", "cell of PRIO-GRID with the point", "#geo+cell+prio_grid"),
)


def code_cells(country: str | None, lat: float | None, lon: float | None) -> dict[str, Any]:
    """Return the values of `CODE_COLUMNS` for an ISO 3166 code and a point in degrees; None where unknown."""
    numbers = country_numbers().get(country or "")
    return {"gw": numbers and numbers.gw, "prio_grid": None if lat is None or lon is None else prio_grid_cell(lat, lon)}
