"""The picture as a whole: what changed, who is with whom, who is borne out, how much each side holds."""

from __future__ import annotations

import datetime as dt

from dossier_making import HandReading, claim_of, make_report
from dossier_samples import add_capture
from heldby import pipeline, views
from heldby.store import Dossier


def tell(dossier: Dossier, text: str, day: str, *claims: dict[str, object], source: str = "Agency A") -> None:
    """A report all of whose claims stand on its whole text."""
    report, original = make_report(text, published=day, source=source)
    dossier.add(report, original, HandReading(report, (), tuple(claim_of(report, text, **fields) for fields in claims)))


def test_changes_tell_flips_withdrawals_silent_sources_and_what_is_seen_otherwise(tmp_path):
    with Dossier.open(tmp_path / "d", create=True, who="tester") as dossier:
        holds = {"kind": "control", "type": "holds", "actor": ["IS"], "place": ["Rawa"]}
        for day in ("2017-10-01", "2017-10-02", "2017-10-03"):
            tell(dossier, f"IS holds Rawa, {day}.", day, holds, source="Old Wire")
        add_capture(dossier, "Iraqi forces took Rawa from IS. It fell at once.", "Rawa", "2017-11-17", source="Agency B", id="r1")
        add_capture(dossier, "Iraqi forces took al-Qaim from IS. Wrongly told.", "al-Qaim", "2017-11-03", source="Agency B", id="r2")
        dossier.retract("r2", "false")
        pipeline.conclude(dossier)
        then = pipeline.take_snapshot(dossier, known_on=dt.date(2017, 11, 1))
        found = views.changes(dossier, pipeline.take_snapshot(dossier), dt.date(2017, 11, 1), then=then)
        told = {(one.kind, one.what): one for one in found}
    flip = told["flip", "Rawa"]
    assert (flip.before, flip.after, flip.on) == ("Islamic State", "Iraqi forces", dt.date(2017, 11, 17)) and flip.claims
    assert told["retracted", "r2"].after == "retracted: false"
    assert told["source_silent", "Old Wire"].on == dt.date(2017, 10, 3)
    assert not any(one.what == "al-Qaim" and one.kind != "retracted" for one in found)


def test_a_day_that_is_seen_otherwise_in_hindsight_is_told_as_revised(tmp_path):
    with Dossier.open(tmp_path / "d", create=True, who="tester") as dossier:
        tell(dossier, "IS holds Rawa.", "2017-11-01", {"kind": "control", "type": "holds", "actor": ["IS"], "place": ["Rawa"]})
        fields = {"type": "capture", "actor": ["Iraqi forces"], "target": ["IS"], "place": ["Rawa"], "day": "2017-10-25"}
        tell(dossier, "Iraqi forces took Rawa on October 25.", "2017-11-10", fields, source="Agency B")
        tell(dossier, "It was two weeks ago that the town fell to Baghdad, residents now say.", "2017-11-11", fields, source="Agency C")
        tell(dossier, "Late October saw IS driven out of Rawa by an army column.", "2017-11-12", fields, source="Agency D")
        since = dt.date(2017, 11, 5)
        then = pipeline.take_snapshot(dossier, known_on=since)
        (revised,) = [one for one in views.changes(dossier, pipeline.take_snapshot(dossier), since, then=then) if one.kind == "revised"]
    assert (revised.what, revised.before, revised.after) == ("Rawa", "Islamic State", "Iraqi forces")


def test_camps_tell_who_is_what_to_whom_since_when_and_who_says_so(tmp_path):
    with Dossier.open(tmp_path / "d", create=True, who="tester") as dossier:
        backs = {"kind": "relation", "type": "backs", "actor": ["Iraqi forces"], "target": ["Sheikh Column"], "status": "ongoing"}
        tell(dossier, "Iraqi forces back the Sheikh Column.", "2017-11-02", {**backs, "source": "Colonel Said"})
        tell(dossier, "The Sheikh Column has the backing of Iraqi forces.", "2017-11-09", backs, source="Agency B")
        fight = {"type": "clash", "actor": ["IS"], "target": ["Sheikh Column"], "place": ["Rawa"], "day": "2017-11-08"}
        tell(dossier, "IS clashed with the Sheikh Column at Rawa.", "2017-11-08", fight)
        drawn = pipeline.conclude(dossier)
        found = {(one.actor, one.relation, one.target): one for one in views.ties(dossier, drawn)}
        early = views.ties(dossier, drawn, dt.date(2017, 11, 5))
        grounds = {one.actor: (one.side, one.ground) for one in views.members(dossier)}
        only = views.ties(dossier, drawn, actor="islamic-state")
    tie = found["Iraqi forces", "backs", "Sheikh Column"]
    assert (tie.first, tie.last, tie.voices) == (dt.date(2017, 11, 2), dt.date(2017, 11, 9), 2)
    assert {sentence.speaker for sentence in tie.sentences} == {"Colonel Said", None}
    assert ("Islamic State", "fights", "Sheikh Column") in found or ("Sheikh Column", "fights", "Islamic State") in found
    assert [one.relation for one in early] == ["backs"] and [one.relation for one in only] == ["fights"]
    assert grounds["Sheikh Column"] == ("government-of-iraq", "told") and grounds["Islamic State"][1] == "own"


def test_shares_are_of_places_people_and_land_and_stand_beside_what_is_claimed(record: Dossier):
    drawn = record.conclusions()
    found = views.shares(drawn, dt.date(2017, 11, 20))
    assert {one.measure for one in found} >= {"places", "land"}
    assert all(one.low <= one.likeliest <= one.high <= one.of for one in found)
    iraq = next(one for one in found if one.measure == "places" and one.side == "government-of-iraq")
    assert (iraq.high, iraq.of) == (2, 3)


def test_an_outlet_that_could_not_be_judged_is_listed_as_such(record: Dossier):
    found = views.sources(record, pipeline.rate_sources(record, record.conclusions()))
    assert {(one.source, one.reports) for one in found if one.kind == "outlet"} == {("Agency A", 1), ("Agency B", 1), ("Agency C", 1)}
    assert all(one.estimate is None for one in found if one.agreed + one.against == 0)
