from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from dossier_samples import RAWA, add_capture, fill
from heldby.store import Dossier
from heldby.store.merging import merge
from heldby.store.packing import BrokenPack, pack, unpack
from heldby.store.verifying import verify


def rewrite(source: Path, target: Path, name: str, change: bytes | None) -> None:
    """Copy a pack with one of its files changed, or left out."""
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


def test_unpacked_dossier_is_the_one_that_was_packed(filled: Dossier, packed: Path, tmp_path: Path) -> None:
    with Dossier.open(tmp_path / "copy", create=True) as copy:
        manifest = unpack(packed, copy)
        assert manifest["packed_by"] == "tester" and manifest["versions"]["heldby"]
        assert list(copy.claims()) == list(filled.claims())
        assert list(copy.reports()) == list(filled.reports())
        assert copy.judgements() == filled.judgements()
        assert copy.published() == filled.published()
        assert list(verify(copy)) == []


@pytest.mark.parametrize("part", ["ledger.jsonl", "originals", "manifest.json"])
@pytest.mark.parametrize("change", [b"something else", None])
def test_changed_or_missing_part_of_a_pack_is_refused(packed: Path, tmp_path: Path, part: str, change: bytes | None) -> None:
    with zipfile.ZipFile(packed) as archive:
        name = next(name for name in archive.namelist() if name.startswith(part))
    rewrite(packed, tmp_path / "bad.zip", name, change)
    with Dossier.open(tmp_path / "copy", create=True) as copy, pytest.raises(BrokenPack):
        unpack(tmp_path / "bad.zip", copy)


def test_forged_ledger_with_a_forged_manifest_does_not_prove_itself(packed: Path, tmp_path: Path) -> None:
    import hashlib

    with zipfile.ZipFile(packed) as archive:
        lines = archive.read("ledger.jsonl").decode().splitlines()
        manifest = json.loads(archive.read("manifest.json"))
    forged = "\n".join([json.dumps({**json.loads(lines[0]), "who": "somebody else"}), *lines[1:], ""]).encode()
    manifest["files"]["ledger.jsonl"] = hashlib.sha256(forged).hexdigest()
    rewrite(packed, tmp_path / "half.zip", "ledger.jsonl", forged)
    rewrite(tmp_path / "half.zip", tmp_path / "bad.zip", "manifest.json", json.dumps(manifest).encode())
    with Dossier.open(tmp_path / "copy", create=True) as copy, pytest.raises(BrokenPack, match="row 1"):
        unpack(tmp_path / "bad.zip", copy)


def test_unpacking_over_a_dossier_is_refused(filled: Dossier, packed: Path) -> None:
    with pytest.raises(BrokenPack, match="already"):
        unpack(packed, filled)


def test_something_that_is_no_pack_is_refused(tmp_path: Path) -> None:
    (tmp_path / "no.zip").write_bytes(b"not a zip")
    with Dossier.open(tmp_path / "copy", create=True) as copy, pytest.raises(BrokenPack, match="no whole pack"):
        unpack(tmp_path / "no.zip", copy)


def test_merged_dossier_holds_both_and_merging_again_changes_nothing(filled: Dossier, tmp_path: Path) -> None:
    with Dossier.open(tmp_path / "other", create=True, who="colleague") as other:
        add_capture(other, RAWA, "Rawa", "2017-11-17", source="Agency A")
        add_capture(other, "Iraqi forces took al-Qaim from IS, we hear.", "al-Qaim", None, id="heard")
        other.judge("claim", next(other.claims(place="Rawa")).id, "reject", "not that Rawa")
        known = other.published()["heard"]
        merge(other, filled)
        before = filled.through()
        merge(other, filled)
    assert filled.through() == before
    assert filled.counts()["reports"] == 4 and filled.published()["heard"] == known
    assert [(one.who, one.verdict) for one in filled.judgements()] == [("colleague", "reject")]
    assert list(verify(filled)) == []


def test_merging_keeps_two_texts_under_one_id_apart(dossier: Dossier, tmp_path: Path) -> None:
    add_capture(dossier, RAWA, "Rawa", "2017-11-17", id="wire-1")
    with Dossier.open(tmp_path / "other", create=True) as other:
        add_capture(other, "Iraqi forces took al-Qaim from IS.", "al-Qaim", "2017-11-03", id="wire-1")
        fill(other)
        merge(other, dossier)
    ids = [report.id for report in dossier.reports()]
    assert len(ids) == 5 and ids[1].startswith("wire-1~")
    assert all(claim.report in ids for claim in dossier.claims())
    assert list(verify(dossier)) == []
