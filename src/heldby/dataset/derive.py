"""Derives families, events and control from the claims of a whole dataset, and writes them into it as Parquet."""

from __future__ import annotations

import json
from dataclasses import dataclass

from heldby.base.canonical_json import canonical, digest
from heldby.dataset.countries import DeriveCountry, EmitCountries, write_rows
from heldby.dataset.engines import Engine
from heldby.dataset.manifest import Dataset
from heldby.dataset.near_duplicates import find_families
from heldby.dataset.shard_claims import shared_ids
from heldby.version import __version__

DERIVED = "derived.json"
"""The file that says what was derived, and from what. It is written after all other files."""
FAMILIES = "families"


@dataclass(frozen=True, slots=True)
class Derived:
    """What was derived.

    Attributes:
        mark: stands for the shards and the version of heldby that it follows from.
        copies: number of reports and claims that have the family of another report.
        events: number of events.
        places: number of places with a record of control.
        left_out: number of ids that several different reports have. Of these reports, only one counts.
        files: names of the files.
    """

    mark: str
    copies: int
    events: int
    places: int
    left_out: int
    files: tuple[str, ...]


def derive_dataset(dataset: Dataset, engine: Engine) -> tuple[Derived, bool]:
    """Derive families, events and control, unless the dataset has what follows from its shards. Return them and whether they are new.

    Raises:
        DatasetError: there is no dataset, or the work failed.
    """
    dataset.exists()
    rows = [row for row in dataset.rows() if row.claims and not row.released]
    mark = digest(canonical([__version__, *(row.key for row in rows)]))[:16]
    old = _stored(dataset)
    if old and old.mark == mark:
        return old, False
    others = shared_ids(dataset, rows, engine)
    found = find_families(dataset, rows, engine, others).by_shard
    files = {}
    for shard, families in found.items():
        files[shard] = f"{FAMILIES}/{mark}-{shard}.parquet"
        listed = [{"id": id, "family": family} for id, family in sorted(families.items())]
        write_rows(dataset, files[shard], listed, {"id": "string", "family": "string"})
    countries = list(engine.map_groups(EmitCountries(dataset.folder.url, others, files), rows, DeriveCountry(dataset.folder.url, mark)))
    written = [*files.values(), *(name for one in countries for name in json.loads(one["files"]))]
    copies = len({id for families in found.values() for id, family in families.items() if id != family})
    events, places = (sum(one[part] for one in countries) for part in ("events", "places"))
    derived = Derived(mark, copies, events, places, len(others), tuple(sorted(written)))
    _store(dataset, derived, old)
    return derived, True


def _stored(dataset: Dataset) -> Derived | None:
    try:
        found = json.loads(dataset.folder.read(DERIVED))
    except FileNotFoundError:
        return None
    return Derived(**{**found, "files": tuple(found["files"])})


def _store(dataset: Dataset, new: Derived, old: Derived | None) -> None:
    values = {name: getattr(new, name) for name in Derived.__slots__}
    dataset.folder.put_bytes(DERIVED, (canonical(values) + "\n").encode())
    for name in set(old.files if old else ()) - set(new.files):
        dataset.folder.delete(name)
