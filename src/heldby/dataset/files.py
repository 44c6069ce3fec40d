"""Files on this machine and in object storage, through the file systems of pyarrow and fsspec.

A path with a scheme, such as `s3://bucket/folder`, is in object storage; any other path is on a disk. pyarrow opens `file`, `s3`, `gs`,
`abfs` and `hdfs`. fsspec opens all other schemes, with a package of its own for most of them.
"""

from __future__ import annotations

import io
import os
import posixpath
import secrets
import shutil
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, cast

from heldby.dataset.extras import arrow, load
from heldby.errors import DatasetError

PARTS = "_parts"
"""Folder of files that are still being written. Programs that read Parquet skip names that begin with "_"."""
OLD_S = 24 * 3600
"""Age in seconds from which an unfinished file is taken for the rest of a killed process, and not for one that is being written."""
AT_ONCE = 16
"""Number of small files that are read at the same time."""


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file: its path as a user would write it, its size in bytes, and when it was last changed (nanoseconds; 0 if unknown)."""

    path: str
    size: int
    modified: int


class Folder:
    """A folder on a disk or in object storage. It need not exist. It can be sent to other processes and machines."""

    def __init__(self, url: str) -> None:
        self.url = url.rstrip("/") or "/"
        if not is_url(url):
            self.url = str(Path(url).absolute())
        self._system, self._base = file_system(self.url)

    def __reduce__(self) -> tuple[type[Folder], tuple[str]]:
        return Folder, (self.url,)

    def read(self, name: str) -> bytes:
        """Return the bytes of a file.

        Raises:
            OSError: there is no such file, or it cannot be read.
        """
        with self._system.open_input_stream(self._path(name), compression=None) as stream:
            return cast(bytes, stream.read())

    def read_all(self, names: list[str]) -> Iterator[bytes]:
        """Yield the bytes of several small files in order."""
        with ThreadPoolExecutor(AT_ONCE) as pool:
            yield from pool.map(self.read, names)

    def open(self, name: str) -> Any:
        """Open a file for random access, as `pyarrow.parquet` reads it."""
        return self._system.open_input_file(self._path(name))

    def has(self, name: str) -> bool:
        """Check whether there is a file of this name."""
        return bool(self._system.get_file_info(self._path(name)).type == load("pyarrow.fs", "ray").FileType.File)

    def names(self, folder: str) -> list[str]:
        """Return the names of all files in a folder and its subfolders, sorted, relative to this folder."""
        start = len(self._base.rstrip("/")) + 1
        return sorted(path[start:] for path in _files(self._system, self._path(folder)))

    def put(self, name: str, source: Path) -> None:
        """Copy a local file to `name`. Readers see no file or the whole file. An older file is replaced."""
        with source.open("rb") as stream:
            self._write(name, stream)

    def put_bytes(self, name: str, content: bytes) -> None:
        """Write bytes to `name`, as `put` does."""
        self._write(name, io.BytesIO(content))

    def delete(self, name: str) -> None:
        """Delete a file."""
        self._system.delete_file(self._path(name))

    def delete_old_parts(self) -> None:
        """Delete what killed processes left unfinished more than `OLD_S` seconds ago."""
        for info in _infos(self._system, self._path(PARTS)):
            if info.mtime is not None and time.time() - info.mtime.timestamp() > OLD_S:
                self._system.delete_file(info.path)

    def _write(self, name: str, source: BinaryIO) -> None:
        part, target = self._path(f"{PARTS}/{secrets.token_hex(8)}.part"), self._path(name)
        self._make_folders(part, target)
        with self._system.open_output_stream(part, compression=None) as stream:
            shutil.copyfileobj(source, stream, 1 << 20)
        if self._system.type_name == "local":
            _sync(part)
        self._system.move(part, target)

    def _make_folders(self, *paths: str) -> None:
        if self._system.type_name in ("local", "hdfs") or self._system.type_name.startswith("py::"):  # object storage has none
            for path in paths:
                self._system.create_dir(posixpath.dirname(path), recursive=True)

    def _path(self, name: str) -> str:
        return f"{self._base.rstrip('/')}/{name}"


def is_url(path: str) -> bool:
    """Check whether a path has a scheme, such as `s3://`."""
    scheme, separator, _ = path.partition("://")
    return bool(separator) and scheme.replace("+", "").replace("-", "").isalnum()


def file_system(path: str) -> tuple[Any, str]:
    """Return the file system that a path is on, and the path there.

    Raises:
        DatasetError: no installed package opens paths of this scheme.
    """
    fs = load("pyarrow.fs", "ray")
    if not is_url(path):
        return fs.LocalFileSystem(), str(Path(path).absolute())
    try:
        return cast(tuple[Any, str], fs.FileSystem.from_uri(path))
    except arrow().ArrowInvalid:
        pass  # pyarrow does not know the scheme
    try:
        found, inside = load("fsspec.core", "ray").url_to_fs(path)
    except (ImportError, ValueError) as error:
        raise DatasetError(f"{path} cannot be opened: {error}") from error
    return fs.PyFileSystem(fs.FSSpecHandler(found)), inside


def open_file(path: str) -> BinaryIO:
    """Open a file at a URL for reading."""
    system, inside = file_system(path)
    return cast(BinaryIO, io.BufferedReader(system.open_input_file(inside), 1 << 20))


def find_files(url: str) -> list[FoundFile]:
    """Return the files at a URL: one file, those under a folder, or those that match a glob. Hidden files are left out.

    Raises:
        OSError: there are no such files, or the storage cannot be reached.
        DatasetError: no installed package opens URLs of this scheme.
    """
    from fnmatch import fnmatchcase

    scheme, _, rest = url.partition("://")
    fixed = rest.split("*", 1)[0].split("?", 1)[0].split("[", 1)[0]
    base = rest.rstrip("/") if fixed == rest else fixed.rpartition("/")[0]
    system, inside = file_system(f"{scheme}://{base}")
    infos = _infos(system, inside)
    if not infos:
        raise FileNotFoundError("no such file or folder")
    outer = f"{scheme}://{base}"
    found = [FoundFile(outer + one.path[len(inside.rstrip("/")) :], one.size, one.mtime_ns or 0) for one in infos]
    wanted = [one for one in found if fixed == rest or fnmatchcase(one.path, url)]
    if not wanted:
        raise FileNotFoundError("no file matches this pattern" if fixed != rest else "the folder has no files")
    return sorted(wanted, key=lambda one: one.path)


def _infos(system: Any, path: str) -> list[Any]:
    fs = load("pyarrow.fs", "ray")
    info = system.get_file_info(path)
    if info.type == fs.FileType.File:
        return [info]
    infos = system.get_file_info(fs.FileSelector(path, recursive=True, allow_not_found=True))
    start = len(path.rstrip("/")) + 1
    return [one for one in infos if one.type == fs.FileType.File and not f"/{one.path[start:]}".count("/.")]


def _files(system: Any, folder: str) -> list[str]:
    return [info.path for info in _infos(system, folder)]


def _sync(path: str) -> None:
    """Wait until a local file is on the disk, so that a manifest never names a file that a power failure has emptied."""
    number = os.open(path, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
