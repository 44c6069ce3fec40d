"""Write index files. An index is an SQLite database of places and of the keys under which their names are found."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable
from pathlib import Path

from heldby.reference.gazetteer.name_keys import READABLE, fold_name_uncached, skeleton, variant
from heldby.reference.gazetteer.rows import PlaceRow

SCHEMA_VERSION = "6"
SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE place (
  n INTEGER PRIMARY KEY, id TEXT, name TEXT, rank TEXT, kind TEXT, countries TEXT, admin1 TEXT, admin2 TEXT, lat REAL, lon REAL,
  radius REAL, population INTEGER, curated INTEGER, derived INTEGER, part_of TEXT, points TEXT, spelt TEXT);
CREATE TABLE folded (key TEXT, n INTEGER, weight INTEGER, PRIMARY KEY (key, n)) WITHOUT ROWID;
CREATE TABLE variant (key TEXT, n INTEGER, PRIMARY KEY (key, n)) WITHOUT ROWID;
CREATE TABLE skeleton (key TEXT, n INTEGER, PRIMARY KEY (key, n)) WITHOUT ROWID;
CREATE TABLE demonym (key TEXT, n INTEGER, PRIMARY KEY (key, n)) WITHOUT ROWID;
"""
INDEXES = "CREATE INDEX place_id ON place (id); CREATE INDEX place_country ON place (countries, admin1) WHERE rank IN ('town', 'quarter');"
TRANSLITERATED = frozenset(
    ("IQ", "SY", "YE", "LY", "SD", "SS", "EG", "JO", "LB", "PS", "IL", "SA", "AE", "QA", "KW", "OM", "BH", "TN", "DZ", "MA", "MR", "EH",
     "IR", "AF", "PK", "TJ", "AZ", "AM", "GE", "TR", "UA", "RU", "BY", "MD", "XK", "SO", "ET", "ER", "DJ", "TD", "ML", "NE", "NG", "MM")
)  # fmt: skip
"""Countries whose place names reach the press by transliteration.

Only places there, and curated places, get all variant and skeleton keys.
"""
PRIMARY, NAMED, ALTERNATE = 2, 1, 0
"""Weights of names: the main name of a place, another name of equal standing, an alternate name."""
PROGRESS_ROWS = 20_000
"""Number of rows between two updates of the progress bar."""
MAX_BUFFERED_KEYS = 2_000_000
"""Number of keys that are held in memory before they are written. A dump of the whole world has ten times as many."""


def create_index(path: Path) -> sqlite3.Connection:
    """Create an empty index at `path` and return a connection for one fast build.

    The database has no journal. A crash may leave a damaged file, but such a file is never opened.
    """
    base = sqlite3.connect(path, isolation_level=None)
    base.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA page_size=8192; PRAGMA cache_size=-65536;" + SCHEMA)
    return base


def fill_index(
    base: sqlite3.Connection, rows: Iterable[PlaceRow], meta: dict[str, str], progress: Callable[[int], None] = lambda done: None
) -> int:
    """Write all rows and their keys in one transaction, and return the number of rows.

    Args:
        base: an empty index.
        rows: the places.
        meta: keys and values for the table `meta`.
        progress: called with the number of rows written so far.
    """
    keys = KeyBuffer()
    base.execute("BEGIN")
    done = 0
    for done, row in enumerate(rows, 1):
        base.execute("INSERT INTO place VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)", _place_columns(done, row))
        keys.add_row(done, row)
        if len(keys.folded) > MAX_BUFFERED_KEYS:
            keys.write(base)
        if done % PROGRESS_ROWS == 0:
            progress(done)
    keys.write(base)
    base.executemany("INSERT INTO meta VALUES (?, ?)", sorted(meta.items()))
    base.execute("COMMIT")
    base.executescript(INDEXES)
    progress(done)
    return done


def _place_columns(n: int, row: PlaceRow) -> tuple[object, ...]:
    points = json.dumps(row.points) if row.points else None
    spelt = variant(fold_name_uncached(row.names[0])) if row.rank in ("town", "quarter") else None
    return (
        n, row.id, row.names[0], row.rank, row.kind, "|".join(row.countries), row.admin1, row.admin2, row.lat, row.lon,
        row.radius_or_typical_km, row.population, int(row.curated), int(row.derived), row.of, points, spelt,
    )  # fmt: skip


class KeyBuffer:
    """The keys of many rows, collected in memory. Writing them in sorted order is several times faster than writing them row by row."""

    def __init__(self) -> None:
        self.folded: dict[tuple[str, int], int] = {}
        self.variant: set[tuple[str, int]] = set()
        self.skeleton: set[tuple[str, int]] = set()
        self.demonym: set[tuple[str, int]] = set()

    def add_row(self, n: int, row: PlaceRow) -> None:
        """Add the keys of all names of row number `n`."""
        transliterated = row.curated or not TRANSLITERATED.isdisjoint(row.countries)
        for weight, names in ((PRIMARY, row.names[:1]), (NAMED, row.names[1:]), (ALTERNATE, row.also)):
            for name in names:
                if READABLE.search(name):
                    self._add_name(n, fold_name_uncached(name), weight, transliterated)
        self.demonym.update((fold_name_uncached(name), n) for name in row.demonyms)

    def _add_name(self, n: int, key: str, weight: int, transliterated: bool) -> None:
        if not key or (key, n) in self.folded:
            return
        self.folded[key, n] = weight
        if transliterated:
            self.variant.add((variant(key), n))
            if consonants := skeleton(key):
                self.skeleton.add((consonants, n))
        elif " " in key and weight > ALTERNATE:
            self.variant.add((key.replace(" ", ""), n))

    def write(self, base: sqlite3.Connection) -> None:
        """Write the collected keys in sorted order and empty the buffer."""
        base.executemany(
            "INSERT OR IGNORE INTO folded VALUES (?,?,?)", ((key, n, weight) for (key, n), weight in sorted(self.folded.items()))
        )
        self.folded.clear()
        for table in ("variant", "skeleton", "demonym"):
            keys: set[tuple[str, int]] = getattr(self, table)
            base.executemany(f"INSERT OR IGNORE INTO {table} VALUES (?,?)", sorted(keys))
            keys.clear()
