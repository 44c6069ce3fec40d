"""The example, end to end: who held what, in hindsight and as known, as its own table (expected.toml) answers."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from heldby import pipeline, views
from heldby.reference import actors
from heldby.store import Dossier

EXAMPLE = Path(__file__).resolve().parent.parent / "examples" / "euphrates-2017"
ROWS: list[dict[str, Any]] = tomllib.loads((EXAMPLE / "expected.toml").read_text("utf-8"))["hold"]
RIGHT = 43
"""Rows of the table that must be answered rightly; it may be raised, never lowered."""


@pytest.fixture(scope="module")
def dossier(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dossier]:
    with Dossier.open(tmp_path_factory.mktemp("example") / "dossier", create=True) as opened:
        pipeline.run([str(EXAMPLE)], opened)
        yield opened


def held(dossier: Dossier, row: dict[str, Any]) -> bool:
    """Whether the answer to a row of the table is the side that it names."""
    try:
        found = views.holds(dossier, pipeline.picture(dossier, known_on=row.get("known_on")), row["place"], row["on"])
    except (views.UnknownPlace, views.AmbiguousPlace):
        return False
    return bool(found) and found[0].side == actors.load().side(row["holder"], row["on"], country=found[0].country)


def test_the_table_is_answered(dossier: Dossier):
    wrong = [f"{row['place']} on {row['on']} as known {row.get('known_on', 'in hindsight')}" for row in ROWS if not held(dossier, row)]
    assert len(ROWS) - len(wrong) >= RIGHT, wrong


def test_every_change_of_hands_of_abu_kamal_is_right(dossier: Dossier):
    rows = [row for row in ROWS if row["place"] == "Abu Kamal"]
    assert len(rows) >= 5
    assert [row for row in rows if not held(dossier, row)] == []


def test_no_answer_rests_on_what_was_published_later(dossier: Dossier):
    """Asked with the knowledge of each day from the first report to the last."""
    published, dated = dossier.published(), sorted(filter(None, dossier.dated().values()))
    for day in range((dated[-1] - dated[0]).days + 1):
        known_on = dated[0] + dt.timedelta(day)
        picture = pipeline.picture(dossier, known_on=known_on)
        claims = dossier.claims_by_id(id for control in picture.controls for interval in control.intervals for id in interval.claims)
        assert all(published[claim.report] <= known_on for claim in claims.values())
        assert all(i.first is None or i.first <= known_on for control in picture.controls for i in control.intervals)
        told = {claim.id for claim in dossier.claims(known_on=known_on)}
        assert {id for event in picture.events for id in event.claims} | {id for one in picture.contradictions for id in one.claims} <= told


def test_the_undated_report_dates_nothing(dossier: Dossier):
    undated = {report for report, day in dossier.dated().items() if day is None}
    assert undated
    for control in pipeline.picture(dossier).controls:
        for interval in control.intervals:
            claims = dossier.claims_by_id(interval.claims)
            if claims and all(claim.report in undated and not (claim.when and claim.when.first) for claim in claims.values()):
                assert (interval.first, interval.last) == (None, None)


def test_a_copy_is_the_same_voice(dossier: Dossier):
    by_path = {Path(report.path or "").name: report.id for report in dossier.reports()}
    families = dossier.families()
    assert families[by_path["2017-10-16-kirkuk.txt"]] == families[by_path["2017-10-16-kirkuk-copy.html"]]
