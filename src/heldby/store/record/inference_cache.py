"""What was found before, kept in files of the dossier by digests of what it rests on. Nothing is lost with them but time."""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from zlib import error as ZlibError

from heldby.base.files import PART, write_atomically

PLACES = "inferred.gz"
"""What was inferred of places. One line each: digest, tab, JSON."""
SKETCHES = "sketches"
"""Signatures of texts, in a form of their own that holds a checksum."""


def load(folder: Path) -> dict[str, str]:
    """What is remembered of places; nothing, where there is no such file or it cannot be read."""
    try:
        with gzip.open(folder / PLACES, "rt", encoding="utf-8") as lines:
            rows = (line.rstrip("\n").partition("\t") for line in lines)
            return {digest: record for digest, tab, record in rows if tab}
    except (OSError, EOFError, ValueError, ZlibError):
        return {}


def save(folder: Path, remembered: Mapping[str, str]) -> None:
    """Puts `remembered` in the place of what was."""
    lines = "".join(f"{key}\t{remembered[key]}\n" for key in sorted(remembered))
    _put(folder / PLACES, gzip.compress(lines.encode(), compresslevel=1, mtime=0))


def load_signatures(folder: Path) -> bytes:
    """The signatures of texts; nothing, where there are none."""
    try:
        return (folder / SKETCHES).read_bytes()
    except OSError:
        return b""


def save_signatures(folder: Path, sketches: bytes) -> None:
    """Puts the signatures in the place of what was."""
    _put(folder / SKETCHES, sketches)


def clear(folder: Path) -> None:
    """Let go of all of it, also of what a run that was ended had half written: what was erased must not be told from it."""
    for name in (PLACES, SKETCHES):
        for file in (folder / name, *folder.glob(f"{name}.*{PART}")):
            file.unlink(missing_ok=True)


def _put(file: Path, content: bytes) -> None:
    """A file that is whole at any moment; where it cannot be written all goes on without."""
    with suppress(OSError):
        write_atomically(file, content)
