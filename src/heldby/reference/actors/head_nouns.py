"""The word lists of `heads.toml`: nouns that can stand for an actor, and the words around them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal, get_args

from heldby.reference.actors.countries import read_countries
from heldby.reference.actors.loader import read_toml
from heldby.reference.actors.word_keys import singular

FILE = Path(__file__).parent / "heads.toml"
NounClass = Literal["fighters", "soldiers", "formations", "rule", "people", "officials", "platforms"]


@dataclass(frozen=True, slots=True)
class DefaultParty:
    """The party that a noun alone means in reports about a country from `first` to `last`; None leaves an end open."""

    id: str
    first: dt.date | None = None
    last: dt.date | None = None

    def applies(self, on: dt.date | None) -> bool:
        """Check whether the noun means this party on a day. If the day is unknown (None), only a party without an end counts."""
        if on is None:
            return self.last is None
        return (self.first is None or self.first <= on) and (self.last is None or on <= self.last)


@dataclass(frozen=True)
class HeadNouns:
    """The word lists that decide which nouns name or stand for an actor. The comments in `heads.toml` say what each list is for.

    Attributes:
        classes: the class of each noun, by its singular.
        plurals: the singular of each irregular plural.
        defaults: by ISO 3166 code of a country, the nouns that mean a certain party there when they stand alone, each with its parties.
        demonyms: adjectives of countries, in lower case.
    """

    classes: dict[str, NounClass]
    weak: frozenset[str]
    plural_only: frozenset[str]
    generic: frozenset[str]
    state: frozenset[str]
    neutral: frozenset[str]
    led: frozenset[str]
    acts: frozenset[str]
    holders: frozenset[str]
    loose: frozenset[str]
    days: frozenset[str]
    containers: frozenset[str]
    still: frozenset[str]
    loyal: frozenset[str]
    demonyms: frozenset[str]
    plurals_alone: frozenset[str]
    home: frozenset[str]
    abroad: frozenset[str]
    named_only: frozenset[str]
    pointing_out: frozenset[str]
    describing: frozenset[str]
    irregulars: frozenset[str]
    toward: frozenset[str]
    party_cases: frozenset[str]
    between: frozenset[str]
    name_heads: frozenset[str]
    titles: frozenset[str]
    headline_verbs: frozenset[str]
    speech: frozenset[str]
    suffered: frozenset[str]
    ships: frozenset[str]
    no_party: frozenset[str]
    plurals: dict[str, str]
    defaults: dict[str, dict[str, list[DefaultParty]]]

    def default_party(self, country: str, words: str, on: dt.date | None) -> str | None:
        """Return the id of the party that a noun alone means in a report about a country on a day, or None. `words` are folded."""
        return next((party.id for party in self.defaults.get(country, {}).get(words, ()) if party.applies(on)), None)

    def noun(self, key: str) -> str | None:
        """Return the singular under which a folded noun is listed, or None if it is not."""
        for form in (key, self.plurals.get(key, key), singular(key)):
            if form in self.classes:
                return form
        return None


@lru_cache(maxsize=1)
def load_head_nouns() -> HeadNouns:
    """Return the word lists. They are read once in each process."""
    data = read_toml(FILE)
    classes: dict[str, NounClass] = {}
    weak: set[str] = set()
    plural_only: set[str] = set()
    for name in get_args(NounClass):
        for noun in data[name]["nouns"]:
            classes.setdefault(noun, name)
        weak |= set(data[name].get("weak", ())) & {noun for noun in data[name]["nouns"] if classes[noun] == name}
        plural_only |= set(data[name].get("plural_only", ()))
    sets = {key: frozenset(words) for table in ("words", "reading") for key, words in data[table].items()}
    defaults: dict[str, dict[str, list[DefaultParty]]] = {}
    for row in data["default"]:
        for noun in row["nouns"]:
            party = DefaultParty(row["id"], row.get("first"), row.get("last"))
            defaults.setdefault(row["country"], {}).setdefault(noun, []).append(party)
    demonyms = frozenset(word.lower() for country in read_countries() for word in country.adjectives if word.isalpha())
    return HeadNouns(
        demonyms=demonyms,
        defaults=defaults,
        classes=classes,
        weak=frozenset(weak),
        plural_only=frozenset(plural_only),
        plurals=data["plurals"],
        **sets,
    )
