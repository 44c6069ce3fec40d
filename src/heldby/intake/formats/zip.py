"""ZIP, WACZ and Word packages: what lies inside, within bounds. Nothing is unpacked to disk, so names of members can do no harm."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import IO, BinaryIO, cast

from heldby.errors import Unreadable
from heldby.intake.item import Item
from heldby.intake.results import Refused

OFFICE = {
    "xl/workbook.xml": "an Excel workbook (save the sheet as CSV)",
    "ppt/presentation.xml": "a presentation",
    "content.xml": "an OpenDocument file (save it as .docx)",
}


def read(item: Item) -> Iterator[Item | Refused]:
    """An item for each member, sorted by name. A package of another program is given to that format's reader, or refused."""
    with item.open() as stream, _opened(stream) as archive:
        names = set(archive.namelist())
        if "word/document.xml" in names:
            from heldby.intake.formats import docx

            yield from docx.read(item)  # type: ignore[misc]
            return
        if other := next((what for name, what in OFFICE.items() if name in names), None):
            raise Unreadable(f"it is {other}")
        web_archive = "datapackage.json" in names
        for info in checked(item, stream):
            name = f"{item.name}/{info.filename}"
            if web_archive and not info.filename.startswith("archive/"):
                continue
            if info.flag_bits & 1:
                yield Refused(name, "it is encrypted and needs a password")
            else:
                yield _member(archive, info, name, item)


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, item: Item) -> Item:
    suffix = PurePosixPath(info.filename).suffix.lower()
    return Item(name, lambda: cast(BinaryIO, archive.open(info)), info.file_size, suffix, limits=item.limits)


def _opened(stream: IO[bytes]) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise Unreadable(f"broken archive: {error}") from None


def checked(item: Item, stream: IO[bytes]) -> Iterator[zipfile.ZipInfo]:
    """The members of an archive that are files and not hidden, sorted. Raises Unreadable for a bomb before anything is unpacked.

    The sizes in the archive's list can be trusted as bounds: the library stops a member at its size.
    """
    with _opened(stream) as archive:
        members = [info for info in archive.infolist() if not info.is_dir() and not _hidden(info.filename)]
    if len(members) > item.limits.members:
        raise Unreadable(f"it has {len(members)} members, and the limit is {item.limits.members}")
    for info in members:
        if info.file_size > item.limits.ratio * max(info.compress_size, 5_000):
            raise Unreadable(
                f"{info.filename[:100]} would grow {info.file_size // max(info.compress_size, 1)}-fold when unpacked: a ZIP bomb"
            )
    item.budget.spend(sum(info.file_size for info in members))
    if not members:
        raise Unreadable("the archive is empty")
    yield from sorted(members, key=lambda info: info.filename)


def _hidden(name: str) -> bool:
    return any(part.startswith(".") or part == "__MACOSX" for part in PurePosixPath(name).parts)
