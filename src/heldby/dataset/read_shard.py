"""Reads one shard into a dataset. It can be repeated at any time, on any machine, and always writes the same files."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from heldby.base.canonical_json import canonical
from heldby.dataset.files import PARTS, Folder
from heldby.dataset.manifest import Dataset, ManifestRow
from heldby.dataset.shard_writer import ShardWriter
from heldby.dataset.shards import Shard
from heldby.dataset.tables import CLAIMS, MENTIONS, REFUSED, REPORTS, claim_row, mention_row, month_of, report_row
from heldby.errors import DatasetError
from heldby.intake.characters import printable
from heldby.intake.read_item import read_item
from heldby.intake.results import Accepted, Refused
from heldby.pipeline.batch_reader import BatchReader
from heldby.reading import Reading
from heldby.reading.readers import ChosenReader

MAX_TRIES = 4
"""How often reading a shard is begun in one run. A machine that is lost costs its shards one attempt each."""


@dataclass(frozen=True)
class ReadShard:
    """A function that reads a shard with a given key into a dataset. It can be sent to other processes and machines.

    Attributes:
        url: the dataset.
        chosen: the reader.
        mapping: the columns of tables that hold the fields of reports.
        originals: whether to keep the bytes of each report.
        today: publication dates after this day are doubted. It is fixed for a run, so that a repeated shard gives the same rows.
        run: a name of the run, under which the attempts to read a shard are counted.
        workers: number of processes that read; None for as many as there are cores.
    """

    url: str
    chosen: ChosenReader
    mapping: Mapping[str, str]
    originals: bool
    today: dt.date
    run: str
    workers: int | None = 1

    def __call__(self, work: tuple[str, Shard]) -> ManifestRow:
        """Read a shard, write its files, and then add its row to the manifest.

        Raises:
            OSError: the shard cannot be opened, or the dataset cannot be written. No row is added.
            DatasetError: the processes that read the shard before, in this run, died.
        """
        key, shard = work
        dataset = Dataset(self.url)
        attempt = self._begin(dataset.folder, key)
        with TemporaryDirectory(prefix="heldby-") as temporary:
            writer = ShardWriter(key, Path(temporary))
            count = self._read(shard, writer)
            writer.close()
            _put(dataset.folder, Path(temporary), writer.names)
        row = ManifestRow(
            key, shard.path, shard.size, shard.modified, count["reports"], count["claims"], count["mentions"], count["refused"],
            count["failed"], tuple(sorted(writer.names)), skipped=count["skipped"],
        )  # fmt: skip
        dataset.add_row(row)
        dataset.folder.delete(attempt)
        return row

    def _begin(self, folder: Folder, key: str) -> str:
        """Return the name of a file that shows that reading a shard was begun. A cluster repeats the work of a process that died for ever.

        Raises:
            DatasetError: it was begun too often.
        """
        names = [f"{PARTS}/{self.run}-{key}-{number}" for number in range(MAX_TRIES)]
        free = [name for name in names if not folder.has(name)]
        if not free:
            raise DatasetError(f"the processes that read it died {MAX_TRIES} times")
        folder.put_bytes(free[0], b"")
        return free[0]

    def _read(self, shard: Shard, writer: ShardWriter) -> dict[str, int]:
        counts = dict.fromkeys(("reports", "claims", "mentions", "refused", "failed", "skipped"), 0)
        for found, reading in self._readings(shard):
            if isinstance(found, Refused):
                writer.add(REFUSED, "", {"name": printable(found.name), "reason": printable(found.reason)})
                counts["refused"] += 1
                continue
            report, month, position = found.report, month_of(found.report), counts["reports"]
            writer.add(REPORTS, month, report_row(found, position, reading, original=self.originals))
            counts["reports"] += 1
            if isinstance(reading, str):
                counts["failed"] += 1
                continue
            for claim in reading.claims:
                writer.add(CLAIMS, month, claim_row(claim, report, position))
            for mention in reading.mentions:
                writer.add(MENTIONS, month, mention_row(mention, report, position))
            counts["skipped"] += reading.skipped
            counts["claims"] += len(reading.claims)
            counts["mentions"] += len(reading.mentions)
        return counts

    def _readings(self, shard: Shard) -> Iterator[tuple[Accepted | Refused, Reading | str]]:
        """Yield the reports of a shard with their readings, or with the reason why they could not be read; and what was refused."""
        reader = _reader(self.chosen, self.workers)
        found = read_item(shard.item(self.mapping), self.today)
        while batch := list(islice(found, reader.size)):
            yield from ((one, "") for one in batch if isinstance(one, Refused))
            accepted = [one for one in batch if isinstance(one, Accepted)]
            yield from zip(accepted, reader.read([one.report for one in accepted]), strict=True)


_readers: dict[str, BatchReader] = {}
"""The readers of this process, which keeps them from shard to shard, because creating one takes seconds."""


def close_readers() -> None:
    """End the processes that read for this one."""
    for reader in _readers.values():
        reader.close()
    _readers.clear()


def _reader(chosen: ChosenReader, workers: int | None) -> BatchReader:
    key = canonical([chosen.name, chosen.options, chosen.read_all, workers])
    if key not in _readers:
        _readers[key] = BatchReader(chosen, workers)
    return _readers[key]


def _put(folder: Folder, source: Path, names: list[str]) -> None:
    for name in names:
        folder.put(name, source / name)
