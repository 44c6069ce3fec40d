"""Tests of reading web archives."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from intake_helpers import PAGE, read_bytes, zipped


def archived(pages: dict[str, tuple[str, str, bytes]], *, packed: bool) -> bytes:
    """Return a WARC with a response for each address: (status, media type, body)."""
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    written = io.BytesIO()
    writer = WARCWriter(written, gzip=packed)
    for url, (status, media, body) in pages.items():
        headers = StatusAndHeaders(status, [("Content-Type", media)], protocol="HTTP/1.1")
        writer.write_record(writer.create_warc_record(url, "response", payload=io.BytesIO(body), http_headers=headers))
    return written.getvalue()


CAPTURED = {
    "https://valley.example/a": ("200 OK", "text/html; charset=utf-8", PAGE.encode()),
    "https://valley.example/logo.png": ("200 OK", "image/png", b"\x89PNG"),
    "https://valley.example/gone": ("404 Not Found", "text/html", b"<html><body>Gone</body></html>"),
    "https://valley.example/b.txt": ("200 OK", "text/plain", b"The army left Tell Amar again."),
}


def test_captured_pages_are_reports(tmp_path: Path) -> None:
    for name, packed in (("a.warc", False), ("a.warc.gz", True)):
        accepted, refused = read_bytes(tmp_path, name, archived(CAPTURED, packed=packed))
        assert not refused
        assert [one.report.url for one in accepted] == ["https://valley.example/a", "https://valley.example/b.txt"]
        assert (accepted[0].original, str(accepted[0].report.published)) == (PAGE.encode(), "2017-11-03")


def test_archives_in_a_wacz_are_read(tmp_path: Path) -> None:
    members = {
        "datapackage.json": "{}",
        "archive/data.warc.gz": archived(CAPTURED, packed=True),
        "pages/pages.jsonl": '{"text": "index"}',
    }
    accepted, refused = read_bytes(tmp_path, "a.wacz", zipped(members, zipfile.ZIP_STORED))
    assert len(accepted) == 2
    assert not refused


def test_pages_before_the_damage_are_read(tmp_path: Path) -> None:
    whole = archived(CAPTURED, packed=False)
    accepted, refused = read_bytes(tmp_path, "a.warc", whole[: whole.index(b"b.txt") - 100] + b"garbage instead of a record\r\n")
    assert [one.report.url for one in accepted] == ["https://valley.example/a"]
    assert "broken" in refused[0].reason
