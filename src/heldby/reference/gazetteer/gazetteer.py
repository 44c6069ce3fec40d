"""Look up places in the gazetteer: by name, in steps that allow more and more difference, and by id."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from heldby.errors import GazetteerCacheError
from heldby.reference.gazetteer.entry import Entry, Hit, Step
from heldby.reference.gazetteer.name_keys import fold_name, skeleton, variant

COLUMNS = "id, name, rank, kind, countries, admin1, admin2, lat, lon, radius, population, curated, derived, part_of, points"
PRICES: dict[Step, float] = {"exact": 0.0, "folded": 0.05, "variant": 0.15, "skeleton": 0.35, "fuzzy": 0.45}
"""The price of a hit, by the step that found it. docs/places.md says how many names each step gains and loses."""
MAX_HITS = 400
"""Largest number of places of one name ("San Antonio", "Ivanovka") that are read from a file. Bounds the cost of hostile text."""
MIN_FUZZY_CHARS = 5
"""Least length of a name that is matched by similarity. Too many names of four letters differ in only one letter."""
MIN_SIMILARITY = 84.0
"""Least similarity of a fuzzy match, in percent. About one letter in six may differ."""


class GazetteerFile:
    """An index file, opened for reading only."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self.base = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
        except sqlite3.Error as error:
            raise GazetteerCacheError(f"{path} cannot be opened: {error}. Check that it exists and that you may read it.") from error

    def query(self, sql: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
        """Run a query and return its rows.

        Raises:
            GazetteerCacheError: the file is damaged.
        """
        try:
            return self.base.execute(sql, values).fetchall()
        except sqlite3.Error as error:
            raise GazetteerCacheError(f"{self.path} is damaged: {error}. Delete the file; the next run builds it again.") from error


class Gazetteer:
    """All known places: those of tier 0 and the curated pack, then those of the gazetteers that the user added.

    `named`, `by_variant`, `by_skeleton` and `fuzzy` look up places by name, each step with more difference than the one before. `get`
    looks up a place by id, and `demonym` the country of a people. Look-ups take microseconds. All except `fuzzy` are cached:
    `named` caches the results of `_named`, and so on.
    """

    def __init__(self, paths: Sequence[Path]) -> None:
        self.files = [GazetteerFile(path) for path in paths]
        self.named = lru_cache(maxsize=50_000)(self._named)
        self.by_variant = lru_cache(maxsize=20_000)(self._by_variant)
        self.by_skeleton = lru_cache(maxsize=20_000)(self._by_skeleton)
        self.get = lru_cache(maxsize=20_000)(self._get)
        self.demonym = lru_cache(maxsize=20_000)(self._demonym)
        self._spellings = lru_cache(maxsize=64)(self._read_spellings)

    def _named(self, name: str) -> tuple[Hit, ...]:
        """Return the places with this name. Differences of case, accents, hyphens and apostrophes are ignored."""
        hits = tuple(
            Hit(_entry(found[1:]), "exact", 0.0 if found[0] else PRICES["folded"], found[0] == 2)
            for found in self._find("folded", fold_name(name), "k.weight, ")
        )
        # "Iraq" is an alternate name of the town of Arak, but never means it. So alternate names do not count if a country has the name.
        is_country = any(hit.entry.rank == "country" and hit.price == 0 for hit in hits)
        return tuple(hit for hit in hits if hit.price == 0) if is_country else hits

    def _by_variant(self, name: str) -> tuple[Hit, ...]:
        """Return the places whose name differs at most by an article, a final h, spaces or doubled letters."""
        return self._hits("variant", variant(fold_name(name)))

    def _by_skeleton(self, name: str) -> tuple[Hit, ...]:
        """Return the places whose name has the same consonants. They are often many, so a caller needs other evidence to choose one."""
        return self._hits("skeleton", skeleton(fold_name(name)))

    def _hits(self, step: Step, key: str) -> tuple[Hit, ...]:
        return tuple(Hit(_entry(found), step, PRICES[step], False) for found in self._find(step, key))

    def fuzzy(self, name: str, country: str, most: int = 3) -> tuple[Hit, ...]:
        """Return up to `most` towns and quarters of a country (ISO 3166 code) with a similar name, most similar first."""
        from rapidfuzz import fuzz, process

        key = variant(fold_name(name))
        if len(key) < MIN_FUZZY_CHARS:
            return ()
        keys, places = self._spellings(country)
        found = process.extract(key, keys, scorer=fuzz.ratio, score_cutoff=MIN_SIMILARITY, limit=most * 3)
        best: dict[str, Hit] = {}
        for _, similarity, position in found:
            place = self._entry_at(*places[position])
            best.setdefault(place.id, Hit(place, "fuzzy", PRICES["fuzzy"] + (100.0 - similarity) / 100.0, False))
        return tuple(best.values())[:most]

    def _read_spellings(self, country: str) -> tuple[list[str], list[tuple[int, int]]]:
        """Return the variant keys of a country's towns and quarters and, in the same order, their (file, row) numbers."""
        sql = "SELECT spelt, n FROM place WHERE countries = ? AND rank IN ('town', 'quarter')"
        found = [(key, (file, n)) for file, one in enumerate(self.files) for key, n in one.query(sql, (country,))]
        return [key for key, _ in found], [where for _, where in found]

    def _entry_at(self, file: int, n: int) -> Entry:
        return _entry(self.files[file].query(f"SELECT {COLUMNS} FROM place WHERE n = ?", (n,))[0])

    def _get(self, place_id: str) -> Entry | None:
        """Return the place with this id, or None."""
        for file in self.files:
            for found in file.query(f"SELECT {COLUMNS} FROM place WHERE id = ?", (place_id,)):
                return _entry(found)
        return None

    def _demonym(self, word: str) -> Entry | None:
        """Return the country that an adjective or the name of a people ("Syrian") belongs to; None if there is none or more than one."""
        found = self._find("demonym", fold_name(word))
        return _entry(found[0]) if len(found) == 1 else None

    def _find(self, table: str, key: str, extra: str = "") -> list[tuple[Any, ...]]:
        """Return the places with a key in one of the tables of keys. A place in several files is taken from the first of them."""
        if not key:
            return []
        columns = ", ".join(f"p.{column.strip()}" for column in COLUMNS.split(","))
        sql = f"SELECT {extra}{columns} FROM {table} k JOIN place p ON p.n = k.n WHERE k.key = ? LIMIT {MAX_HITS}"
        position = 1 if extra else 0
        unique: dict[str, tuple[Any, ...]] = {}
        for file in self.files:
            for found in file.query(sql, (key,)):
                unique.setdefault(found[position], found)
        return list(unique.values())

    def within(self, place: Entry) -> str | None:
        """Return the areas around a place as text, smallest first, such as "Anbar, Iraq"; None if there are none."""
        ids = [i for i in (place.admin2, place.admin1, place.country) if i and i != place.id]
        names = [found.name for i in ids if (found := self.get(i)) is not None]
        return ", ".join(names) or None


def _entry(found: Sequence[Any]) -> Entry:
    """Convert a row of the table `place`, with the columns `COLUMNS`, to an entry."""
    place_id, name, rank, kind, countries, admin1, admin2, lat, lon, radius, population, curated, derived, part_of, points = found
    line = tuple((p[0], p[1]) for p in json.loads(points)) if points else ()
    return Entry(
        place_id, name, rank, kind, tuple(filter(None, countries.split("|"))), admin1, admin2, lat, lon, radius, population,
        bool(curated), bool(derived), part_of, line,
    )  # fmt: skip
