"""Small gazetteers, dumps and processes for the tests."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from http.server import BaseHTTPRequestHandler
from pathlib import Path

from heldby.reference.gazetteer import Gazetteer
from heldby.reference.gazetteer.cache import write_index
from heldby.reference.gazetteer.index import fill_index
from heldby.reference.gazetteer.rows import PlaceRow


def town(name: str, *, number: int = 1, country: str = "IQ", lat: float = 34.0, lon: float = 41.0, also: tuple[str, ...] = ()) -> PlaceRow:
    """Return a town of tier 0."""
    return PlaceRow(
        f"geonames:{number}", [name], "town", "town", (country,), admin1=f"{country}.01", lat=lat, lon=lon, population=9000, also=list(also)
    )


def built(folder: Path, *rows: PlaceRow) -> Gazetteer:
    """Return a gazetteer of these places, built in `small.sqlite` in the folder."""
    path = folder / "small.sqlite"
    write_index(path, lambda base: fill_index(base, rows, {"complete": "yes"}))
    return Gazetteer([path])


def dump_line(number: int, name: str, others: str, code: str = "PPL", cls: str = "P") -> str:
    """Return one line of a GeoNames dump."""
    return "\t".join(
        [
            str(number),
            name,
            name,
            others,
            "34.1",
            "41.2",
            cls,
            code,
            "IQ",
            "",
            "01",
            "",
            "",
            "",
            "1200",
            "",
            "",
            "Asia/Baghdad",
            "2020-01-01",
        ]
    )


LINE = "{n}\tZurq{n}\tZurq{n}\t\t34.1\t41.2\tP\tPPL\tIQ\t\t01\t\t\t\t1200\t\t\tAsia/Baghdad\t2020-01-01\n"


def dump(path: Path, places: int = 5000) -> bytes:
    """Write a zipped dump of made-up places and return its bytes."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("QQ.txt", "".join(LINE.format(n=900_000 + n * 7919 % 65_537) for n in range(places)))
    return path.read_bytes()


def run(code: str, cache: Path) -> subprocess.CompletedProcess[str]:
    """Run Python code in a new process whose cache folder is `cache`."""
    return subprocess.run([sys.executable, "-c", code], env={**os.environ, "HELDBY_CACHE": str(cache)}, capture_output=True, text=True)


class Sender(BaseHTTPRequestHandler):
    """Serves one file and honours Range. The first response for a path with `breaks` ends half-way."""

    content = b""
    ranges: list[str | None] = []  # noqa: RUF012

    def do_GET(self) -> None:
        wanted = self.headers.get("Range")
        self.ranges.append(wanted)
        start = int(wanted.removeprefix("bytes=").rstrip("-")) if wanted else 0
        if start >= len(self.content):
            self.send_error(416)
            return
        self.send_response(206 if wanted else 200)
        self.send_header("Content-Length", str(len(self.content) - start))
        self.end_headers()
        end = len(self.content) // 2 if "breaks" in self.path and not wanted else len(self.content)
        self.wfile.write(self.content[start:end])

    def log_message(self, format: str, *args: object) -> None:
        """Print nothing."""
