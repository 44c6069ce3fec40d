"""Tests of downloading gazetteer files."""

from __future__ import annotations

from pathlib import Path

import pytest

from gazetteer_helpers import Sender, dump
from heldby.errors import GazetteerImportError
from heldby.reference.gazetteer.download import download
from heldby.reference.gazetteer.user_gazetteers import add


def test_only_the_index_of_a_downloaded_dump_is_kept(tmp_path: Path, cache: Path, server: tuple[str, type[Sender]]) -> None:
    address, sender = server
    sender.content = dump(tmp_path / "QQ.zip")
    assert add(f"{address}/export/QQ.zip", cache).places == 5000
    assert [path.name for path in cache.iterdir()] == ["added-qq.sqlite"]


def test_interrupted_download_continues_where_it_stopped(tmp_path: Path, cache: Path, server: tuple[str, type[Sender]]) -> None:
    address, sender = server
    sender.content = dump(tmp_path / "QQ.zip")
    with pytest.raises(GazetteerImportError, match="Run the command again to continue"):
        add(f"{address}/breaks/QQ.zip", cache)
    assert add(f"{address}/breaks/QQ.zip", cache).places == 5000
    assert sender.ranges == [None, f"bytes={len(sender.content) // 2}-"]


def test_part_that_no_longer_fits_is_dropped(tmp_path: Path, cache: Path, server: tuple[str, type[Sender]]) -> None:
    address, sender = server
    sender.content = dump(tmp_path / "QQ.zip", 10)
    cache.mkdir()
    (cache / "QQ.zip.part").write_bytes(bytes(len(sender.content) + 5))
    with pytest.raises(GazetteerImportError, match="start over"):
        download(f"{address}/QQ.zip", cache)
    assert add(f"{address}/QQ.zip", cache).places == 10


def test_endless_download_is_refused(tmp_path: Path, cache: Path, server: tuple[str, type[Sender]]) -> None:
    address, sender = server
    sender.content = bytes(1_000_000)
    with pytest.raises(GazetteerImportError, match="no gazetteer"):
        download(f"{address}/QQ.zip", cache, most=200_000)
    assert list(cache.iterdir()) == []


def test_unreachable_address_is_reported(cache: Path) -> None:
    with pytest.raises(GazetteerImportError, match=r"127\.0\.0\.1:9"):
        add("http://127.0.0.1:9/QQ.zip", cache)
