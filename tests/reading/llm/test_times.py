"""Times that a model states."""

from __future__ import annotations

import datetime as dt

import pytest

from heldby.reading.llm.report_text import ReportText
from heldby.reading.llm.times import checked_time, parse_interval

PUBLISHED = dt.date(2017, 11, 18)
TEXT = ReportText("The army took Rawa on Friday. It had lost it in 2014 and plans to stay until 2019.")


@pytest.mark.parametrize(
    ("date", "first", "last", "precision"),
    [
        ("2017-11-17", "2017-11-17", "2017-11-17", "day"),
        ("2017-11", "2017-11-01", "2017-11-30", "month"),
        ("2016-02", "2016-02-01", "2016-02-29", "month"),
        ("2014", "2014-01-01", "2014-12-31", "year"),
        ("2017-11-13/2017-11-17", "2017-11-13", "2017-11-17", "week"),
        ("2017-03/2017-05", "2017-03-01", "2017-05-31", "season"),
        ("2014/2016", "2014-01-01", "2016-12-31", "vague"),
        ("2014/..", "2014-01-01", None, "year"),
        ("../2017-11-17", None, "2017-11-17", "day"),
        (" 2017-11-03 / 2017-11-03 ", "2017-11-03", "2017-11-03", "day"),
    ],
)
def test_date_becomes_an_interval_of_days(date: str, first: str | None, last: str | None, precision: str) -> None:
    when = checked_time({"text": "Friday", "date": date}, TEXT, PUBLISHED, "happened")
    assert when is not None
    assert [day and day.isoformat() for day in (when.first, when.last)] == [first, last]
    assert (when.precision, when.text, when.estimated) == (precision, "Friday", False)


@pytest.mark.parametrize(
    "date", ["2017-02-30", "2017-13", "0000", "../..", "..", "Friday", "17-11-2017", "2017-11-18/2017-11-17", "2017-11-17T10:00", "-5", "/"]
)
def test_impossible_dates_are_refused(date: str) -> None:
    assert parse_interval(date) is None
    assert checked_time({"text": "Friday", "date": date}, TEXT, PUBLISHED, "happened") is None


@pytest.mark.parametrize("answered", ["2017-11-17", 5, [], {}, {"text": 1}, {"text": "on Sunday", "date": "2017-11-12"}, {"date": "2017"}])
def test_time_without_words_of_the_report_is_refused(answered: object) -> None:
    assert checked_time(answered, TEXT, PUBLISHED, "happened") is None


@pytest.mark.parametrize("date", [None, ""])
def test_words_that_cannot_be_dated_are_kept(date: str | None) -> None:
    when = checked_time({"text": "on \n Friday", "date": date}, TEXT, None, "happened")
    assert when is not None and (when.text, when.first, when.last, when.precision) == ("on Friday", None, None, "vague")


@pytest.mark.parametrize(("status", "possible"), [("happened", False), ("ongoing", False), ("planned", True)])
def test_fact_is_not_later_than_the_report(status: str, possible: bool) -> None:
    assert bool(checked_time({"text": "2019", "date": "2019"}, TEXT, PUBLISHED, status)) is possible


@pytest.mark.parametrize("date", ["1066", "2099"])
def test_distant_years_are_refused(date: str) -> None:
    assert checked_time({"text": "Friday", "date": date}, TEXT, PUBLISHED, "planned") is None


def test_year_is_not_guessed_if_the_report_is_undated() -> None:
    assert checked_time({"text": "Friday", "date": "2017-11-17"}, TEXT, None, "happened") is None
    assert checked_time({"text": "2014", "date": "2014"}, TEXT, None, "happened") is not None
