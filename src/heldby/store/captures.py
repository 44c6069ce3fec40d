"""The raw responses of downloads, kept in the dossier's folder: one WARC file for each download, and an index of all.

The index has one line of JSON for each download, in order. A broken line is skipped. Deleting the folder loses no report, because the
originals of the reports are kept elsewhere; pages are then downloaded again.
"""

from __future__ import annotations

import contextlib
import gzip
import hashlib
import json
import secrets
import zlib
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from heldby.base.files import write_atomically

FOLDER = "fetched"
"""Name of the folder of captures in a dossier's folder."""
INDEX = "index.jsonl"


@dataclass(frozen=True, slots=True)
class Capture:
    """One download.

    Attributes:
        url: the address that was asked for.
        final: the address that answered, after redirects.
        when: the time of the response, as YYYY-MM-DDTHH:MM:SSZ.
        status: the status of the response, such as 200.
        etag, modified: the ETag and Last-Modified headers.
        payload: the SHA-256 of the body as the server packed it.
        file: the name of the WARC file.
        sha256: the SHA-256 of the WARC file.
    """

    url: str
    final: str
    when: str
    status: int
    etag: str | None
    modified: str | None
    payload: str
    file: str
    sha256: str


class Captures:
    """The folder of the raw responses."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._latest: dict[str, Capture] | None = None

    def add(
        self, warc: bytes, *, url: str, final: str, when: str, status: int, etag: str | None, modified: str | None, payload: str
    ) -> None:
        """Store the WARC file of a download. `Capture` says what the other arguments are."""
        self.folder.mkdir(parents=True, exist_ok=True)
        name = f"{when.translate(str.maketrans('', '', '-:'))}-{secrets.token_hex(4)}.warc.gz"
        capture = Capture(url, final, when, status, etag, modified, payload, name, hashlib.sha256(warc).hexdigest())
        write_atomically(self.folder / name, warc)
        with (self.folder / INDEX).open("a", encoding="utf-8") as index:
            index.write(json.dumps(asdict(capture)) + "\n")
        if self._latest is not None and status == 200:
            self._latest[url] = capture

    def latest(self, url: str) -> Capture | None:
        """Return the last download of an address that gave content and whose file is there; None if there is none."""
        if self._latest is None:
            self._latest = {one.url: one for one in self.all() if one.status == 200}
        found = self._latest.get(url)
        return found if found and self.read(found) is not None else None

    def all(self) -> Iterator[Capture]:
        """Yield all downloads in order."""
        with contextlib.suppress(FileNotFoundError), (self.folder / INDEX).open(encoding="utf-8", errors="replace") as lines:
            for line in lines:
                with contextlib.suppress(ValueError, TypeError):
                    yield Capture(**json.loads(line))

    def read(self, capture: Capture) -> bytes | None:
        """Return the WARC file of a download; None if it is missing or was changed."""
        with contextlib.suppress(OSError):
            content = (self.folder / Path(capture.file).name).read_bytes()
            return content if hashlib.sha256(content).hexdigest() == capture.sha256 else None
        return None

    def erase(self, path: str | None, url: str | None, original: bytes | None) -> None:
        """Delete the downloads that a report was read from.

        They are those of its address, and all that contain its original bytes, such as a feed.

        Args:
            path: where the report comes from, such as an address, or an address and the number of an entry.
            url: the address of the report.
            original: the bytes that the report was read from.
        """
        kept: list[Capture] = []
        gone: list[Capture] = []
        for one in self.all():
            own = url in (one.url, one.final) or any(_is_part(path or "", address) for address in (one.url, one.final))
            (gone if own or self._holds(one, original) else kept).append(one)
        if gone:
            write_atomically(self.folder / INDEX, "".join(json.dumps(asdict(one)) + "\n" for one in kept).encode())
        for one in gone:
            (self.folder / Path(one.file).name).unlink(missing_ok=True)
        for part in self.folder.glob(f"*{BROKEN_OFF}"):
            part.unlink(missing_ok=True)
        self._latest = None

    def _holds(self, capture: Capture, original: bytes | None) -> bool:
        if not original:
            return False
        with contextlib.suppress(OSError, EOFError, zlib.error):
            return original in _unpacked(gzip.decompress((self.folder / Path(capture.file).name).read_bytes()))
        return False

    def broken_off(self, url: str) -> Path:
        """Return the file for the part of a download that broke off."""
        return self.folder / f"{hashlib.sha256(url.encode(errors='replace')).hexdigest()[:32]}{BROKEN_OFF}"


BROKEN_OFF = ".broken-off"
"""The ending of a file with the part of a download that broke off."""


def _is_part(path: str, address: str) -> bool:
    """Check whether a report comes from an address or from a part of what it gave, such as an entry of a feed or a file in an archive."""
    return path == address or path.startswith((f"{address} ", f"{address}/"))


def _unpacked(records: bytes) -> bytes:
    """Return WARC records with the bodies that servers packed unpacked after them, so that content can be found in them."""
    found = [records]
    at = records.find(b"\x1f\x8b\x08")
    while at >= 0:
        with contextlib.suppress(zlib.error):
            found.append(zlib.decompressobj(16 + zlib.MAX_WBITS).decompress(records[at:], 1 << 26))
        at = records.find(b"\x1f\x8b\x08", at + 3)
    return b"\n".join(found)
