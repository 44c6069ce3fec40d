"""What can go wrong around the gazetteer: disks, zips, addresses, several processes, and what a user is told of it."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from heldby.errors import GazetteerImportError
from heldby.reference.gazetteer import Gazetteer, open_gazetteer
from heldby.reference.gazetteer.download import fetched
from heldby.reference.gazetteer.user_gazetteers import add, listed, remove, unusable

LINE = "{n}\tZurq{n}\tZurq{n}\t\t34.1\t41.2\tP\tPPL\tIQ\t\t01\t\t\t\t1200\t\t\tAsia/Baghdad\t2020-01-01\n"


def dump(path: Path, places: int = 5000) -> bytes:
    """A dump of made-up places, zipped without packing so that its bytes can be reached."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("QQ.txt", "".join(LINE.format(n=900_000 + n * 7919 % 65_537) for n in range(places)))
    return path.read_bytes()


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


def run(code: str, cache: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", code], env={**os.environ, "HELDBY_CACHE": str(cache)}, capture_output=True, text=True)


@pytest.mark.parametrize("spoil", [lambda b: b[: len(b) // 2], lambda b: b[:9000] + bytes(200) + b[9200:]])
def test_a_zip_that_breaks_half_way_leaves_nothing(tmp_path: Path, cache: Path, spoil: object) -> None:
    whole = dump(tmp_path / "QQ.zip")
    (tmp_path / "QQ.zip").write_bytes(spoil(whole))  # type: ignore[operator]
    with pytest.raises(GazetteerImportError, match=r"QQ\.zip"):
        add(tmp_path / "QQ.zip", cache)
    assert listed(cache) == [] and not list(cache.glob("*sqlite*"))


def test_a_dump_that_breaks_leaves_the_one_before_it(tmp_path: Path, cache: Path) -> None:
    whole = dump(tmp_path / "QQ.zip")
    add(tmp_path / "QQ.zip", cache)
    (tmp_path / "QQ.zip").write_bytes(whole[:9000] + bytes(200) + whole[9200:])
    with pytest.raises(GazetteerImportError):
        add(tmp_path / "QQ.zip", cache)
    assert [one.places for one in listed(cache)] == [5000]


def test_a_line_without_end_is_refused(tmp_path: Path, cache: Path) -> None:
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb.txt", "x" * 50_000_000)
    with pytest.raises(GazetteerImportError, match="no gazetteer"):
        add(tmp_path / "bomb.zip", cache)


def test_a_disk_that_is_full_is_told_and_leaves_nothing(tmp_path: Path, cache: Path) -> None:
    dump(tmp_path / "QQ.zip", 40_000)
    done = run(
        "import resource, signal\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN); resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))\n"
        f"from heldby.cli.app import main; import sys; sys.argv = ['heldby', 'gazetteer', 'add', {str(tmp_path / 'QQ.zip')!r}]; main()",
        cache,
    )
    assert done.returncode == 1 and "QQ.zip cannot be added" in done.stderr and "Traceback" not in done.stderr
    assert not list(cache.glob("*.sqlite")) and not list(cache.glob("*.part"))


@pytest.mark.parametrize("command", [["read", "{}"], ["run", "{}", "--dossier", "{}-dossier"], ["locate", "Shells fell on Mosul."]])
def test_a_cache_that_cannot_be_made_is_told_in_one_line(tmp_path: Path, command: list[str]) -> None:
    (tmp_path / "report.txt").write_text("Shells fell on Mosul.", "utf-8")
    (tmp_path / "file").write_text("in the way", "utf-8")
    words = [word.format(tmp_path / "report.txt") for word in command]
    done = run(f"from heldby.cli.app import main; import sys; sys.argv = ['heldby', *{words!r}]; main()", tmp_path / "file" / "cache")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr and "HELDBY_CACHE" in done.stderr


def test_two_processes_that_build_at_once_build_one_index(tmp_path: Path, cache: Path) -> None:
    code = "from heldby.reference.gazetteer import open_gazetteer; print(open_gazetteer().get('IQ').name)"
    both: list[subprocess.CompletedProcess[str]] = []
    threads = [threading.Thread(target=lambda: both.append(run(code, cache))) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [one.stdout.strip() for one in both] == ["Iraq", "Iraq"]
    assert len(list(cache.glob("*.sqlite"))) == 1 and not list(cache.glob("*.part"))


def test_an_added_gazetteer_of_another_version_is_told_and_left_out(tmp_path: Path, cache: Path) -> None:
    import sqlite3

    dump(tmp_path / "QQ.zip", 3)
    path = add(tmp_path / "QQ.zip", cache).path
    base = sqlite3.connect(path)
    base.execute("UPDATE meta SET value = '1' WHERE key = 'schema'")
    base.commit()
    base.close()
    (cache / "added-junk.sqlite").write_bytes(b"no database")
    assert listed(cache) == [] and unusable(cache) == ["junk", "qq"]
    assert remove("junk", cache) and remove("QQ", cache) and unusable(cache) == []


class Sender(BaseHTTPRequestHandler):
    """Sends one file, from where it is asked to; a first request for `breaks` is cut off half way."""

    content = b""
    asked: list[str | None] = []  # noqa: RUF012

    def do_GET(self) -> None:
        wanted = self.headers.get("Range")
        self.asked.append(wanted)
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
        """Nothing on the screen."""


@pytest.fixture
def address() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Sender)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    Sender.asked = []
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_a_dump_is_fetched_from_an_address_and_only_its_index_is_kept(tmp_path: Path, cache: Path, address: str) -> None:
    Sender.content = dump(tmp_path / "QQ.zip")
    assert add(f"{address}/export/QQ.zip", cache).places == 5000
    assert [path.name for path in cache.iterdir()] == ["added-qq.sqlite"]


def test_a_fetch_that_broke_off_goes_on_where_it_stopped(tmp_path: Path, cache: Path, address: str) -> None:
    Sender.content = dump(tmp_path / "QQ.zip")
    with pytest.raises(GazetteerImportError, match="call again to go on"):
        add(f"{address}/breaks/QQ.zip", cache)
    assert add(f"{address}/breaks/QQ.zip", cache).places == 5000
    assert Sender.asked == [None, f"bytes={len(Sender.content) // 2}-"]


def test_a_part_that_no_longer_fits_is_dropped(tmp_path: Path, cache: Path, address: str) -> None:
    Sender.content = dump(tmp_path / "QQ.zip", 10)
    cache.mkdir()
    (cache / "QQ.zip.part").write_bytes(bytes(len(Sender.content) + 5))
    with pytest.raises(GazetteerImportError, match="begin anew"):
        fetched(f"{address}/QQ.zip", cache)
    assert add(f"{address}/QQ.zip", cache).places == 10


def test_an_address_that_sends_without_end_is_refused(tmp_path: Path, cache: Path, address: str) -> None:
    Sender.content = bytes(1_000_000)
    with pytest.raises(GazetteerImportError, match="no gazetteer"):
        fetched(f"{address}/QQ.zip", cache, most=200_000)
    assert list(cache.iterdir()) == []


def test_an_address_that_nobody_answers_is_told(cache: Path) -> None:
    with pytest.raises(GazetteerImportError, match=r"127\.0\.0\.1:9"):
        add("http://127.0.0.1:9/QQ.zip", cache)


def test_added_places_are_found_after_a_restart(tmp_path: Path, cache: Path) -> None:
    dump(tmp_path / "QQ.zip", 3)
    path = add(tmp_path / "QQ.zip", cache).path
    assert Gazetteer([path]).named("Zurq900000")[0].entry.country == "IQ"
    assert open_gazetteer().named("Mosul")
