"""The countries of the world under the names that the press uses, each with the government that stands for it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from heldby.reference.actors.actor import Actor
from heldby.reference.actors.word_keys import slug

FILE = Path(__file__).parent / "countries.tsv"


@dataclass(frozen=True, slots=True)
class Country:
    """One row of `countries.tsv`. `seats` are the seats of government, such as "Moscow"."""

    iso2: str
    name: str
    adjectives: tuple[str, ...]
    people: tuple[str, ...]
    other_names: tuple[str, ...]
    seats: tuple[str, ...]

    @property
    def government(self) -> str:
        """The id of the actor that stands for the state."""
        return f"government-of-{slug(self.name)}"


@lru_cache(maxsize=1)
def read_countries(path: Path = FILE) -> tuple[Country, ...]:
    """Return the countries of the table, in file order."""
    rows = [line for line in path.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    return tuple(_country(row) for row in rows[1:])


def _country(row: str) -> Country:
    iso2, name, *lists = row.split("\t")
    adjectives, people, other_names, seats = (tuple(part for part in field.split("|") if part) for field in lists)
    return Country(iso2, name, adjectives, people, other_names, seats)


def government(country: Country) -> Actor:
    """Return the government of a country, before the actor file adds to it."""
    return Actor(id=country.government, name=f"Government of {country.name}", kind="state", country=country.iso2)
