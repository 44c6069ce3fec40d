"""The word lists of `heads.toml`: nouns that can stand for an actor, and the words around them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal, get_args

from heldby.reference.actors.countries import read_countries
from heldby.reference.actors.loader import read_toml
from heldby.reference.actors.word_keys import singular

FILE = Path(__file__).parent / "heads.toml"
NounClass = Literal["fighters", "soldiers", "formations", "rule", "people", "officials", "platforms"]


@dataclass(frozen=True)
class HeadNouns:
    """The word lists that decide which nouns name or stand for an actor. The comments in `heads.toml` say what each list is for.

    Attributes:
        classes: the class of each noun, by its singular.
        plurals: the singular of each irregular plural.
        defaults: by ISO 3166 code of a country, the nouns that mean a certain actor there when they stand alone, each with the actor's id.
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
    defaults: dict[str, dict[str, str]]

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
    defaults: dict[str, dict[str, str]] = {}
    for row in data["default"]:
        defaults.setdefault(row["country"], {}).update(dict.fromkeys(row["nouns"], row["id"]))
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
