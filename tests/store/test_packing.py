from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from dossier_making import HandReading, claim_of, make_report
from dossier_samples import KAMAL, QAIM, RAWA, add_capture, fill
from heldby.errors import BrokenArchive
from heldby.store import Dossier
from heldby.store.custody import merge as merging
from heldby.store.custody.archive import pack, unpack
from heldby.store.custody.merge import merge
from heldby.store.custody.verify import verify


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
        assert copy.known_dates() == filled.known_dates()
        assert list(verify(copy)) == []


@pytest.mark.parametrize("part", ["ledger.jsonl", "originals", "manifest.json"])
@pytest.mark.parametrize("change", [b"something else", None])
def test_changed_or_missing_part_of_a_pack_is_refused(packed: Path, tmp_path: Path, part: str, change: bytes | None) -> None:
    with zipfile.ZipFile(packed) as archive:
        name = next(name for name in archive.namelist() if name.startswith(part))
    rewrite(packed, tmp_path / "bad.zip", name, change)
    with Dossier.open(tmp_path / "copy", create=True) as copy:
        with pytest.raises(BrokenArchive, match=r"bad\.zip|in the pack"):
            unpack(tmp_path / "bad.zip", copy)
        assert copy.counts() == {"reports": 0, "claims": 0} and list(copy.originals.digests()) == []
        unpack(packed, copy)
        assert list(verify(copy)) == []


def test_forged_ledger_with_a_forged_manifest_does_not_prove_itself(packed: Path, tmp_path: Path) -> None:
    import hashlib

    with zipfile.ZipFile(packed) as archive:
        lines = archive.read("ledger.jsonl").decode().splitlines()
        manifest = json.loads(archive.read("manifest.json"))
    forged = "\n".join([json.dumps({**json.loads(lines[0]), "who": "somebody else"}), *lines[1:], ""]).encode()
    manifest["files"]["ledger.jsonl"] = hashlib.sha256(forged).hexdigest()
    rewrite(packed, tmp_path / "half.zip", "ledger.jsonl", forged)
    rewrite(tmp_path / "half.zip", tmp_path / "bad.zip", "manifest.json", json.dumps(manifest).encode())
    with Dossier.open(tmp_path / "copy", create=True) as copy:
        with pytest.raises(BrokenArchive, match="row 1"):
            unpack(tmp_path / "bad.zip", copy)
        assert copy.counts()["reports"] == copy.ledger_position() == 0


def test_pack_of_a_later_heldby_is_refused(packed: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(packed) as archive:
        manifest = json.loads(archive.read("manifest.json"))
    manifest["versions"]["schema"] = "9999"
    rewrite(packed, tmp_path / "later.zip", "manifest.json", json.dumps(manifest).encode())
    with Dossier.open(tmp_path / "copy", create=True) as copy, pytest.raises(BrokenArchive, match="upgrade heldby"):
        unpack(tmp_path / "later.zip", copy)


def test_unpacking_over_a_dossier_is_refused(filled: Dossier, packed: Path) -> None:
    with pytest.raises(BrokenArchive, match="already"):
        unpack(packed, filled)


def test_something_that_is_no_pack_is_refused(tmp_path: Path) -> None:
    (tmp_path / "no.zip").write_bytes(b"not a zip")
    with Dossier.open(tmp_path / "copy", create=True) as copy, pytest.raises(BrokenArchive, match="no whole pack"):
        unpack(tmp_path / "no.zip", copy)


def test_merged_dossier_holds_both_and_merging_again_changes_nothing(filled: Dossier, tmp_path: Path) -> None:
    with Dossier.open(tmp_path / "other", create=True, who="colleague") as other:
        add_capture(other, RAWA, "Rawa", "2017-11-17", source="Agency A")
        add_capture(other, "Iraqi forces took al-Qaim from IS, we hear.", "al-Qaim", None, id="heard")
        other.judge("claim", next(other.claims(place="Rawa")).id, "reject", "not that Rawa")
        known = other.known_dates()["heard"]
        merge(other, filled)
        before = filled.ledger_position()
        merge(other, filled)
    assert filled.ledger_position() == before
    assert filled.counts()["reports"] == 4 and filled.known_dates()["heard"] == known
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


def test_merge_that_was_interrupted_goes_on_where_it_was(filled: Dossier, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(merging, "BATCH", 1)
    with Dossier.open(tmp_path / "other", create=True, who="colleague") as other:
        add_capture(other, "Iraqi forces took al-Qaim from IS.", "al-Qaim", "2017-11-03", id="theirs")
        number = other.judge("claim", next(other.claims()).id, "reject", "false")
        other.undo(number, "true")
        other.retract("theirs", "withdrawn")
        real, acts_done = merging.actions.do, []

        def stop_after_two(*arguments: object, **more: object) -> object:
            if len(acts_done) == 2:
                raise KeyboardInterrupt
            acts_done.append(more["action"])
            return real(*arguments, **more)  # type: ignore[arg-type]

        monkeypatch.setattr(merging.actions, "do", stop_after_two)
        with pytest.raises(KeyboardInterrupt):
            merge(other, filled)
        monkeypatch.undo()
        assert merge(other, filled).carried == 2
        assert merge(other, filled).carried == 0
    assert [one.undone for one in filled.judgements()] == [True]
    assert "theirs" not in {claim.report for claim in filled.claims()}
    assert list(verify(filled)) == []


def test_merging_carries_what_was_done_to_reports_that_both_have(dossier: Dossier, tmp_path: Path) -> None:
    """Also where the two were read by different readers, and one report is here under another id."""
    add_capture(dossier, QAIM, "al-Qaim", "2017-11-03", id="wire-1")
    add_capture(dossier, RAWA, "Rawa", "2017-11-17", id="wire-1")
    with Dossier.open(tmp_path / "other", create=True, who="colleague") as other:
        report, original = make_report(RAWA, id="wire-1", published="2017-11-17")
        later = claim_of(report, "Iraqi forces took Rawa from IS.", reader="hand 2", type="capture", place=["Rawa"], held_as="last")
        other.add(report, original, HandReading(report, (), (later,)))
        add_capture(other, KAMAL, "Albu Kamal", "2017-11-09", id="gone")
        other.judge("claim", later.id, "reject", "not that Rawa")
        other.judge("claim", next(other.claims(place="Abu Kamal")).id, "reject", "false")
        other.retract("wire-1", "withdrawn")
        other.erase("gone", "safety")
        done = merge(other, dossier)
    assert (done.known, done.unanswered) == (1, 0)
    here = next(report.id for report in dossier.reports(retracted=True) if report.text == RAWA)
    assert here != "wire-1" and [report.text for report in dossier.reports()] == [QAIM]
    assert dossier.judgements()[0].subject in {claim.id for claim in dossier.claims(report=here, retracted=True)}
    assert {claim.reader for claim in dossier.claims(retracted=True)} == {"hand 1"}
    assert list(verify(dossier)) == []


def test_merging_tells_of_reports_that_were_erased_there_and_brings_nothing_of_them(dossier: Dossier, tmp_path: Path) -> None:
    add_capture(dossier, KAMAL, "Albu Kamal", "2017-11-09", id="gone")
    with Dossier.open(tmp_path / "other", create=True) as other:
        add_capture(other, KAMAL, "Albu Kamal", "2017-11-09", id="gone")
        other.judge("claim", next(other.claims()).id, "reject", "Zebedee was wrong")
        other.erase("gone", "safety")
        done = merge(other, dossier)
    assert done.erased_there == ["gone"] and dossier.judgements() == []
