"""Tests of adding, listing and removing gazetteers of the user."""

from __future__ import annotations

import sqlite3
import zipfile
from pathlib import Path

import pytest

from gazetteer_helpers import dump, dump_line, run
from heldby.errors import GazetteerImportError
from heldby.reference.gazetteer import Gazetteer, open_gazetteer
from heldby.reference.gazetteer.user_gazetteers import add, list_gazetteers, remove, unusable_names


def test_geonames_zip_and_alternate_names_are_added_listed_and_removed(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "QQ.zip", "w") as archive:
        archive.writestr("readme.txt", "not this")
        archive.writestr(
            "QQ.txt",
            "\n".join([dump_line(900001, "Zurqabad", "Zorqabad"), "broken line", dump_line(900002, "Camp Zurq", "", "INSM", "S")]) + "\n",
        )
    with zipfile.ZipFile(tmp_path / "alternateNamesV2.zip", "w") as archive:
        archive.writestr("alternateNamesV2.txt", "1\t900001\ten\tZarkabad\t\t\t\t\t\t\n2\t900001\tlink\thttp://example.org\t\t\t\t\t\t\n")
    cache = tmp_path / "cache"
    assert add(tmp_path / "QQ.zip", cache).places == 2
    assert add(tmp_path / "alternateNamesV2.zip", cache).places == 1
    gazetteer = Gazetteer([one.path for one in list_gazetteers(cache)])
    assert [hit.entry.id for hit in gazetteer.named("Zarkabad")] == ["geonames:900001"]
    assert gazetteer.named("Camp Zurq")[0].entry.kind == "base"
    assert remove("qq", cache) and not remove("qq", cache)
    assert list_gazetteers(cache) == []


@pytest.mark.parametrize("content", [b"PK\x03\x04 not a zip", b""])
def test_corrupt_zip_is_a_clear_error_and_leaves_nothing(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "IQ.zip").write_bytes(content)
    with pytest.raises(GazetteerImportError, match=r"IQ\.zip"):
        add(tmp_path / "IQ.zip", tmp_path / "cache")
    assert list((tmp_path / "cache").glob("*.sqlite*")) == []


def test_missing_file_and_unsupported_address_are_clear_errors(tmp_path: Path) -> None:
    with pytest.raises(GazetteerImportError, match="no such file"):
        add(tmp_path / "none.zip", tmp_path)
    with pytest.raises(GazetteerImportError, match="only http"):
        add("ftp://example.org/IQ.zip", tmp_path)


@pytest.mark.parametrize("spoil", [lambda b: b[: len(b) // 2], lambda b: b[:9000] + bytes(200) + b[9200:]])
def test_damaged_zip_leaves_nothing(tmp_path: Path, cache: Path, spoil: object) -> None:
    whole = dump(tmp_path / "QQ.zip")
    (tmp_path / "QQ.zip").write_bytes(spoil(whole))  # type: ignore[operator]
    with pytest.raises(GazetteerImportError, match=r"QQ\.zip"):
        add(tmp_path / "QQ.zip", cache)
    assert list_gazetteers(cache) == [] and not list(cache.glob("*sqlite*"))


def test_damaged_zip_keeps_the_gazetteer_that_it_would_replace(tmp_path: Path, cache: Path) -> None:
    whole = dump(tmp_path / "QQ.zip")
    add(tmp_path / "QQ.zip", cache)
    (tmp_path / "QQ.zip").write_bytes(whole[:9000] + bytes(200) + whole[9200:])
    with pytest.raises(GazetteerImportError):
        add(tmp_path / "QQ.zip", cache)
    assert [one.places for one in list_gazetteers(cache)] == [5000]


def test_endless_line_is_refused(tmp_path: Path, cache: Path) -> None:
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb.txt", "x" * 50_000_000)
    with pytest.raises(GazetteerImportError, match="no gazetteer"):
        add(tmp_path / "bomb.zip", cache)


def test_full_disk_is_reported_and_leaves_nothing(tmp_path: Path, cache: Path) -> None:
    dump(tmp_path / "QQ.zip", 40_000)
    done = run(
        "import resource, signal\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN); resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))\n"
        f"from heldby.cli.app import main; import sys; sys.argv = ['heldby', 'gazetteer', 'add', {str(tmp_path / 'QQ.zip')!r}]; main()",
        cache,
    )
    assert done.returncode == 1 and "QQ.zip cannot be added" in done.stderr and "Traceback" not in done.stderr
    assert not list(cache.glob("*.sqlite")) and not list(cache.glob("*.part"))


def test_gazetteers_of_another_version_are_listed_as_unusable(tmp_path: Path, cache: Path) -> None:
    dump(tmp_path / "QQ.zip", 3)
    path = add(tmp_path / "QQ.zip", cache).path
    base = sqlite3.connect(path)
    base.execute("UPDATE meta SET value = '1' WHERE key = 'schema'")
    base.commit()
    base.close()
    (cache / "added-junk.sqlite").write_bytes(b"no database")
    assert list_gazetteers(cache) == [] and unusable_names(cache) == ["junk", "qq"]
    assert remove("junk", cache) and remove("QQ", cache) and unusable_names(cache) == []


def test_added_places_are_found_when_reopened(tmp_path: Path, cache: Path) -> None:
    dump(tmp_path / "QQ.zip", 3)
    path = add(tmp_path / "QQ.zip", cache).path
    assert Gazetteer([path]).named("Zurq900000")[0].entry.country == "IQ"
    assert open_gazetteer().named("Mosul")
