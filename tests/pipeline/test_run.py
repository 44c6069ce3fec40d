from __future__ import annotations

import datetime as dt
import gzip
from collections.abc import Iterator
from pathlib import Path

import pytest

from heldby import pipeline, views
from heldby.pipeline import IngestCounts, IngestListener
from heldby.store import Dossier
from heldby.store.custody.verify import verify
from line_reader import REPORTS, LineReader, run_line_reader, write_reports


@pytest.fixture
def feed(tmp_path: Path) -> Path:
    return write_reports(tmp_path / "feed.jsonl", *REPORTS)


@pytest.fixture
def dossier(tmp_path: Path) -> Iterator[Dossier]:
    with Dossier.open(tmp_path / "dossier", create=True, who="tester") as opened:
        yield opened


def test_run_reads_reports_and_answers_who_holds_what(dossier: Dossier, feed: Path) -> None:
    assert run_line_reader(dossier, feed) == IngestCounts(added=4, claims=4)
    answers = {found.place: found.holder for found in views.holds(dossier, dossier.conclusions())}
    assert answers == {"Abu Kamal": "Syrian army", "Rawa": "Iraqi forces"}
    assert list(verify(dossier)) == [] and pipeline.check_conclusions(dossier) == []


def test_second_run_reads_nothing_and_changes_nothing(dossier: Dossier, feed: Path) -> None:
    run_line_reader(dossier, feed)
    before, reader = (dossier.ledger_position(), dossier.conclusions()), LineReader()
    assert run_line_reader(dossier, feed, reader=reader) == IngestCounts(known=4)
    assert (dossier.ledger_position(), dossier.conclusions()) == before and reader.seen == []


def test_run_reads_only_new_reports(dossier: Dossier, feed: Path, tmp_path: Path) -> None:
    run_line_reader(dossier, feed)
    more, reader = (
        write_reports(
            tmp_path / "more.jsonl", REPORTS[0], {"id": "e", "published": "2017-11-20", "text": "Iraqi forces took al-Qaim from IS."}
        ),
        LineReader(),
    )
    assert run_line_reader(dossier, more, reader=reader) == IngestCounts(added=1, known=1, claims=1)
    assert reader.seen == ["e"]
    assert "al-Qaim" in {found.place for found in views.holds(dossier, dossier.conclusions())}


def test_order_of_reports_does_not_change_conclusions(tmp_path: Path) -> None:
    answers = []
    for name, reports in (("forth", REPORTS), ("back", REPORTS[::-1])):
        with Dossier.open(tmp_path / name, create=True) as dossier:
            run_line_reader(dossier, write_reports(tmp_path / f"{name}.jsonl", *reports))
            answers.append(dossier.conclusions())
    assert answers[0].controls == answers[1].controls and answers[0].events == answers[1].events


def test_report_that_cannot_be_read_is_refused_by_name_and_the_others_are_read(dossier: Dossier, tmp_path: Path) -> None:
    refused: list[tuple[str, str]] = []
    feed = write_reports(
        tmp_path / "feed.jsonl", REPORTS[0], {"id": "bad", "text": "This is poison for the reader, says a note."}, REPORTS[3]
    )
    assert run_line_reader(dossier, feed, listener=IngestListener(refuse=lambda *refusal: refused.append(refusal))) == IngestCounts(
        added=2, refused=1, claims=2
    )
    assert refused == [("bad", "reading it failed (RuntimeError: it was poisoned)")]


def test_unreadable_input_is_refused_by_name_and_the_others_are_read(dossier: Dossier, feed: Path, tmp_path: Path) -> None:
    refused: list[str] = []
    (tmp_path / "empty.txt").write_bytes(b"")
    tally = run_line_reader(
        dossier,
        tmp_path / "empty.txt",
        tmp_path / "missing.txt",
        feed,
        listener=IngestListener(refuse=lambda name, _: refused.append(Path(name).name)),
    )
    assert (tally.added, tally.refused) == (4, 2) and refused == ["empty.txt", "missing.txt"]


def test_two_texts_with_the_same_id_are_both_read(dossier: Dossier, tmp_path: Path) -> None:
    feed = write_reports(tmp_path / "feed.jsonl", REPORTS[0], {**REPORTS[3], "id": "a"}, REPORTS[0])
    assert run_line_reader(dossier, feed) == IngestCounts(added=2, known=1, claims=2)
    assert {claim.report for claim in dossier.claims()} == {report.id for report in dossier.reports()}


@pytest.mark.parametrize("day", [dt.date(2017, 11, day) for day in range(8, 22)])
def test_snapshot_as_known_on_a_day_equals_a_run_on_that_day(tmp_path: Path, dossier: Dossier, feed: Path, day: dt.date) -> None:
    run_line_reader(dossier, feed)
    with Dossier.open(tmp_path / "then", create=True) as then:
        run_line_reader(then, write_reports(tmp_path / "then.jsonl", *(report for report in REPORTS if report["published"] <= str(day))))
        mine, theirs = pipeline.take_snapshot(dossier, known_on=day), pipeline.take_snapshot(then, known_on=day)
    assert mine == theirs
    claims = {claim.id: claim.report for claim in dossier.claims()}
    days = {report["id"]: report["published"] for report in REPORTS}
    assert all(days[claims[id]] <= str(day) for control in mine.controls for interval in control.intervals for id in interval.claims)


def test_answers_use_reports_of_a_run_that_stopped_before_it_concluded(dossier: Dossier, feed: Path, tmp_path: Path) -> None:
    run_line_reader(dossier, feed)
    more = write_reports(tmp_path / "more.jsonl", {"id": "e", "published": "2017-11-20", "text": "Iraqi forces took al-Qaim from IS."})
    pipeline.ingest_paths([str(more)], dossier, workers=1, reader=LineReader(), listener=IngestListener())  # type: ignore[arg-type]
    assert "al-Qaim" not in {control.place for control in dossier.conclusions().controls}
    assert "al-Qaim" in {control.place for control in pipeline.take_snapshot(dossier).controls}
    assert run_line_reader(dossier, feed) == IngestCounts(known=4)
    assert "al-Qaim" in {control.place for control in dossier.conclusions().controls}


def test_rereading_supersedes_claims_and_shows_the_differences(dossier: Dossier, tmp_path: Path) -> None:
    feed = write_reports(
        tmp_path / "feed.jsonl",
        REPORTS[0],
        {"id": "l", "published": "2017-11-18", "text": "IS lost Rawa to Iraqi forces. Iraqi forces took al-Qaim."},
    )
    run_line_reader(dossier, feed)
    assert pipeline.reread(dossier, reader=LineReader("line 2")) == 2  # type: ignore[arg-type]
    assert pipeline.reread(dossier, reader=LineReader("line 2")) == 0  # type: ignore[arg-type]
    assert {claim.reader for claim in dossier.claims()} == {"line 2"}
    assert len(list(dossier.claims(superseded=True))) == 5
    assert [(one.change, one.report, one.new) for one in views.diff_readers(dossier)] == [
        ("new", "l", "withdraw (happened): Islamic State / Iraqi forces / Rawa")
    ]
    assert list(verify(dossier)) == []


def test_families_follow_judgements() -> None:
    from heldby.judgements.judgement import Outcome

    merged, separated = Outcome("accept", None, ("a",), False), Outcome("reject", None, ("a",), False)
    assert pipeline.apply_family_judgements({"a": "a", "b": "b"}, {("merge", "a|b"): merged}) == {"a": "a", "b": "a"}
    assert pipeline.apply_family_judgements({"a": "a", "b": "a"}, {("merge", "a|b"): separated}) == {"a": "a", "b": "b"}


def rawa(dossier: Dossier) -> tuple[set[str], set[str]]:
    """Return who holds or held Rawa, and the statuses and scores of its events."""
    snapshot = pipeline.take_snapshot(dossier)
    holders = {i.holder or "" for control in snapshot.controls if control.place == "Rawa" for i in control.intervals if not i.inferred}
    return holders, {f"{one.status} {one.score}" for one in snapshot.events if any(place.name == "Rawa" for place in one.place)}


def test_judgement_of_an_event_changes_control_and_survives_new_reports(dossier: Dossier, feed: Path, tmp_path: Path) -> None:
    run_line_reader(dossier, feed)
    before = rawa(dossier)
    event = next(one for one in pipeline.take_snapshot(dossier).events if any(place.name == "Rawa" for place in one.place))
    number = dossier.judge("event", event.id, "reject", "it never happened")
    pipeline.conclude(dossier)
    assert rawa(dossier) == (set(), set())
    assert [(one.now, one.doubtful) for one in dossier.judgements()] == [(event.id, False)]
    Dossier(dossier.folder, dossier.database, "second").judge("event", event.id, "accept", "it did")
    pipeline.conclude(dossier)
    assert rawa(dossier) == before, "judgements that disagree do not count"
    dossier.undo(number, "it did happen")
    pipeline.conclude(dossier)
    assert rawa(dossier)[1] == {"happened 1.0"}
    dossier.judge("event", event.id, "correct", "they only tried", {"status": "attempted"})
    dossier.undo(number + 1, "")
    more = {**REPORTS[3], "id": "again", "text": REPORTS[3]["text"] + " Residents confirmed it by telephone, one after the other."}
    run_line_reader(dossier, write_reports(tmp_path / "more.jsonl", more))
    [now] = [one for one in pipeline.take_snapshot(dossier).events if any(place.name == "Rawa" for place in one.place)]
    assert now.id != event.id and now.status == "attempted" and len(now.claims) > len(event.claims)
    assert "tester" in now.explanation
    assert list(verify(dossier)) == pipeline.check_conclusions(dossier) == []


def test_reports_added_one_by_one_give_the_same_conclusions_as_all_at_once(dossier: Dossier, feed: Path, tmp_path: Path) -> None:
    for report in reversed(REPORTS):
        run_line_reader(dossier, write_reports(tmp_path / f"{report['id']}.jsonl", report))
    with Dossier.open(tmp_path / "at-once", create=True, who="tester") as other:
        run_line_reader(other, feed)
        assert other.conclusions() == dossier.conclusions()


def test_lost_or_damaged_inference_cache_does_not_change_conclusions(dossier: Dossier, feed: Path, tmp_path: Path) -> None:
    run_line_reader(dossier, feed)
    due = dossier.conclusions()
    file = dossier.folder / "inferred.gz"
    for rest in (None, b"no gzip", file.read_bytes()[:-9], gzip.compress(b"digest\tno record\n")):
        file.unlink()
        if rest:
            file.write_bytes(rest)
        dossier.retract("a", "to change the ledger")
        dossier.retract("a", "back", retracted=False)
        pipeline.conclude(dossier)
        assert dossier.conclusions() == due and pipeline.check_conclusions(dossier) == []
