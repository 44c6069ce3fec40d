"""Shards: the input files of a dataset. Each is read as a whole by one process, and has a key by which it is known wherever it lies."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from heldby.dataset.files import find_files, is_url, open_file
from heldby.errors import DatasetError
from heldby.intake.inputs import is_address, items_on_disk
from heldby.intake.item import Item, item_from_file
from heldby.intake.limits import MEGABYTE, Limits
from heldby.intake.results import Refused

LIMITS = Limits(unpacked=100_000 * MEGABYTE)
"""Limits of a shard. It may unpack to more than another input may, as a day's web archive does; it is read record by record in any case."""
KEY_DIGITS = 32
"""Hexadecimal digits of a shard's key. The key names files, so it is kept short."""


@dataclass(frozen=True, slots=True)
class Shard:
    """An input file.

    Attributes:
        path: its path or URL.
        size: its size in bytes.
        modified: when it was last changed, in nanoseconds; 0 if unknown.
        named: whether the user gave this path; False for files found in a folder.
    """

    path: str
    size: int
    modified: int
    named: bool = False

    @property
    def stamp(self) -> tuple[str, int, int]:
        """What shows, without reading it, that a file is the same as before: its path, its size and when it was changed."""
        return self.path, self.size, self.modified

    def item(self, mapping: Mapping[str, str]) -> Item:
        """Return the item from which intake reads the shard."""
        if is_url(self.path):
            suffix = PurePosixPath(self.path).suffix.lower()
            return Item(self.path, lambda: open_file(self.path), self.size, suffix, named=self.named, limits=LIMITS, mapping=mapping)
        found = item_from_file(Path(self.path), named=self.named, limits=LIMITS)
        return Item(found.name, found.open, found.size, found.suffix, named=self.named, limits=LIMITS, mapping=mapping)


def find_shards(paths: Iterable[str]) -> Iterator[Shard | Refused]:
    """Yield the files that paths lead to, in order, and a refusal for each path that leads to none."""
    seen: set[Path] = set()
    for path in paths:
        if path == "-" or is_address(path):
            yield Refused(path, "a dataset is made from files; without --out and --engine ray, it can be read")
        elif is_url(path):
            yield from _at_url(path)
        else:
            yield from (one if isinstance(one, Refused) else _on_disk(one) for one in items_on_disk(path, LIMITS, seen))


def content_key(shard: Shard) -> str:
    """Return the key of a shard: the first digits of the SHA-256 of its bytes.

    Raises:
        OSError: it cannot be read.
    """
    with shard.item({}).open() as stream:
        found = hashlib.sha256()
        while block := stream.read(1 << 20):
            found.update(block)
        return found.hexdigest()[:KEY_DIGITS]


def _at_url(url: str) -> Iterator[Shard | Refused]:
    try:
        found = find_files(url)
    except (OSError, DatasetError) as error:
        yield Refused(url, str(error))
        return
    yield from (Shard(one.path, one.size, one.modified, named=len(found) == 1) for one in found)


def _on_disk(item: Item) -> Shard:
    return Shard(item.name, item.size or 0, Path(item.name).stat().st_mtime_ns, item.named)
