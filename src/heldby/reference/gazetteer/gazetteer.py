"""Look-ups in the gazetteer: by name in steps of rising price, by id, by area."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from heldby.errors import GazetteerCacheError
from heldby.reference.gazetteer.entry import Entry, Hit, Rank, Step
from heldby.reference.gazetteer.name_keys import fold_name, skeleton, variant

COLUMNS = "id, name, rank, kind, countries, admin1, admin2, lat, lon, radius, population, curated, derived, part_of, points"
PRICES: dict[Step, float] = {"exact": 0.0, "folded": 0.05, "variant": 0.15, "skeleton": 0.35, "fuzzy": 0.45}
"""What each step costs a candidate; see docs for what each gained and harmed on the hold-out of spellings."""
MOST_HITS = 400
"""So many places of one name are looked at ("San Antonio", "Ivanovka"); hostile text cannot ask for more."""
FUZZY_FROM = 5
"""Shorter names are not matched by likeness: too many four-letter names differ by a letter."""


class GazetteerFile:
    """One index file, opened for reading only."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self.base = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
        except sqlite3.Error as error:
            raise GazetteerCacheError(f"{path} cannot be opened: {error}") from error

    def query(self, sql: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
        try:
            return self.base.execute(sql, values).fetchall()
        except sqlite3.Error as error:
            raise GazetteerCacheError(f"{self.path} is broken: {error}. Remove it, and it is built anew.") from error


class Gazetteer:
    """All places known: tier 0 with the curated pack, and whatever dumps the user added. Look-ups cost microseconds; results are kept."""

    def __init__(self, shelves: Sequence[Path]) -> None:
        self.shelves = [GazetteerFile(path) for path in shelves]
        self.named = lru_cache(maxsize=50_000)(self._named)
        self.by_variant = lru_cache(maxsize=20_000)(self._by_variant)
        self.by_skeleton = lru_cache(maxsize=20_000)(self._by_skeleton)
        self.get = lru_cache(maxsize=20_000)(self._get)
        self.demonym = lru_cache(maxsize=20_000)(self._demonym)
        self.spellings = lru_cache(maxsize=64)(self._spellings)

    def _named(self, name: str) -> tuple[Hit, ...]:
        """Places that bear this name, case, accents, hyphens and apostrophes aside."""
        hits = tuple(
            Hit(entry(found[1:]), "exact", 0.0 if found[0] else PRICES["folded"], found[0] == 2)
            for found in self._find("folded", fold_name(name), "k.weight, ")
        )
        lands = any(hit.entry.rank == "country" and hit.price == 0 for hit in hits)  # "Iraq" is never Arak, which is spelt so by some
        return tuple(hit for hit in hits if hit.price == 0) if lands else hits

    def _by_variant(self, name: str) -> tuple[Hit, ...]:
        """Places whose name differs by an article, a final h, spaces or doubled letters."""
        return tuple(Hit(entry(found), "variant", PRICES["variant"], False) for found in self._find("variant", variant(fold_name(name))))

    def _by_skeleton(self, name: str) -> tuple[Hit, ...]:
        """Places whose name has the same consonants; many, and only to be trusted with other evidence."""
        return tuple(
            Hit(entry(found), "skeleton", PRICES["skeleton"], False) for found in self._find("skeleton", skeleton(fold_name(name)))
        )

    def fuzzy(self, name: str, country: str, most: int = 3) -> tuple[Hit, ...]:
        """Towns of one country whose name is nearly this one (one letter in six may differ), the likest first."""
        from rapidfuzz import fuzz, process

        key = variant(fold_name(name))
        if len(key) < FUZZY_FROM:
            return ()
        keys, places = self.spellings(country)
        found = process.extract(key, keys, scorer=fuzz.ratio, score_cutoff=84.0, limit=most * 3)
        best: dict[str, Hit] = {}
        for _, likeness, position in found:
            place = self.at(*places[position])
            best.setdefault(place.id, Hit(place, "fuzzy", PRICES["fuzzy"] + (100.0 - likeness) / 100.0, False))
        return tuple(best.values())[:most]

    def _spellings(self, country: str) -> tuple[list[str], list[tuple[int, int]]]:
        """The names of a country's towns as variants, with where they are filed: (shelf, row)."""
        sql = "SELECT spelt, n FROM place WHERE countries = ? AND rank IN ('town', 'quarter')"
        found = [(key, (shelf, n)) for shelf, one in enumerate(self.shelves) for key, n in one.query(sql, (country,))]
        return [key for key, _ in found], [where for _, where in found]

    def at(self, shelf: int, n: int) -> Entry:
        return entry(self.shelves[shelf].query(f"SELECT {COLUMNS} FROM place WHERE n = ?", (n,))[0])

    def _get(self, place_id: str) -> Entry | None:
        """The place with this id."""
        for shelf in self.shelves:
            for found in shelf.query(f"SELECT {COLUMNS} FROM place WHERE id = ?", (place_id,)):
                return entry(found)
        return None

    def _demonym(self, word: str) -> Entry | None:
        """The country whose people or adjective this is ("Syrian"), if one alone."""
        found = self._find("demonym", fold_name(word))
        return entry(found[0]) if len(found) == 1 else None

    def _find(self, table: str, key: str, extra: str = "") -> list[tuple[Any, ...]]:
        """Records filed under a key, in all shelves; a place that several shelves know is given once."""
        if not key:
            return []
        columns = ", ".join(f"p.{column.strip()}" for column in COLUMNS.split(","))
        sql = f"SELECT {extra}{columns} FROM {table} k JOIN place p ON p.n = k.n WHERE k.key = ? LIMIT {MOST_HITS}"
        position = 1 if extra else 0
        unique: dict[str, tuple[Any, ...]] = {}
        for shelf in self.shelves:
            for found in shelf.query(sql, (key,)):
                unique.setdefault(found[position], found)
        return list(unique.values())

    def within(self, place: Entry) -> str | None:
        """The areas around a place as text, smallest first: "Anbar, Iraq"."""
        ids = [i for i in (place.admin2, place.admin1, place.country) if i and i != place.id]
        names = [found.name for i in ids if (found := self.get(i)) is not None]
        return ", ".join(names) or None


def entry(found: Sequence[Any]) -> Entry:
    """A record of table place as an Entry."""
    place_id, name, rank, kind, countries, admin1, admin2, lat, lon, radius, population, curated, derived, part_of, points = found
    known: Rank = rank
    line = tuple((p[0], p[1]) for p in json.loads(points)) if points else ()
    return Entry(
        place_id,
        name,
        known,
        kind,
        tuple(filter(None, countries.split("|"))),
        admin1,
        admin2,
        lat,
        lon,
        radius,
        population,
        bool(curated),
        bool(derived),
        part_of,
        line,
    )
