"""Download a gazetteer file from an address that the user gives. Size is limited, and interrupted downloads are resumed."""

from __future__ import annotations

import re
import urllib.error
import urllib.request
from pathlib import Path
from typing import IO

from heldby.errors import GazetteerImportError
from heldby.reference.gazetteer.cache import Progress, progress_bar

MAX_BYTES = 4 << 30
"""Size of the largest file that is downloaded: ten times the largest file of GeoNames."""
BLOCK = 1 << 16
TIMEOUT_S = 30
PARTIAL_CONTENT, NOT_SATISFIABLE = 206, 416


def download(url: str, folder: Path, most: int = MAX_BYTES) -> Path:
    """Download a file into a folder and return its path.

    An interrupted download leaves a file that ends in .part. The next call continues where that file ends, if the server can.

    Raises:
        GazetteerImportError: the address is not http or https, cannot be reached, or sends more than `most` bytes.
    """
    if not url.startswith(("https://", "http://")):
        raise GazetteerImportError(f"{url}: only http and https addresses can be downloaded")
    folder.mkdir(parents=True, exist_ok=True)
    name = re.sub(r"[^A-Za-z0-9._-]", "_", url.split("?")[0].rsplit("/", 1)[-1]).lstrip(".") or "dump.zip"
    target, part = folder / name, folder / f"{name}.part"
    have = part.stat().st_size if part.exists() else 0
    request = urllib.request.Request(url, headers={"Range": f"bytes={have}-"} if have else {})
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT_S) as response, progress_bar(f"Downloading {name}", None) as progress:
            resumed = response.status == PARTIAL_CONTENT
            with part.open("ab" if resumed else "wb") as file:
                size = _copy(response, file, have if resumed else 0, most, progress)
    except urllib.error.HTTPError as error:
        part.unlink(missing_ok=True)
        changed = error.code == NOT_SATISFIABLE
        again = ". The file changed since the interrupted download; run the command again to start over" if changed else ""
        raise GazetteerImportError(f"{url} cannot be downloaded: {error}{again}") from error
    except (urllib.error.URLError, OSError) as error:
        raise GazetteerImportError(f"{url} cannot be downloaded: {error}. Run the command again to continue the download") from error
    if size > most:
        part.unlink(missing_ok=True)
        raise GazetteerImportError(f"{url} sends more than {most / 1e9:g} GB, so it is no gazetteer file; check the address")
    part.replace(target)
    return target


def _copy(response: IO[bytes], file: IO[bytes], size: int, most: int, progress: Progress) -> int:
    """Append a response to a file that already has `size` bytes, and return the new size.

    Copying stops after the first block that makes the file larger than `most` bytes.

    Raises:
        OSError: the response ends before its announced length.
    """
    announced = getattr(response, "length", None)
    expected = size + announced if announced is not None else None
    while size <= most and (block := response.read(BLOCK)):
        file.write(block)
        size += len(block)
        progress(size)
    if expected is not None and size < expected and size <= most:
        raise OSError(f"the connection broke off after {size:,} of {expected:,} bytes")
    return size
