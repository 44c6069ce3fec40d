"""Reads files into a dataset, with each shard read exactly once, however often the work is stopped and started again."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from heldby.dataset.engines import Engine, Failure
from heldby.dataset.manifest import Dataset, ManifestRow, ReadSettings
from heldby.dataset.read_shard import ReadShard, close_readers
from heldby.dataset.shards import Shard, content_key, find_shards
from heldby.intake.results import Refused
from heldby.reading.readers import ChosenReader


@dataclass
class DatasetCounts:
    """What a run did.

    Attributes:
        read: the manifest rows of the shards that were read.
        known: the rows of the shards that had been read before.
        failed: the inputs that were not read, with the reasons.
        order: the keys of all shards, in the order of the paths that lead to them.
    """

    read: list[ManifestRow] = field(default_factory=list)
    known: list[ManifestRow] = field(default_factory=list)
    failed: list[Refused] = field(default_factory=list)
    order: list[str] = field(default_factory=list)

    def rows(self) -> list[ManifestRow]:
        """Return the rows of all shards that the paths lead to and that are in the dataset, in the order of the paths."""
        by_key = {row.key: row for row in (*self.read, *self.known)}
        return [by_key[key] for key in dict.fromkeys(self.order) if key in by_key]


def read_dataset(
    paths: Iterable[str],
    dataset: Dataset,
    engine: Engine,
    chosen: ChosenReader,
    *,
    mapping: Mapping[str, str] | None = None,
    dossier: str = "",
    workers: int | None = 1,
    advance: Callable[[int], None] = lambda reports: None,
) -> DatasetCounts:
    """Read the shards that paths lead to and that are not in the dataset yet.

    Args:
        paths: files, folders, globs, and URLs of object storage.
        dataset: the dataset, which is created if there is none.
        engine: what does the work.
        chosen: the reader.
        mapping: the columns of tables that hold the fields of reports.
        dossier: the dossier that the reports are moved to, which also needs the bytes of each report; empty if they stay in the dataset.
        workers: number of processes in which one piece of work reads; None for as many as there are cores.
        advance: called after each shard with the number of its reports.

    Raises:
        DatasetError: the dataset was read in another way, or cannot be opened.
    """
    dataset.prepare(ReadSettings.of(chosen, mapping or {}, dossier))
    dataset.folder.delete_old_parts()
    counts = DatasetCounts()
    todo = _new_shards(paths, dataset, engine, counts)
    work = ReadShard(dataset.folder.url, chosen, dict(mapping or {}), bool(dossier), dt.date.today(), secrets.token_hex(8), workers)
    try:
        for (_, shard), found in engine.map(work, todo):
            if isinstance(found, Failure):
                counts.failed.append(Refused(shard.path, found.reason))
            else:
                counts.read.append(found)
                advance(found.reports)
    finally:
        close_readers()
    return counts


def _new_shards(paths: Iterable[str], dataset: Dataset, engine: Engine, counts: DatasetCounts) -> list[tuple[str, Shard]]:
    """Return the shards to read, with their keys. Of shards with the same content, only the first is read."""
    rows = dataset.rows()
    by_stamp = {(row.path, row.size, row.modified): row for row in rows if row.modified}
    shards: list[Shard] = []
    for one in find_shards(paths):
        (counts.failed if isinstance(one, Refused) else shards).append(one)  # type: ignore[arg-type]
    keys = {shard: by_stamp[shard.stamp].key for shard in shards if shard.stamp in by_stamp}
    keys |= _content_keys([shard for shard in shards if shard not in keys], engine, counts)
    counts.order = [keys[shard] for shard in shards if shard in keys]
    by_key = {row.key: row for row in rows}
    counts.known = [by_key[key] for key in dict.fromkeys(counts.order) if key in by_key]
    first: dict[str, Shard] = {}
    for shard in shards:
        if shard in keys and keys[shard] not in by_key:
            first.setdefault(keys[shard], shard)
    return list(first.items())


def _content_keys(shards: Sequence[Shard], engine: Engine, counts: DatasetCounts) -> dict[Shard, str]:
    found: dict[Shard, str] = {}
    for shard, key in engine.map(content_key, shards):
        if isinstance(key, Failure):
            counts.failed.append(Refused(shard.path, key.reason))
        else:
            found[shard] = key
    return found
