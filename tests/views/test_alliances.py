"""Sides of actors and ties between them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from hand_reports import add_report
from heldby import pipeline, views
from heldby.store import Dossier


def test_ties_have_their_days_citations_and_number_of_sources(tmp_path: Path) -> None:
    with Dossier.open(tmp_path / "d", create=True, who="tester") as dossier:
        backs = {"kind": "relation", "type": "backs", "actor": ["Iraqi forces"], "target": ["Sheikh Column"], "status": "ongoing"}
        add_report(dossier, "Iraqi forces back the Sheikh Column.", "2017-11-02", {**backs, "source": "Colonel Said"})
        add_report(dossier, "The Sheikh Column has the backing of Iraqi forces.", "2017-11-09", backs, source="Agency B")
        fight = {"type": "clash", "actor": ["IS"], "target": ["Sheikh Column"], "place": ["Rawa"], "day": "2017-11-08"}
        add_report(dossier, "IS clashed with the Sheikh Column at Rawa.", "2017-11-08", fight)
        snapshot = pipeline.conclude(dossier)
        found = {(one.actor, one.relation, one.target): one for one in views.ties(dossier, snapshot)}
        early = views.ties(dossier, snapshot, dt.date(2017, 11, 5))
        sides = {one.actor: (one.side, one.ground) for one in views.members(dossier)}
        only = views.ties(dossier, snapshot, actor="islamic-state")
    tie = found["Iraqi forces", "backs", "Sheikh Column"]
    assert (tie.first, tie.last, tie.voices) == (dt.date(2017, 11, 2), dt.date(2017, 11, 9), 2)
    assert {sentence.speaker for sentence in tie.sentences} == {"Colonel Said", None}
    assert ("Islamic State", "fights", "Sheikh Column") in found or ("Sheikh Column", "fights", "Islamic State") in found
    assert [one.relation for one in early] == ["backs"] and [one.relation for one in only] == ["fights"]
    assert sides["Sheikh Column"] == ("government-of-iraq", "told") and sides["Islamic State"][1] == "own"
