"""Tests of archives: packing, unpacking and refusing what was changed."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from dossier_samples import add_capture
from heldby.errors import BrokenArchive
from heldby.store import Dossier
from heldby.store.custody.archive import pack, unpack
from heldby.store.custody.verify import verify


def rewrite(source: Path, target: Path, name: str, change: bytes | None) -> None:
    """Copy an archive with one of its files changed or left out."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for one in old.namelist():
            if one != name:
                new.writestr(one, old.read(one))
            elif change is not None:
                new.writestr(one, change)


@pytest.fixture
def packed(filled: Dossier, tmp_path: Path) -> Path:
    filled.judge("claim", next(filled.claims()).id, "reject", "false")
    add_capture(filled, "Iraqi forces took al-Qaim from IS, says a man in danger.", "al-Qaim", "2017-12-02", id="danger")
    filled.erase("danger", "safety")
    pack(filled, tmp_path / "case.zip")
    return tmp_path / "case.zip"


def test_unpacking_restores_the_packed_dossier(filled: Dossier, packed: Path, tmp_path: Path) -> None:
    with Dossier.open(tmp_path / "copy", create=True) as copy:
        manifest = unpack(packed, copy)
        assert manifest["packed_by"] == "tester" and manifest["versions"]["heldby"]
        assert list(copy.claims()) == list(filled.claims())
        assert list(copy.reports()) == list(filled.reports())
        assert copy.judgements() == filled.judgements()
        assert copy.known_dates() == filled.known_dates()
        assert list(verify(copy)) == []


@pytest.mark.parametrize("part", ["ledger.jsonl", "originals", "manifest.json"])
@pytest.mark.parametrize("change", [b"something else", None])
def test_archive_with_a_changed_or_missing_file_is_refused(packed: Path, tmp_path: Path, part: str, change: bytes | None) -> None:
    with zipfile.ZipFile(packed) as archive:
        name = next(name for name in archive.namelist() if name.startswith(part))
    rewrite(packed, tmp_path / "bad.zip", name, change)
    with Dossier.open(tmp_path / "copy", create=True) as copy:
        with pytest.raises(BrokenArchive, match=r"bad\.zip|in the archive"):
            unpack(tmp_path / "bad.zip", copy)
        assert copy.counts() == {"reports": 0, "claims": 0} and list(copy.originals.digests()) == []
        unpack(packed, copy)
        assert list(verify(copy)) == []


def test_forged_ledger_with_a_forged_manifest_fails_verification(packed: Path, tmp_path: Path) -> None:
    import hashlib

    with zipfile.ZipFile(packed) as archive:
        lines = archive.read("ledger.jsonl").decode().splitlines()
        manifest = json.loads(archive.read("manifest.json"))
    forged = "\n".join([json.dumps({**json.loads(lines[0]), "who": "another person"}), *lines[1:], ""]).encode()
    manifest["files"]["ledger.jsonl"] = hashlib.sha256(forged).hexdigest()
    rewrite(packed, tmp_path / "half.zip", "ledger.jsonl", forged)
    rewrite(tmp_path / "half.zip", tmp_path / "bad.zip", "manifest.json", json.dumps(manifest).encode())
    with Dossier.open(tmp_path / "copy", create=True) as copy:
        with pytest.raises(BrokenArchive, match="row 1"):
            unpack(tmp_path / "bad.zip", copy)
        assert copy.counts()["reports"] == copy.ledger_position() == 0


def test_archive_of_a_later_version_is_refused(packed: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(packed) as archive:
        manifest = json.loads(archive.read("manifest.json"))
    manifest["versions"]["schema"] = "9999"
    rewrite(packed, tmp_path / "later.zip", "manifest.json", json.dumps(manifest).encode())
    with Dossier.open(tmp_path / "copy", create=True) as copy, pytest.raises(BrokenArchive, match="upgrade heldby"):
        unpack(tmp_path / "later.zip", copy)


def test_unpacking_into_a_dossier_with_content_is_refused(filled: Dossier, packed: Path) -> None:
    with pytest.raises(BrokenArchive, match="already"):
        unpack(packed, filled)


def test_file_that_is_not_an_archive_is_refused(tmp_path: Path) -> None:
    (tmp_path / "no.zip").write_bytes(b"not a zip")
    with Dossier.open(tmp_path / "copy", create=True) as copy, pytest.raises(BrokenArchive, match="not a complete archive"):
        unpack(tmp_path / "no.zip", copy)
