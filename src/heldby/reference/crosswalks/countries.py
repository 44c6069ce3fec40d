"""The numbers of countries in other data sets: the table `countries.tsv`."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

FILE = Path(__file__).parent / "countries.tsv"


class CountryNumbers(NamedTuple):
    """One country.

    Attributes:
        iso2: ISO 3166 code of two letters.
        name: its usual English name.
        iso_number: ISO 3166 number; None for Kosovo.
        gw: its number in the list of independent states of Gleditsch and Ward; None if the list does not have it.
    """

    iso2: str
    name: str
    iso_number: int | None
    gw: int | None

    @property
    def region(self) -> str | None:
        """The region in which UCDP files the country: it follows from the Gleditsch-Ward number."""
        return next((name for name, first, last in UCDP_REGIONS if self.gw is not None and first <= self.gw <= last), None)


UCDP_REGIONS = (
    ("Americas", 2, 199), ("Europe", 200, 399), ("Africa", 400, 626), ("Middle East", 630, 699), ("Asia", 700, 999),
)  # fmt: skip
"""Regions of UCDP with the first and last Gleditsch-Ward number in each (UCDP GED codebook, variable `region`)."""


@lru_cache(maxsize=1)
def country_numbers() -> dict[str, CountryNumbers]:
    """Return the countries of the table by their ISO codes."""
    rows = (line.split("\t") for line in FILE.read_text("utf-8").splitlines() if line and not line.startswith("#"))
    next(rows)
    return {iso2: CountryNumbers(iso2, name, int(number) if number else None, int(gw) if gw else None) for iso2, name, number, gw in rows}
