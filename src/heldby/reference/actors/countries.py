"""The countries of the world, their names in the press, and the government that stands for each."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from heldby.reference.actors.actor import Actor
from heldby.reference.actors.word_keys import slug

FILE = Path(__file__).parent / "countries.tsv"


@dataclass(frozen=True, slots=True)
class Country:
    """A country: one row of `countries.tsv`.

    Attributes:
        iso2: ISO 3166 code.
        people: names of its people in the singular, such as "Syrian".
        seats: names of places that stand for the government, such as "Moscow".
    """

    iso2: str
    name: str
    adjectives: tuple[str, ...]
    people: tuple[str, ...]
    other_names: tuple[str, ...]
    seats: tuple[str, ...]

    @property
    def government(self) -> str:
        """The id of the actor that stands for the state: its government."""
        return f"government-of-{slug(self.name)}"


@lru_cache(maxsize=1)
def read_countries(path: Path = FILE) -> tuple[Country, ...]:
    """Return the countries of the table, in the order of the file."""
    rows = [line for line in path.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    return tuple(_country(row) for row in rows[1:])


def _country(row: str) -> Country:
    iso2, name, *lists = row.split("\t")
    adjectives, people, other_names, seats = (tuple(part for part in field.split("|") if part) for field in lists)
    return Country(iso2, name, adjectives, people, other_names, seats)


def government(country: Country) -> Actor:
    """Return the government of a country as an actor. The actor file may add aliases, sides and other values to it."""
    return Actor(id=country.government, name=f"Government of {country.name}", kind="state", country=country.iso2)
