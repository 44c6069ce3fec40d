"""The map on base maps of the user: a PMTiles file with raster or vector tiles, and a MapLibre style."""

from __future__ import annotations

import json
import struct
import threading
import zlib
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from map_pixels import colour_at  # type: ignore[import-not-found]
from served import serving  # type: ignore[import-not-found]

from heldby.store import Dossier

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

Open = Callable[..., "Page"]
PINK = (200, 30, 160)
SEA = (0xD6, 0xE2, 0xE8)
"""The colour of water in the light theme."""


def picture(colour: tuple[int, int, int]) -> bytes:
    """Return a PNG of 256 by 256 pixels in one colour."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = (b"\0" + bytes(colour) * 256) * 256
    head = struct.pack(">IIBBBBB", 256, 256, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def number(value: int) -> bytes:
    """Encode a varint."""
    return bytes([value]) if value < 128 else bytes([value & 127 | 128]) + number(value >> 7)


def part(field: int, data: bytes) -> bytes:
    """Encode a bytes field of protocol buffers."""
    return number(field << 3 | 2) + number(len(data)) + data


def all_water() -> bytes:
    """Return a vector tile that its layer `water` covers."""
    steps = [9, 0, 0, 26, 8192, 0, 0, 8192, 8191, 0, 15]  # from the corner to the right, down, left and back, in zigzag encoding
    square = number(3 << 3) + number(3) + part(4, b"".join(map(number, steps)))
    layer = number(15 << 3) + number(2) + part(1, b"water") + part(2, square) + number(5 << 3) + number(4096)
    return part(3, layer)


def archive(path: Path, tile: bytes, kind: int, metadata: dict[str, object]) -> Path:
    """Write a PMTiles file of version 3 with one uncompressed tile at zoom 0."""
    root = number(1) + number(0) + number(1) + number(len(tile)) + number(1)
    encoded = json.dumps(metadata).encode()
    at = 127
    head = b"PMTiles\x03" + struct.pack(
        "<QQQQQQQQQQQ", at, len(root), at + len(root), len(encoded), 0, 0, at + len(root) + len(encoded), len(tile), 1, 1, 1
    )
    head += struct.pack("<BBBBBB", 1, 1, 1, kind, 0, 0) + struct.pack("<iiii", -1800000000, -850000000, 1800000000, 850000000)
    head += struct.pack("<Bii", 0, 0, 0)
    assert len(head) == at
    path.write_bytes(head + root + encoded + tile)
    return path


@pytest.mark.parametrize(
    ("tile", "kind", "metadata", "colour"),
    [(picture(PINK), 2, {"attribution": "Surveyed by <b>volunteers</b>"}, PINK),
     (all_water(), 1, {"vector_layers": [{"id": "water"}, {"id": "unknown-layer"}], "attribution": "Surveyed by volunteers"}, SEA)],
    ids=["raster", "vector"],
)  # fmt: skip
def test_map_is_drawn_on_a_pmtiles_file(
    browser: Browser, visit: Open, record: Dossier, tmp_path: Path, tile: bytes, kind: int, metadata: dict[str, object], colour: object
) -> None:
    with serving(record, basemap=archive(tmp_path / "world.pmtiles", tile, kind, metadata)) as address:
        page = visit(browser, address, "hide=fronts.advances", color_scheme="light")
        assert colour_at(page, 0.93, 0.5) == colour
        assert "Surveyed by volunteers" in page.locator(".credit").inner_text()
        page.context.close()


class Styles(BaseHTTPRequestHandler):
    """Serves one style."""

    def do_GET(self) -> None:
        ground = {"id": "all", "type": "background", "paint": {"background-color": "rgb(200,30,160)"}}
        style = {"version": 8, "sources": {}, "layers": [ground]}
        self.send_response(200)
        self.send_header("Access-Control-Allow-Origin", "*")
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(style).encode())

    def log_message(self, *_: object) -> None:
        """Log nothing."""


def test_map_is_drawn_on_a_style_address(browser: Browser, visit: Open, record: Dossier) -> None:
    server = HTTPServer(("127.0.0.1", 0), Styles)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    other = f"http://127.0.0.1:{server.server_port}/"
    with serving(record, basemap=f"{other}style.json") as address:
        page = visit(browser, address, "hide=fronts.advances", also=(other,))
        assert colour_at(page, 0.93, 0.5) == PINK
        page.context.close()
    server.shutdown()


def test_broken_base_map_is_reported_and_the_record_is_drawn(browser: Browser, record: Dossier, tmp_path: Path) -> None:
    broken = tmp_path / "broken.pmtiles"
    broken.write_bytes(b"PMTiles\x03" + bytes(400))
    with serving(record, basemap=broken) as address:
        page = browser.new_context(viewport={"width": 1400, "height": 900}).new_page()
        page.goto(address)
        page.get_by_role("alert").filter(has_text="Could not load the base map").wait_for()
        page.wait_for_selector("[data-ready=true]", timeout=90_000)
        page.context.close()
