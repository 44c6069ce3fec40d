"""What changed since a day."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from dossier_samples import add_capture
from hand_reports import add_report
from heldby import pipeline, views
from heldby.store import Dossier


def test_changes_list_flips_retractions_and_silent_outlets(tmp_path: Path) -> None:
    with Dossier.open(tmp_path / "d", create=True, who="tester") as dossier:
        holds = {"kind": "control", "type": "holds", "actor": ["IS"], "place": ["Rawa"]}
        for day in ("2017-10-01", "2017-10-02", "2017-10-03"):
            add_report(dossier, f"IS holds Rawa, {day}.", day, holds, source="Old Wire")
        add_capture(dossier, "Iraqi forces took Rawa from IS. It fell at once.", "Rawa", "2017-11-17", source="Agency B", id="r1")
        add_capture(dossier, "Iraqi forces took al-Qaim from IS. It was wrong.", "al-Qaim", "2017-11-03", source="Agency B", id="r2")
        dossier.retract("r2", "false")
        pipeline.conclude(dossier)
        then = pipeline.take_snapshot(dossier, known_on=dt.date(2017, 11, 1))
        listed = views.changes(dossier, pipeline.take_snapshot(dossier), dt.date(2017, 11, 1), then=then)
        found = {(one.kind, one.what): one for one in listed}
    flip = found["flip", "Rawa"]
    assert (flip.before, flip.after, flip.on) == ("Islamic State", "Iraqi forces", dt.date(2017, 11, 17)) and flip.claims
    assert found["retracted", "r2"].after == "retracted: false"
    assert found["source_silent", "Old Wire"].on == dt.date(2017, 10, 3)
    assert not any(one.what == "al-Qaim" and one.kind != "retracted" for one in listed)


def test_holder_that_hindsight_changes_is_listed_as_revised(tmp_path: Path) -> None:
    with Dossier.open(tmp_path / "d", create=True, who="tester") as dossier:
        add_report(dossier, "IS holds Rawa.", "2017-11-01", {"kind": "control", "type": "holds", "actor": ["IS"], "place": ["Rawa"]})
        fields = {"type": "capture", "actor": ["Iraqi forces"], "target": ["IS"], "place": ["Rawa"], "day": "2017-10-25"}
        add_report(dossier, "Iraqi forces took Rawa on October 25.", "2017-11-10", fields, source="Agency B")
        add_report(
            dossier, "It was two weeks ago that the town fell to Baghdad, residents now say.", "2017-11-11", fields, source="Agency C"
        )
        add_report(dossier, "Late October saw IS driven out of Rawa by an army column.", "2017-11-12", fields, source="Agency D")
        since = dt.date(2017, 11, 5)
        then = pipeline.take_snapshot(dossier, known_on=since)
        (revised,) = [one for one in views.changes(dossier, pipeline.take_snapshot(dossier), since, then=then) if one.kind == "revised"]
    assert (revised.what, revised.before, revised.after) == ("Rawa", "Islamic State", "Iraqi forces")
