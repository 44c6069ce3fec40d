"""The inference cache: results keyed by digests of their inputs, in files in the dossier's folder. Losing it costs only time."""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from zlib import error as ZlibError

from heldby.base.files import PART, write_atomically

PLACES = "inferred.gz"
"""Name of the file of inferences about places, compressed with gzip. Each line is a digest, a tab and JSON."""
SIGNATURES = "sketches"
"""Name of the file of text signatures (MinHash), in a binary form with a checksum."""


def load(folder: Path) -> dict[str, str]:
    """Return the inferences about places, as JSON keyed by digest; empty if the file is missing or damaged."""
    try:
        with gzip.open(folder / PLACES, "rt", encoding="utf-8") as lines:
            rows = (line.rstrip("\n").partition("\t") for line in lines)
            return {digest: record for digest, tab, record in rows if tab}
    except (OSError, EOFError, ValueError, ZlibError):
        return {}


def save(folder: Path, inferences: Mapping[str, str]) -> None:
    """Replace the inferences about places."""
    lines = "".join(f"{key}\t{inferences[key]}\n" for key in sorted(inferences))
    _write(folder / PLACES, gzip.compress(lines.encode(), compresslevel=1, mtime=0))


def load_signatures(folder: Path) -> bytes:
    """Return the text signatures; empty if there are none."""
    try:
        return (folder / SIGNATURES).read_bytes()
    except OSError:
        return b""


def save_signatures(folder: Path, signatures: bytes) -> None:
    """Replace the text signatures."""
    _write(folder / SIGNATURES, signatures)


def clear(folder: Path) -> None:
    """Delete the cache, since it could reveal what was erased. That includes unfinished files of a process that was killed."""
    for name in (PLACES, SIGNATURES):
        for file in (folder / name, *folder.glob(f"{name}.*{PART}")):
            file.unlink(missing_ok=True)


def _write(file: Path, content: bytes) -> None:
    """Write a cache file. If that fails, for example in a read-only folder, write nothing."""
    with suppress(OSError):
        write_atomically(file, content)
