"""Settings files and judgements change conclusions, are recorded in the ledger, and can be undone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from dossier_making import HandReading
from heldby import pipeline, views
from heldby.errors import BadConfigFile, UnknownRecord
from heldby.model import Report
from heldby.store import Dossier
from heldby.store.custody.verify import verify
from line_reader import REPORTS, LineReader, run_line_reader, write_reports


@pytest.fixture
def dossier(tmp_path: Path):
    with Dossier.open(tmp_path / "dossier", create=True, who="tester") as opened:
        run_line_reader(opened, write_reports(tmp_path / "feed.jsonl", *REPORTS))
        yield opened


class OtherIds(LineReader):
    """Makes the same claims with other ids."""

    def read(self, report: Report) -> HandReading:
        found = super().read(report)
        return replace(found, claims=tuple(claim.model_copy(update={"id": f"again-{claim.id}"}) for claim in found.claims))


def side_of(dossier: Dossier, place: str) -> str | None:
    return views.holds(dossier, pipeline.take_snapshot(dossier), place)[0].side


def test_sides_toml_overrides_a_side_from_a_day_on_and_an_empty_file_removes_it(dossier: Dossier):
    before = dossier.conclusions()
    file = dossier.folder / "sides.toml"
    file.write_text('government-of-iraq = [{side = "the-victors", first = 2017-11-15}]\n', "utf-8")
    assert side_of(dossier, "Rawa") == "the-victors"
    assert [one.side for one in views.members(dossier) if one.id == "government-of-iraq"] == ["the-victors"]
    pipeline.conclude(dossier)
    assert list(verify(dossier)) == [] and pipeline.check_conclusions(dossier) == []
    file.write_text("", "utf-8")
    assert pipeline.conclude(dossier) == before


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("sides", "islamic-state = 3"),
        ("sides", 'islamic-state = [{camp = "x"}]'),
        ("sides", 'islamic-state = [{side = "x", first = "yesterday"}]'),
        ("sides", "not toml"),
        ("sources", 'Wire = "good"'),
        ("sources", "Wire = 1.2"),
    ],
)
def test_invalid_settings_file_is_named_and_changes_nothing(dossier: Dossier, name: str, text: str):
    before = dossier.ledger_position()
    (dossier.folder / f"{name}.toml").write_text(text, "utf-8")
    with pytest.raises(BadConfigFile, match=f"{name}.toml"):
        pipeline.conclude(dossier)
    assert dossier.ledger_position() == before


def test_source_with_low_reliability_in_sources_toml_counts_less(dossier: Dossier):
    (before,) = views.holds(dossier, pipeline.take_snapshot(dossier), "Rawa")
    (dossier.folder / "sources.toml").write_text("A = 0.3\n", "utf-8")
    (after,) = views.holds(dossier, pipeline.take_snapshot(dossier), "Rawa")
    assert (after.p or 0) < (before.p or 0)
    snapshot = pipeline.take_snapshot(dossier)
    assert {one.source: one.fixed for one in views.sources(dossier, pipeline.rate_sources(dossier, snapshot))} == {
        "A": 0.3,
        "B": None,
        "C": None,
    }


def test_merged_and_rejected_events_stay_so_after_rereading(dossier: Dossier):
    first, last, rawa = (next(e for e in dossier.conclusions().events if report in e.reports) for report in ("a", "c", "d"))
    assert first.id != last.id
    number = dossier.judge("event", f"{first.id}|{last.id}", "accept", "one battle")
    assert [event.reports for event in pipeline.conclude(dossier).events if "a" in event.reports] == [("a", "c")]
    pipeline.reread(dossier, everything=True, reader=LineReader("line 2"))  # type: ignore[arg-type]
    (joined,) = [event for event in dossier.conclusions().events if "a" in event.reports]
    assert joined.reports == ("a", "c") and "a person's word" in joined.explanation
    dossier.undo(number, "two battles")
    assert ("a", "c") not in {event.reports for event in pipeline.conclude(dossier).events}
    dossier.judge("event", rawa.id, "reject", "it is another war")
    pipeline.reread(dossier, everything=True, reader=LineReader("line 2"))  # type: ignore[arg-type]
    assert all("d" not in event.reports for event in dossier.conclusions().events)
    with pytest.raises(UnknownRecord):
        dossier.judge("event", f"{first.id}|no-such-event", "accept", "one battle")


def test_claim_can_be_separated_from_its_event(tmp_path: Path):
    twice = [{**REPORTS[3], "id": name, "source": name} for name in ("x", "y")]
    with Dossier.open(tmp_path / "two", create=True, who="tester") as opened:
        run_line_reader(opened, write_reports(tmp_path / "two.jsonl", *twice))
        (event,) = opened.conclusions().events
        opened.judge("event", f"{event.claims[0]}|{event.id}", "reject", "two towns of one name")
        assert [found.reports for found in pipeline.conclude(opened).events] != [event.reports]
        assert len(opened.conclusions().events) == 2


def test_retracted_report_leaves_conclusions_as_if_it_had_never_been_added(dossier: Dossier, tmp_path: Path):
    with Dossier.open(tmp_path / "without", create=True) as without:
        run_line_reader(without, write_reports(tmp_path / "without.jsonl", *(report for report in REPORTS if report["id"] != "b")))
        theirs = without.conclusions()
    before = dossier.conclusions()
    dossier.retract("b", "withsnapshot by its outlet")
    mine = pipeline.conclude(dossier)
    assert (mine.events, mine.controls, mine.contradictions) == (theirs.events, theirs.controls, theirs.contradictions)
    assert list(verify(dossier)) == []
    dossier.retract("b", "it stands after all", retracted=False)
    assert pipeline.conclude(dossier) == before


def test_events_list_the_claims_that_contradict_theirs(dossier: Dossier):
    snapshot = dossier.conclusions()
    at_odds = {claim for one in snapshot.contradictions if len(one.claims) > 1 for claim in one.claims}
    for event in snapshot.events:
        assert bool(event.contradicts) == bool(at_odds & set(event.claims) and not at_odds <= set(event.claims))
        assert not set(event.contradicts) & set(event.claims)


def test_two_people_can_merge_events_in_either_order(dossier: Dossier):
    first, last = (next(e for e in dossier.conclusions().events if report in e.reports) for report in ("a", "c"))
    dossier.configure("second-approval", "yes")
    dossier.judge("event", f"{first.id}|{last.id}", "accept", "one battle")
    assert ("a", "c") not in {event.reports for event in pipeline.conclude(dossier).events}
    Dossier(dossier.folder, dossier.database, "second").judge("event", f"{last.id}|{first.id}", "accept", "so it is")
    assert ("a", "c") in {event.reports for event in pipeline.conclude(dossier).events}
    with pytest.raises(ValueError, match="not corrected"):
        dossier.judge("event", f"{first.id}|{last.id}", "correct", "", {"status": "attempted"})


def test_event_can_be_judged_by_the_id_of_one_of_its_claims(dossier: Dossier):
    rawa = next(event for event in dossier.conclusions().events if "d" in event.reports)
    dossier.judge("event", rawa.claims[0], "reject", "it is another war")
    assert all("d" not in event.reports for event in pipeline.conclude(dossier).events)
    assert [one.subject for one in dossier.judgements()] == [rawa.id]


def test_judgements_of_events_still_verify_after_a_report_is_erased(dossier: Dossier):
    first, last, rawa = (next(e for e in dossier.conclusions().events if report in e.reports) for report in ("a", "c", "d"))
    dossier.judge("event", f"{first.id}|{last.id}", "accept", "one battle")
    dossier.judge("event", rawa.id, "accept", "so it was")
    pipeline.reread(dossier, everything=True, reader=OtherIds("line 2"))  # type: ignore[arg-type]
    assert ("a", "c") in {event.reports for event in dossier.conclusions().events}
    for report in ("a", "d"):
        dossier.erase(report, "for the safety of its source")
    pipeline.conclude(dossier)
    assert list(verify(dossier)) == pipeline.check_conclusions(dossier) == []
    assert [one.subject for one in dossier.judgements()] == [rawa.id]
