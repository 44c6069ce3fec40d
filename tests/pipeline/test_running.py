from __future__ import annotations

import datetime as dt
import gzip
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from heldby import pipeline, views
from heldby.pipeline import Tally, Watcher
from heldby.store import Dossier
from heldby.store.custody.verify import verify
from line_reader import LineReader

REPORTS = (
    {"id": "a", "published": "2017-11-09", "source": "A", "text": "Syrian army took Albu Kamal from IS."},
    {"id": "b", "published": "2017-11-12", "source": "B", "text": "IS took Abu Kamal from Syrian army."},
    {"id": "c", "published": "2017-11-19", "source": "C", "text": "Syrian army took Albu Kamal from IS."},
    {"id": "d", "published": "2017-11-17", "source": "A", "text": "Iraqi forces took Rawa from IS."},
)


@pytest.fixture
def feed(tmp_path: Path) -> Path:
    return write(tmp_path / "feed.jsonl", *REPORTS)


@pytest.fixture
def dossier(tmp_path: Path) -> Iterator[Dossier]:
    with Dossier.open(tmp_path / "dossier", create=True, who="tester") as opened:
        yield opened


def write(path: Path, *reports: dict[str, str]) -> Path:
    path.write_text("".join(json.dumps(report) + "\n" for report in reports), "utf-8")
    return path


def go(dossier: Dossier, *paths: Path, reader: LineReader | None = None, watcher: Watcher | None = None) -> Tally:
    return pipeline.run(map(str, paths), dossier, reader=reader or LineReader(), watcher=watcher)  # type: ignore[arg-type]


def test_run_reads_concludes_and_answers(dossier: Dossier, feed: Path) -> None:
    assert go(dossier, feed) == Tally(added=4, claims=4)
    answers = {found.place: found.holder for found in views.holds(dossier, dossier.conclusions())}
    assert answers == {"Abu Kamal": "Syrian army", "Rawa": "Iraqi forces"}
    assert list(verify(dossier)) == [] and pipeline.check_conclusions(dossier) == []


def test_running_again_reads_nothing_and_changes_nothing(dossier: Dossier, feed: Path) -> None:
    go(dossier, feed)
    before, reader = (dossier.through(), dossier.conclusions()), LineReader()
    assert go(dossier, feed, reader=reader) == Tally(known=4)
    assert (dossier.through(), dossier.conclusions()) == before and reader.seen == []


def test_added_reports_add_only_theirs(dossier: Dossier, feed: Path, tmp_path: Path) -> None:
    go(dossier, feed)
    more, reader = (
        write(tmp_path / "more.jsonl", REPORTS[0], {"id": "e", "published": "2017-11-20", "text": "Iraqi forces took al-Qaim from IS."}),
        LineReader(),
    )
    assert go(dossier, more, reader=reader) == Tally(added=1, known=1, claims=1)
    assert reader.seen == ["e"]
    assert "al-Qaim" in {found.place for found in views.holds(dossier, dossier.conclusions())}


def test_order_of_reading_does_not_matter_to_the_answer(tmp_path: Path) -> None:
    answers = []
    for name, reports in (("forth", REPORTS), ("back", REPORTS[::-1])):
        with Dossier.open(tmp_path / name, create=True) as dossier:
            go(dossier, write(tmp_path / f"{name}.jsonl", *reports))
            answers.append(dossier.conclusions())
    assert answers[0].controls == answers[1].controls and answers[0].events == answers[1].events


def test_report_that_breaks_the_reader_is_refused_by_name_and_the_rest_goes_on(dossier: Dossier, tmp_path: Path) -> None:
    refused: list[tuple[str, str]] = []
    feed = write(tmp_path / "feed.jsonl", REPORTS[0], {"id": "bad", "text": "This is poison for the reader, says a note."}, REPORTS[3])
    assert go(dossier, feed, watcher=Watcher(refuse=lambda *told: refused.append(told))) == Tally(added=2, refused=1, claims=2)
    assert refused == [("bad", "reading it failed (RuntimeError: it was poisoned)")]


def test_unreadable_input_is_refused_by_name_and_the_rest_goes_on(dossier: Dossier, feed: Path, tmp_path: Path) -> None:
    refused: list[str] = []
    (tmp_path / "empty.txt").write_bytes(b"")
    tally = go(
        dossier,
        tmp_path / "empty.txt",
        tmp_path / "missing.txt",
        feed,
        watcher=Watcher(refuse=lambda name, _: refused.append(Path(name).name)),
    )
    assert (tally.added, tally.refused) == (4, 2) and refused == ["empty.txt", "missing.txt"]


def test_two_texts_under_one_id_in_one_feed_are_both_read(dossier: Dossier, tmp_path: Path) -> None:
    feed = write(tmp_path / "feed.jsonl", REPORTS[0], {**REPORTS[3], "id": "a"}, REPORTS[0])
    assert go(dossier, feed) == Tally(added=2, known=1, claims=2)
    assert {claim.report for claim in dossier.claims()} == {report.id for report in dossier.reports()}


@pytest.mark.parametrize("day", [dt.date(2017, 11, day) for day in range(8, 22)])
def test_as_known_on_a_day_is_what_a_run_on_that_day_concluded(tmp_path: Path, dossier: Dossier, feed: Path, day: dt.date) -> None:
    go(dossier, feed)
    with Dossier.open(tmp_path / "then", create=True) as then:
        go(then, write(tmp_path / "then.jsonl", *(report for report in REPORTS if report["published"] <= str(day))))
        mine, theirs = pipeline.picture(dossier, known_on=day), pipeline.picture(then, known_on=day)
    assert mine == theirs
    claims = {claim.id: claim.report for claim in dossier.claims()}
    days = {report["id"]: report["published"] for report in REPORTS}
    assert all(days[claims[id]] <= str(day) for control in mine.controls for interval in control.intervals for id in interval.claims)


def test_run_that_was_ended_before_it_concluded_is_answered_from_all_that_was_read(dossier: Dossier, feed: Path, tmp_path: Path) -> None:
    go(dossier, feed)
    more = write(tmp_path / "more.jsonl", {"id": "e", "published": "2017-11-20", "text": "Iraqi forces took al-Qaim from IS."})
    pipeline.take_in([str(more)], dossier, workers=1, reader=LineReader(), watcher=Watcher())  # type: ignore[arg-type]
    assert "al-Qaim" not in {control.place for control in dossier.conclusions().controls}
    assert "al-Qaim" in {control.place for control in pipeline.picture(dossier).controls}
    assert go(dossier, feed) == Tally(known=4)
    assert "al-Qaim" in {control.place for control in dossier.conclusions().controls}


def test_reading_again_supersedes_and_shows_what_changed(dossier: Dossier, tmp_path: Path) -> None:
    feed = write(
        tmp_path / "feed.jsonl",
        REPORTS[0],
        {"id": "l", "published": "2017-11-18", "text": "IS lost Rawa to Iraqi forces. Iraqi forces took al-Qaim."},
    )
    go(dossier, feed)
    assert pipeline.reread(dossier, reader=LineReader("line 2")) == 2  # type: ignore[arg-type]
    assert pipeline.reread(dossier, reader=LineReader("line 2")) == 0  # type: ignore[arg-type]
    assert {claim.reader for claim in dossier.claims()} == {"line 2"}
    assert len(list(dossier.claims(superseded=True))) == 5
    assert [(one.change, one.report, one.new) for one in views.diff_readers(dossier)] == [
        ("new", "l", "withdraw (happened): Islamic State / Iraqi forces / Rawa")
    ]
    assert list(verify(dossier)) == []


def test_families_follow_peoples_word() -> None:
    from heldby.judgements.judgement import Standing

    together, apart = Standing("accept", None, ("a",), False), Standing("reject", None, ("a",), False)
    assert pipeline.judge_families({"a": "a", "b": "b"}, {("merge", "a|b"): together}) == {"a": "a", "b": "a"}
    assert pipeline.judge_families({"a": "a", "b": "a"}, {("merge", "a|b"): apart}) == {"a": "a", "b": "b"}


def rawa(dossier: Dossier) -> tuple[set[str], set[str]]:
    """Who holds or held Rawa, and the scores and statuses of its events."""
    picture = pipeline.picture(dossier)
    holders = {i.holder or "" for control in picture.controls if control.place == "Rawa" for i in control.intervals if not i.inferred}
    return holders, {f"{one.status} {one.score}" for one in picture.events if any(place.name == "Rawa" for place in one.place)}


def test_event_judged_is_judged_in_control_and_keeps_its_judgement_as_reports_come_in(dossier: Dossier, feed: Path, tmp_path: Path) -> None:
    go(dossier, feed)
    before = rawa(dossier)
    event = next(one for one in pipeline.picture(dossier).events if any(place.name == "Rawa" for place in one.place))
    number = dossier.judge("event", event.id, "reject", "it never happened")
    pipeline.conclude(dossier)
    assert rawa(dossier) == (set(), set())
    assert [(one.now, one.doubtful) for one in dossier.judgements()] == [(event.id, False)]
    Dossier(dossier.folder, dossier.database, "second").judge("event", event.id, "accept", "it did")
    pipeline.conclude(dossier)
    assert rawa(dossier) == before, "people disagree, so nothing of it counts"
    dossier.undo(number, "it did happen")
    pipeline.conclude(dossier)
    assert rawa(dossier)[1] == {"happened 1.0"}
    dossier.judge("event", event.id, "correct", "they only tried", {"status": "attempted"})
    dossier.undo(number + 1, "")
    more = {**REPORTS[3], "id": "again", "text": REPORTS[3]["text"] + " Residents confirmed it by telephone, one after the other."}
    go(dossier, write(tmp_path / "more.jsonl", more))
    [now] = [one for one in pipeline.picture(dossier).events if any(place.name == "Rawa" for place in one.place)]
    assert now.id != event.id and now.status == "attempted" and len(now.claims) > len(event.claims)
    assert "tester" in now.explanation
    assert list(verify(dossier)) == pipeline.check_conclusions(dossier) == []


def test_reports_that_come_one_by_one_lead_where_all_at_once_lead(dossier: Dossier, feed: Path, tmp_path: Path) -> None:
    for report in reversed(REPORTS):
        go(dossier, write(tmp_path / f"{report['id']}.jsonl", report))
    with Dossier.open(tmp_path / "at-once", create=True, who="tester") as other:
        go(other, feed)
        assert other.conclusions() == dossier.conclusions()


def test_what_is_remembered_of_places_may_be_lost_or_damaged(dossier: Dossier, feed: Path, tmp_path: Path) -> None:
    go(dossier, feed)
    due = dossier.conclusions()
    file = dossier.folder / "inferred.gz"
    for rest in (None, b"no gzip", file.read_bytes()[:-9], gzip.compress(b"digest\tno record\n")):
        file.unlink()
        if rest:
            file.write_bytes(rest)
        dossier.retract("a", "to conclude anew")
        dossier.retract("a", "back", retracted=False)
        pipeline.conclude(dossier)
        assert dossier.conclusions() == due and pipeline.check_conclusions(dossier) == []
