"""Tests of merging: what comes over from another dossier, and what does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from dossier_making import HandReading, claim_of, make_report
from dossier_samples import KAMAL, QAIM, RAWA, add_capture, fill
from heldby.store import Dossier
from heldby.store.custody import merge as merging
from heldby.store.custody.merge import merge
from heldby.store.custody.verify import verify


def test_merging_adds_reports_and_judgements_and_merging_again_changes_nothing(filled: Dossier, tmp_path: Path) -> None:
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


def test_merging_gives_another_text_with_the_same_id_an_id_of_its_own(dossier: Dossier, tmp_path: Path) -> None:
    add_capture(dossier, RAWA, "Rawa", "2017-11-17", id="wire-1")
    with Dossier.open(tmp_path / "other", create=True) as other:
        add_capture(other, "Iraqi forces took al-Qaim from IS.", "al-Qaim", "2017-11-03", id="wire-1")
        fill(other)
        merge(other, dossier)
    ids = [report.id for report in dossier.reports()]
    assert len(ids) == 5 and ids[1].startswith("wire-1~")
    assert all(claim.report in ids for claim in dossier.claims())
    assert list(verify(dossier)) == []


def test_interrupted_merge_continues(filled: Dossier, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(merging, "BATCH_SIZE", 1)
    with Dossier.open(tmp_path / "other", create=True, who="colleague") as other:
        add_capture(other, "Iraqi forces took al-Qaim from IS.", "al-Qaim", "2017-11-03", id="theirs")
        number = other.judge("claim", next(other.claims()).id, "reject", "false")
        other.undo(number, "true")
        other.retract("theirs", "withdrawn")
        real, actions_done = merging.actions.record_action, []

        def stop_after_two(*arguments: object, **more: object) -> object:
            if len(actions_done) == 2:
                raise KeyboardInterrupt
            actions_done.append(more["action"])
            return real(*arguments, **more)  # type: ignore[arg-type]

        monkeypatch.setattr(merging.actions, "record_action", stop_after_two)
        with pytest.raises(KeyboardInterrupt):
            merge(other, filled)
        monkeypatch.undo()
        assert merge(other, filled).merged == 2
        assert merge(other, filled).merged == 0
    assert [one.undone for one in filled.judgements()] == [True]
    assert "theirs" not in {claim.report for claim in filled.claims()}
    assert list(verify(filled)) == []


def test_merging_applies_actions_to_reports_that_both_have(dossier: Dossier, tmp_path: Path) -> None:
    """Their readings may be by different readers, and one report may have another id here."""
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
    assert (done.already_there, done.unmatched) == (1, 0)
    here = next(report.id for report in dossier.reports(retracted=True) if report.text == RAWA)
    assert here != "wire-1" and [report.text for report in dossier.reports()] == [QAIM]
    assert dossier.judgements()[0].subject in {claim.id for claim in dossier.claims(report=here, retracted=True)}
    assert {claim.reader for claim in dossier.claims(retracted=True)} == {"hand 1"}
    assert list(verify(dossier)) == []


def test_merging_names_reports_erased_in_the_other_dossier_and_adds_nothing_of_them(dossier: Dossier, tmp_path: Path) -> None:
    add_capture(dossier, KAMAL, "Albu Kamal", "2017-11-09", id="gone")
    with Dossier.open(tmp_path / "other", create=True) as other:
        add_capture(other, KAMAL, "Albu Kamal", "2017-11-09", id="gone")
        other.judge("claim", next(other.claims()).id, "reject", "Zebedee was wrong")
        other.erase("gone", "safety")
        done = merge(other, dossier)
    assert done.erased_in_source == ["gone"] and dossier.judgements() == []


def test_merging_unpacks_no_more_of_a_larger_dossier(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fill_with(folder: str, prefix: str, count: int) -> Dossier:
        made = Dossier.open(tmp_path / folder, create=True, who="tester")
        for number in range(count):
            report, original = make_report(f"Iraqi forces took Rawa from IS in report {prefix}{number}.", id=f"{prefix}{number}")
            made.add(report, original, HandReading(report), reader="hand 1")
        return made

    unpacked, unpack = [], merging.ledger.unpack
    monkeypatch.setattr(merging.ledger, "unpack", lambda payload: unpacked.append(1) or unpack(payload))
    work = []
    for size in (2, 40):
        with fill_with(f"target{size}", "t", size) as target, fill_with(f"source{size}", "s", 3) as source:
            unpacked.clear()
            assert merge(source, target).merged == 3 and merge(source, target).merged == 0
            work.append(len(unpacked))
    assert work[0] == work[1]
