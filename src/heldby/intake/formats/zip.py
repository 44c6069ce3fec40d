"""Read the members of ZIP and WACZ archives, and office documents, which are ZIP archives.

Nothing is unpacked to disk, so a harmful path in the name of a member has no effect.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import BinaryIO, cast

from heldby.errors import Unreadable
from heldby.intake.formats.zip_safety import checked_members, open_zip
from heldby.intake.item import Draft, Item
from heldby.intake.results import Refused

OFFICE = {
    "ppt/presentation.xml": "a presentation (save its text as .txt or .docx)",
    "content.xml": "an OpenDocument file other than a text (save it as .odt, .xlsx or .csv)",
}
"""Members that identify office formats which heldby does not read, with a description of each for the refusal."""
ENCRYPTED = 1
"""The flag bit of an encrypted member."""


def read(item: Item) -> Iterator[Draft | Item | Refused]:
    """Yield an item for each member, sorted by name, and a refusal for each encrypted one. Yield the reports of an office file.

    Raises:
        Unreadable: the archive is broken, is empty, exceeds the limits, or is a file of another office format.
    """
    with item.open() as stream, open_zip(stream) as archive:
        names = set(archive.namelist())
        if "word/document.xml" in names:
            from heldby.intake.formats import docx

            yield from docx.read(item)
            return
        if "xl/workbook.xml" in names:
            from heldby.intake.formats import xlsx

            yield from xlsx.read(item)
            return
        if "content.xml" in names and "mimetype" in names:
            from heldby.intake.formats import odt

            with archive.open("mimetype") as kind:
                is_text = kind.read(200).startswith(odt.MIME_TYPE)
            if is_text:
                yield from odt.read(item)
                return
        if other := next((what for name, what in OFFICE.items() if name in names), None):
            raise Unreadable(f"it is {other}")
        is_web_archive = "datapackage.json" in names
        for info in checked_members(item, stream):
            name = f"{item.name}/{info.filename}"
            if is_web_archive and not info.filename.startswith("archive/"):
                continue
            if info.flag_bits & ENCRYPTED:
                yield Refused(name, "it is encrypted with a password; unpack the archive and read the files")
            else:
                yield _member(archive, info, name, item)


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, item: Item) -> Item:
    suffix = PurePosixPath(info.filename).suffix.lower()
    return Item(name, lambda: cast(BinaryIO, archive.open(info)), info.file_size, suffix, limits=item.limits)
