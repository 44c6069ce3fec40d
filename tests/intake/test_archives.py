"""Feeds, web archives and ZIP: each thing inside is a report of its own, within bounds."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from pathlib import Path

from intake_helpers import BODY, only, read, read_bytes, reason

from heldby.intake.limits import Limits

PAGE = f"<html><head><meta name='date' content='2017-11-03'></head><body><article><p>{BODY}</p></article></body></html>"


def zipped(members: dict[str, bytes | str], level: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP archive of these members."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", level) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return written.getvalue()


def archived(pages: dict[str, tuple[str, str, bytes]], *, packed: bool) -> bytes:
    """A WARC with a response for each address: (status, media type, body)."""
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


def test_pages_of_a_web_archive_are_reports(tmp_path: Path) -> None:
    for name, packed in (("a.warc", False), ("a.warc.gz", True)):
        taken, refused = read_bytes(tmp_path, name, archived(CAPTURED, packed=packed))
        assert not refused
        assert [one.report.url for one in taken] == ["https://valley.example/a", "https://valley.example/b.txt"]
        assert (taken[0].original, str(taken[0].report.published)) == (PAGE.encode(), "2017-11-03")


def test_wacz_is_read_through_its_archives(tmp_path: Path) -> None:
    members = {
        "datapackage.json": "{}",
        "archive/data.warc.gz": archived(CAPTURED, packed=True),
        "pages/pages.jsonl": '{"text": "index"}',
    }
    taken, refused = read_bytes(tmp_path, "a.wacz", zipped(members, zipfile.ZIP_STORED))
    assert len(taken) == 2
    assert not refused


def test_web_archive_that_breaks_off_gives_what_stood_before(tmp_path: Path) -> None:
    whole = archived(CAPTURED, packed=False)
    taken, refused = read_bytes(tmp_path, "a.warc", whole[: whole.index(b"b.txt") - 100] + b"garbage instead of a record\r\n")
    assert [one.report.url for one in taken] == ["https://valley.example/a"]
    assert "broken" in refused[0].reason


RSS = f"""<?xml version="1.0"?><rss version="2.0"><channel><title>Valley Post</title>
<item><title>Army enters Tell Amar</title><link>https://valley.example/a</link><guid>17</guid>
<pubDate>Fri, 03 Nov 2017 10:00:00 +0300</pubDate>
<description>&lt;p&gt;{BODY}&lt;/p&gt;&lt;script&gt;bad()&lt;/script&gt;</description></item>
<item><title>Two villages change hands</title><link>https://valley.example/b</link></item></channel></rss>"""
ATOM = f"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Valley Post</title>
<entry><id>tag:valley.example,2017:1</id><title>Army enters Tell Amar</title><updated>2017-11-04T00:00:00Z</updated>
<content type="html">&lt;p&gt;{BODY}&lt;/p&gt;</content></entry></feed>"""


def test_entries_of_a_feed_are_reports(tmp_path: Path) -> None:
    for name in ("a.rss", "a.xml", "a.txt"):
        taken, refused = read_bytes(tmp_path, name, RSS)
        assert not refused
        first, second = (one.report for one in taken)
        assert (first.id, first.title, first.source, first.url) == (
            "https://valley.example/a",
            "Army enters Tell Amar",
            "Valley Post",
            "https://valley.example/a",
        )
        assert " ".join(first.text.split()) == " ".join(BODY.split())
        assert (str(first.published), first.published_how, first.published_doubt) == ("2017-11-03", "meta", None)
        assert second.text == "Two villages change hands"
        assert taken[1].original.startswith(b"<item><title>Two villages")


def test_entry_that_says_only_when_it_was_changed_is_dated_in_doubt(tmp_path: Path) -> None:
    report = only(tmp_path, "a.atom", ATOM).report
    assert (report.id, str(report.published)) == ("tag:valley.example,2017:1", "2017-11-04")
    assert report.published_doubt == "it is when the entry was last changed"


def test_entry_with_half_a_character_does_not_stop_the_feed(tmp_path: Path) -> None:
    taken, refused = read_bytes(
        tmp_path, "a.rss", RSS.replace("Army enters", "Army &#xD800; enters").replace("Two villages", "&#57343; Two villages")
    )
    assert [one.report.title for one in taken] == ["Army \ufffd enters Tell Amar", "\ufffd Two villages change hands"]
    assert not refused


def test_entities_that_would_grow_without_end_do_not(tmp_path: Path) -> None:
    levels = "".join(f"<!ENTITY l{n} '{f'&l{n - 1};' * 10}'>" for n in range(1, 12))
    bomb = (
        f"<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY l0 'war'>{levels}]><rss><channel><item><title>&l11;</title></item></channel></rss>"
    )
    taken, refused = read_bytes(tmp_path, "a.rss", bomb)
    assert len(taken) + len(refused) == 1
    assert all(len(one.report.text) < 10_000 for one in taken)


def test_members_of_an_archive_are_read_by_what_they_are(tmp_path: Path) -> None:
    members = {
        "b/page.html": PAGE,
        "a.txt": BODY,
        "rows.jsonl": '{"text": "One."}\n{broken\n',
        "image.png": b"\x89PNG\r\n\x1a\n",
        "__MACOSX/a.txt": "x",
        "../../up.txt": BODY + "!",
    }
    taken, refused = read_bytes(tmp_path, "a.zip", zipped(members))
    inside = [(one.report.path or "").removeprefix(f"{tmp_path}/a.zip/") for one in taken]
    assert inside == ["a.txt", "b/page.html", "rows.jsonl line 1"]
    assert [one.name.rpartition("/")[2] for one in refused] == ["image.png", "rows.jsonl line 2"]
    assert not (tmp_path.parent.parent / "up.txt").exists()


def test_archives_in_archives_end_at_a_depth(tmp_path: Path) -> None:
    data = zipped({"in.txt": BODY})
    for depth in range(3):
        assert len(read_bytes(tmp_path, "a.zip", data)[0]) == (1 if depth < 3 else 0)
        data = zipped({"in.zip": data})
    taken, refused = read_bytes(tmp_path, "a.zip", data)
    assert not taken
    assert refused[0].reason == "archives lie more than 3 deep in one another"


def test_bombs_are_refused_before_they_are_unpacked(tmp_path: Path) -> None:
    bomb = zipped({"zeros.txt": b"0" * 30_000_000})
    assert len(bomb) < 100_000
    assert "ZIP bomb" in reason(tmp_path, "a.zip", bomb)
    assert "too large" in reason(tmp_path, "a.txt.gz", gzip.compress(b"0" * 60_000_000))
    path = tmp_path / "many.zip"
    path.write_bytes(zipped({f"{n}.txt": BODY * 20 for n in range(40)}))
    assert "unpacks to more than" in read(path, limits=Limits(unpacked=50_000))[1][0].reason


def test_allowance_is_shared_by_archives_inside(tmp_path: Path) -> None:
    inner = zipped({f"{n}.txt": f"{n} {BODY}" * 10 for n in range(5)})
    path = tmp_path / "a.zip"
    path.write_bytes(zipped({f"{n}.zip": inner for n in range(10)}))
    taken, refused = read(path, limits=Limits(unpacked=60_000))
    assert 0 < len(taken) < 50
    assert any("unpacks to more than" in one.reason for one in refused)


def test_packed_files_are_unpacked(tmp_path: Path) -> None:
    assert only(tmp_path, "a.txt.gz", gzip.compress(BODY.encode())).report.text == BODY
    rows = "".join(json.dumps({"text": f"Report {n}."}) + "\n" for n in range(3))
    assert len(read_bytes(tmp_path, "a.jsonl.gz", gzip.compress(rows.encode()))[0]) == 3


def test_locked_members_and_other_packages_are_named(tmp_path: Path) -> None:
    assert "Excel" in reason(tmp_path, "a.zip", zipped({"xl/workbook.xml": "<x/>"}))
    locked = bytearray(zipped({"a.txt": BODY}))
    for place in (6, locked.index(b"PK\x01\x02") + 8):
        locked[place] |= 1
    taken, refused = read_bytes(tmp_path, "a.zip", bytes(locked))
    assert not taken
    assert "password" in refused[0].reason
