"""Tests of what rules match."""

from __future__ import annotations

import datetime as dt

import pytest

from alerts.conftest import TODAY
from heldby import pipeline
from heldby.alerts.alert import Match
from heldby.alerts.matches import find_matches, missing_subject
from heldby.alerts.rules import RuleFile
from heldby.model import Control
from heldby.store import Dossier
from sitrep_record import add, killed


def matches(record: Dossier, today: dt.date = TODAY, controls: list[Control] | None = None, **rule: object) -> list[Match]:
    snapshot = pipeline.take_snapshot(record)
    snapshot = snapshot if controls is None else snapshot._replace(controls=controls)
    return find_matches(record, snapshot, RuleFile.model_validate({"rule": [rule]}).rule[0], today)


def test_change_of_holder_is_found_by_area_place_and_probability(record: Dossier) -> None:
    everything = matches(record, when="change of holder")
    assert [one.on.day for one in everything] == [3, 9, 17]
    assert [one.on.day for one in matches(record, when="change of holder", area="Anbar")] == [3, 17]
    assert [one.on.day for one in matches(record, when="change of holder", place="al qaim")] == [3]
    assert [one.on.day for one in matches(record, when="change of holder", place="Albu Kamal")] == [9]  # a spelling in reports
    assert [one.on.day for one in matches(record, when="change of holder", above=0.9)] == [17]
    assert everything[2].text.startswith("Control of Rawa passed from Islamic State to Iraqi forces on 17 November 2017 (probability 0.9")


@pytest.mark.parametrize("status", ["contested", "besieged"])
def test_fight_or_siege_counts_from_the_first_day_above_the_probability(status: str, record: Dossier) -> None:
    control = next(one for one in pipeline.take_snapshot(record).controls if one.place == "al-Qaim")
    held = control.intervals[-1]
    days = [dt.date(2017, 11, day) for day in (3, 6, 9, 12)]
    run = [
        held.model_copy(update={"status": state, "p": p, "first": first, "last": first + dt.timedelta(days=2)})
        for state, p, first in zip((status, status, "held", status), (0.6, 0.8, 0.9, 0.75), days, strict=True)
    ]
    changed = control.model_copy(update={"intervals": tuple(run)})
    assert [one.on.day for one in matches(record, controls=[changed], when=status, above=0.7)] == [6, 12]
    assert [one.on.day for one in matches(record, controls=[changed], when=status)] == [3, 12]
    assert matches(record, controls=[changed], when=status, above=0.8) == []
    inferred = changed.model_copy(update={"intervals": tuple(one.model_copy(update={"inferred": True}) for one in run)})
    assert matches(record, controls=[inferred], when=status) == []


def test_outlet_or_speaker_is_silent_after_some_days_and_again_later(record: Dossier) -> None:
    def days(source: str, silent: int, today: dt.date = TODAY) -> list[dt.date]:
        return [one.on for one in matches(record, today, when="silent source", source=source, days=silent)]

    # Agency B published on 3 and 18 November.
    assert days("agency b", 3) == [dt.date(2017, 11, 6), dt.date(2017, 11, 21)]
    assert days("Agency B", 7) == [dt.date(2017, 11, 10), dt.date(2017, 11, 25)]
    assert days("Agency B", 7, dt.date(2017, 11, 24)) == [dt.date(2017, 11, 10)]
    assert days("Colonel Haddad", 3) == [dt.date(2017, 11, 20)] and days("nobody", 3) == []
    assert matches(record, when="silent source", source="Agency B", days=3)[0].reports


def test_toll_is_matched_by_its_lower_bound_with_the_range_of_the_reports(record: Dossier) -> None:
    (above,) = matches(record, when="toll", above=40)
    assert (above.text, above.on) == ("Killed: at least 50 fighters in Rawa, 17 November 2017.", dt.date(2017, 11, 17))
    (both,) = matches(record, when="toll", above=20)
    assert both.text == "Killed: 30 to 50 or more fighters in Rawa, 17 November 2017." and len(both.claims) == 2
    assert len(matches(record, when="toll", above=50)) == 1  # "more than 50" has 50 as its bound
    assert matches(record, when="toll", above=51) == [] and matches(record, when="toll", above=20, figures=["wounded"]) == []
    assert matches(record, when="toll", above=20, area="Syria") == []


def test_denied_toll_is_no_toll(record: Dossier) -> None:
    text = "No 900 fighters died in Rawa."
    add(record, text, "2017-11-20", [killed(text, 900, 900, "2017-11-10", status="denied")], source="Agency B")
    assert len(matches(record, when="toll", above=20)) == 1


def test_name_that_is_not_in_the_record_is_reported(record: Dossier) -> None:
    def missing(**rule: object) -> str | None:
        return missing_subject(record, pipeline.take_snapshot(record), RuleFile.model_validate({"rule": [rule]}).rule[0])

    assert missing(when="contested", place="Atlantis") == "the record has no place “Atlantis” yet"
    assert missing(when="toll", above=1, area="Atlantis") == "the record has no area “Atlantis” yet"
    assert missing(when="silent source", source="Nobody", days=3) == "no report in the dossier is by “Nobody”"
    assert (
        missing(when="contested", place="Rawa", area="Anbar") is None and missing(when="silent source", source="Bulletin", days=3) is None
    )
