"""Tests of building and checking the index in the cache."""

from __future__ import annotations

import sqlite3
import subprocess
import threading
from pathlib import Path

import pytest

from gazetteer_helpers import built, run, town
from heldby.errors import GazetteerCacheError
from heldby.reference.gazetteer import Gazetteer
from heldby.reference.gazetteer.cache import is_complete, write_index


def test_failed_build_leaves_no_file(tmp_path: Path) -> None:
    def breaks(base: sqlite3.Connection) -> None:
        base.execute("INSERT INTO meta VALUES ('a', 'b')")
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        write_index(tmp_path / "x.sqlite", breaks)
    assert list(tmp_path.iterdir()) == []


def test_damaged_index_is_detected(tmp_path: Path) -> None:
    built(tmp_path, town("Rawa"))
    assert is_complete(tmp_path / "small.sqlite")
    (tmp_path / "small.sqlite").write_bytes(b"SQLite format 3\x00 and then nothing of use" * 20)
    assert not is_complete(tmp_path / "small.sqlite")
    with pytest.raises(GazetteerCacheError):
        Gazetteer([tmp_path / "small.sqlite"]).named("Rawa")


@pytest.mark.parametrize("command", [["read", "{}"], ["run", "{}", "--dossier", "{}-dossier"], ["locate", "Shells fell on Mosul."]])
def test_unusable_cache_is_reported_in_one_line(tmp_path: Path, command: list[str]) -> None:
    (tmp_path / "report.txt").write_text("Shells fell on Mosul.", "utf-8")
    (tmp_path / "file").write_text("in the way", "utf-8")
    words = [word.format(tmp_path / "report.txt") for word in command]
    done = run(f"from heldby.cli.app import main; import sys; sys.argv = ['heldby', *{words!r}]; main()", tmp_path / "file" / "cache")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr and "HELDBY_CACHE" in done.stderr


def test_two_processes_at_once_build_one_index(tmp_path: Path, cache: Path) -> None:
    code = "from heldby.reference.gazetteer import open_gazetteer; print(open_gazetteer().get('IQ').name)"
    both: list[subprocess.CompletedProcess[str]] = []
    threads = [threading.Thread(target=lambda: both.append(run(code, cache))) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [one.stdout.strip() for one in both] == ["Iraq", "Iraq"]
    assert len(list(cache.glob("*.sqlite"))) == 1 and not list(cache.glob("*.part"))
