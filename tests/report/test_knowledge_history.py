"""The history of places as known on each day."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heldby.model import Control, Interval
from heldby.report.knowledge_history import MAX_CUTS, build_history, thin_days

START = dt.date(2017, 11, 1)


def day(n: int) -> dt.date:
    return START + dt.timedelta(days=n)


def control(place: str, holder: str, since: int) -> Control:
    interval = Interval(first=day(since), last=None, holder=holder, side=holder, status="held", p=0.9, claims=("c",))
    return Control(place=place, id=place, lat=1.0, lon=2.0, intervals=(interval,))


def record_on(on: dt.date) -> list[Control]:
    """Return a record in which Rawa is first reported on day 2 and changes hands on day 5."""
    if on < day(2):
        return []
    return [control("Rawa", "one" if on < day(5) else "other", 2 if on < day(5) else 5)]


def test_versions_hold_only_what_was_known() -> None:
    published = {"a": day(0), "b": day(2), "c": day(3), "d": day(5)}
    known = build_history(published, record_on(day(5)), record_on)
    rawa = known.versions["Rawa"]
    assert [version.known_from for version in rawa] == [day(2), day(5)], "a day without a change has no version"
    assert [version.intervals[0].holder for version in rawa] == ["one", "other"]
    assert known.cuts == (day(0), day(2), day(3), day(5))


def test_each_cut_is_inferred_once_and_the_last_is_hindsight() -> None:
    days: list[dt.date] = []

    def as_known(on: dt.date) -> list[Control]:
        days.append(on)
        return record_on(on)

    build_history({"a": day(2), "b": day(4), "c": day(9)}, record_on(day(9)), as_known)
    assert days == [day(2), day(4)], "the last cut is hindsight"


def test_place_that_disappears_gets_an_empty_version() -> None:
    known = build_history({"a": day(1), "b": day(2)}, [], lambda on: [control("Ana", "one", 1)])
    assert [len(version.intervals) for version in known.versions["Ana"]] == [1, 0]


def test_without_as_known_there_is_hindsight_alone() -> None:
    known = build_history({"a": day(1)}, record_on(day(5)), None)
    assert known.cuts == ()
    assert [version.known_from for version in known.versions["Rawa"]] == [None]


@given(st.sets(st.integers(0, 2000), min_size=1, max_size=300), st.integers(2, MAX_CUTS))
def test_thinned_days_keep_the_first_and_the_last(numbers: set[int], most: int) -> None:
    days = [day(n) for n in sorted(numbers)]
    kept = thin_days(days, most)
    assert len(kept) == min(most, len(days)) and len(set(kept)) == len(kept)
    assert (kept[0], kept[-1]) == (days[0], days[-1])
    assert kept == sorted(kept)


@pytest.mark.parametrize("reports", [1, 5000, 1_000_000])
def test_number_of_cuts_is_bounded(reports: int) -> None:
    days: list[dt.date] = []
    known_days = {str(n): day(n % 400) for n in range(reports)}
    build_history(known_days, [], lambda on: days.append(on) or [])
    assert len(days) < MAX_CUTS
