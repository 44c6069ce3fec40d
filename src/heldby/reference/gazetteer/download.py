"""Fetches a dump from the address that a user gives: bounded in size, and resumed where an earlier fetch broke off."""

from __future__ import annotations

import re
import urllib.error
import urllib.request
from pathlib import Path
from typing import IO

from heldby.errors import GazetteerImportError
from heldby.reference.gazetteer.cache import Progress, shown

MOST_BYTES = 4 << 30
"""Ten times GeoNames' largest file: whatever sends more is no gazetteer."""
BLOCK = 1 << 16
NOT_SATISFIABLE = 416


def fetched(url: str, folder: Path, most: int = MOST_BYTES) -> Path:
    """The file at `url`, in `folder`. Only http and https; what a broken fetch left goes on where it stopped.

    Raises GazetteerImportError for an address of another kind, one that cannot be reached, and one that sends more than `most` bytes.
    """
    if not url.startswith(("https://", "http://")):
        raise GazetteerImportError(f"{url}: only http and https addresses are fetched")
    folder.mkdir(parents=True, exist_ok=True)
    name = re.sub(r"[^A-Za-z0-9._-]", "_", url.split("?")[0].rsplit("/", 1)[-1]).lstrip(".") or "dump.zip"
    target, part = folder / name, folder / f"{name}.part"
    have = part.stat().st_size if part.exists() else 0
    request = urllib.request.Request(url, headers={"Range": f"bytes={have}-"} if have else {})
    try:
        with urllib.request.urlopen(request, timeout=30) as answer, shown(f"Fetching {name}", None) as progress:
            goes_on = answer.status == 206
            with part.open("ab" if goes_on else "wb") as file:
                size = received(answer, file, have if goes_on else 0, most, progress)
    except urllib.error.HTTPError as error:
        part.unlink(missing_ok=True)
        again = "; what was kept of it is no longer there, call again to begin anew" if error.code == NOT_SATISFIABLE else ""
        raise GazetteerImportError(f"{url}: {error}{again}") from error
    except (urllib.error.URLError, OSError) as error:
        raise GazetteerImportError(f"{url}: {error}; what was fetched is kept, call again to go on") from error
    if size > most:
        part.unlink(missing_ok=True)
        raise GazetteerImportError(f"{url}: sends more than {most / 1e9:g} GB, which is no gazetteer")
    part.replace(target)
    return target


def received(answer: IO[bytes], file: IO[bytes], size: int, most: int, progress: Progress) -> int:
    """Writes what is sent, up to a block more than `most` bytes, and returns how long the whole file is then.

    Raises OSError where the sender breaks off before the length it told.
    """
    told = getattr(answer, "length", None)
    wanted = size + told if told is not None else None
    while size <= most and (block := answer.read(BLOCK)):
        file.write(block)
        size += len(block)
        progress(size)
    if wanted is not None and size < wanted and size <= most:
        raise OSError(f"broke off after {size:,} of {wanted:,} bytes")
    return size
