"""A dataset, and its manifest: which shards were read into it, and which files hold what was found in them.

The manifest has a row for each shard, in a file of its own, so that many processes can add rows without a lock. A row is written after all
files that it names. A shard without a row has not been read, whatever files there are.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from heldby.base.canonical_json import canonical, digest
from heldby.dataset.files import Folder
from heldby.errors import DatasetError
from heldby.reading.readers import ChosenReader

FORMAT = 1
"""Version of the layout of a dataset."""
ABOUT = "dataset.json"
"""The file that makes a folder a dataset: how its shards were read."""
MANIFEST = "manifest"


@dataclass(frozen=True, slots=True)
class ManifestRow:
    """A shard that was read: its key, what shows that the file is unchanged, numbers of what was found, and the files that hold it."""

    key: str
    path: str
    size: int
    modified: int
    reports: int
    claims: int
    mentions: int
    refused: int
    failed: int
    files: tuple[str, ...]
    released: bool = False
    """Whether the files were deleted because a dossier has their content."""
    skipped: int = 0
    """Number of reports that were not read further, because they cannot be about armed conflict."""

    def files_of(self, table: str) -> list[str]:
        """Return the names of the files of one table, sorted."""
        return sorted(name for name in self.files if name.startswith(f"{table}/"))


@dataclass(frozen=True, slots=True)
class ReadSettings:
    """How the shards of a dataset are read. All shards of a dataset are read in the same way.

    Attributes:
        reader: the version of the reader.
        options: a digest of the reader's name and options and of the mapping of columns. It is a digest because options can be secret.
        dossier: the dossier that the reports are moved to; empty if they stay in the dataset.
    """

    reader: str
    options: str
    dossier: str

    @classmethod
    def of(cls, chosen: ChosenReader, mapping: Mapping[str, str], dossier: str) -> ReadSettings:
        """Return the settings for a reader, a mapping of columns and a dossier."""
        return cls(chosen.version, digest(canonical([chosen.name, chosen.options, chosen.read_all, dict(mapping)])), dossier)


class Dataset:
    """A dataset in a folder or in object storage."""

    def __init__(self, url: str) -> None:
        self.folder = Folder(url)

    def about(self) -> dict[str, Any] | None:
        """Return how the shards of the dataset were read, or None if there is no dataset yet.

        Raises:
            DatasetError: a later version of heldby wrote it, or it is damaged.
        """
        try:
            found = json.loads(self.folder.read(ABOUT))
        except FileNotFoundError:
            return None
        except ValueError as error:
            raise DatasetError(f"{self.folder.url}/{ABOUT} is damaged") from error
        if not isinstance(found, dict) or found.get("format") != FORMAT:
            raise DatasetError(f"{self.folder.url} is a dataset of another version of heldby")
        return found

    def prepare(self, settings: ReadSettings) -> None:
        """Create the dataset, or check that its shards were read in the same way.

        Raises:
            DatasetError: they were not.
        """
        about, wanted = self.about(), {"format": FORMAT, **asdict(settings)}
        if about is None:
            self.folder.put_bytes(ABOUT, (canonical(wanted) + "\n").encode())
        elif about != wanted:
            problem = f"was read by {about.get('reader')}, and this is {settings.reader}"
            if about.get("dossier") != settings.dossier:
                problem = "was made for another dossier, or for none"
            elif about.get("reader") == settings.reader:
                problem = "was read with other options of the reader or other columns"
            raise DatasetError(f"the dataset in {self.folder.url} {problem}. Give another folder")

    def exists(self) -> None:
        """Check that there is a dataset.

        Raises:
            DatasetError: there is none.
        """
        if self.about() is None:
            raise DatasetError(f"there is no dataset in {self.folder.url}. Make one with: heldby read PATH... --out {self.folder.url}")

    def rows(self) -> list[ManifestRow]:
        """Return the manifest, sorted by key."""
        names = [name for name in self.folder.names(MANIFEST) if name.endswith(".json")]
        rows = (json.loads(content) for content in self.folder.read_all(names))
        return [ManifestRow(**{**row, "files": tuple(row["files"])}) for row in rows]

    def add_row(self, row: ManifestRow) -> None:
        """Add a row to the manifest. All files that it names must have been written."""
        self.folder.put_bytes(f"{MANIFEST}/{row.key}.json", (canonical(asdict(row)) + "\n").encode())

    def release(self, row: ManifestRow, *, keep_row: bool) -> None:
        """Delete the files of a shard. Its row stays in the manifest, without files, or is deleted too unless `keep_row`."""
        if keep_row:
            self.add_row(replace(row, files=(), released=True))
        else:
            self.folder.delete(f"{MANIFEST}/{row.key}.json")
        for name in row.files:
            self.folder.delete(name)

    def table(self, names: Iterable[str], columns: list[str] | None = None) -> list[dict[str, Any]]:
        """Return the rows of several Parquet files, file by file."""
        from heldby.dataset.extras import parquet

        found: list[dict[str, Any]] = []
        for name in names:
            with self.folder.open(name) as stream:
                found += parquet().ParquetFile(stream).read(columns).to_pylist()
        return found
