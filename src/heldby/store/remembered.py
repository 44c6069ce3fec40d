"""What was inferred before, kept in a file of the dossier by a digest of what it rests on. Nothing is lost with it but time."""

from __future__ import annotations

import gzip
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from zlib import error as ZlibError

FILE = "inferred.gz"
"""One line each: digest, tab, JSON."""


def load(folder: Path) -> dict[str, str]:
    """What is remembered; nothing, where there is no such file or it cannot be read."""
    try:
        with gzip.open(folder / FILE, "rt", encoding="utf-8") as lines:
            rows = (line.rstrip("\n").partition("\t") for line in lines)
            return {digest: record for digest, tab, record in rows if tab}
    except (OSError, EOFError, ValueError, ZlibError):
        return {}


def save(folder: Path, remembered: Mapping[str, str]) -> None:
    """Puts `remembered` in the place of what was; where it cannot be written all goes on without."""
    part = folder / f"{FILE}.{os.getpid()}.part"
    lines = "".join(f"{key}\t{remembered[key]}\n" for key in sorted(remembered))
    try:
        part.write_bytes(gzip.compress(lines.encode(), compresslevel=1, mtime=0))
        part.replace(folder / FILE)
    except OSError:
        with suppress(OSError):
            part.unlink(missing_ok=True)
