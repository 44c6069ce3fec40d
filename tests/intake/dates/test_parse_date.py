"""Tests of parsing dates."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heldby.intake.dates.parse_date import Ambiguous, parse_date

THIRD = dt.date(2017, 11, 3)


@pytest.mark.parametrize(
    "written",
    [
        "2017-11-03",
        "2017-11-03T10:15:00Z",
        "2017-11-03 23:59:59.123456+03:00",
        "3 November 2017",
        "3rd of November, 2017",
        "03-Nov-2017",
        "Nov 3, 2017",
        "Nov. 3rd, 2017 10:15 a.m. GMT",
        "Friday, November 3, 2017",
        "Fri 3 Nov 2017 10.15 GMT",
        "Fri, 03 Nov 2017 10:15:00 +0300",
        "2017/11/03",
        "20171103",
        "20171103T101500Z",
        "Fri Nov  3 2017",
    ],
)
def test_dates_of_people_and_machines_are_parsed(written: str) -> None:
    assert parse_date(written) == THIRD


@pytest.mark.parametrize(
    "written", ["", "2017", "November 2017", "2017-13-40", "31 February 2017", "Thursday", "3 November", "the 3rd", "12345678901234", "n/a"]
)
def test_other_strings_are_no_date(written: str) -> None:
    assert parse_date(written) is None


def test_numeric_date_must_have_only_one_reading() -> None:
    assert parse_date("25/11/2017") == parse_date("11/25/2017") == dt.date(2017, 11, 25)
    assert parse_date("11.11.2017") == dt.date(2017, 11, 11)
    with pytest.raises(Ambiguous, match="may be 2017-11-03 or 2017-03-11"):
        parse_date("03/11/2017")


@given(st.dates(dt.date(1900, 1, 1), dt.date(2099, 12, 31)))
def test_every_day_is_parsed_in_common_formats(day: dt.date) -> None:
    for form in ("%Y-%m-%d", "%d %B %Y", "%b %d, %Y", "%A, %B %d, %Y", "%Y%m%d", "%a, %d %b %Y 00:00:00 +0000"):
        assert parse_date(day.strftime(form)) == day


@given(st.text(max_size=80))
def test_any_string_gives_a_date_or_none(written: str) -> None:
    with suppress(Ambiguous):
        assert parse_date(written) is None or isinstance(parse_date(written), dt.date)
