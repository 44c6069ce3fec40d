"""The time expressions of a report."""

from __future__ import annotations

import datetime as dt
import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from heldby.reading.mentions.times import TimeMention, find_times
from heldby.reading.parse.model.load import load_model

FRIDAY = dt.date(2017, 11, 3)


def times(text: str, published: dt.date | None = FRIDAY, title: str | None = None) -> list[TimeMention]:
    return find_times(load_model()(text), published, title=title)


def days(text: str, published: dt.date | None = FRIDAY, title: str | None = None) -> list[tuple[str, str, str]]:
    """Return (words, first, last) of each time, "-" for None."""
    return [(t.when.text, str(t.when.first or "-"), str(t.when.last or "-")) for t in times(text, published, title)]


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("Nov. 3, 2017", "2017-11-03", "2017-11-03"),
        ("3 November 2017", "2017-11-03", "2017-11-03"),
        ("2017-11-03", "2017-11-03", "2017-11-03"),
        ("13/11/2017", "2017-11-13", "2017-11-13"),
        ("03.11.2017", "2017-11-03", "2017-11-03"),
        ("November 2017", "2017-11-01", "2017-11-30"),
        ("mid-November 2016", "2016-11-11", "2016-11-20"),
        ("3 to 5 March 2016", "2016-03-03", "2016-03-05"),
        ("spring 2016", "2016-03-01", "2016-05-31"),
        ("the winter of 2015", "2015-12-01", "2016-02-29"),
        ("the 1990s", "1990-01-01", "1999-12-31"),
        ("the 19th century", "1800-01-01", "1899-12-31"),
        ("the first quarter of 2016", "2016-01-01", "2016-03-31"),
        ("the first week of March 2016", "2016-03-01", "2016-03-07"),
        ("2014", "2014-01-01", "2014-12-31"),
    ],
)
def test_date_with_year_gives_its_days(words: str, first: str, last: str) -> None:
    assert days(f"The rebels took the town in {words}.", None) == [(words, first, last)]


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("yesterday", "2017-11-02", "2017-11-02"),
        ("last week", "2017-10-23", "2017-10-29"),
        ("last month", "2017-10-01", "2017-10-31"),
        ("earlier this month", "2017-11-01", "2017-11-03"),
        ("two days ago", "2017-11-01", "2017-11-01"),
        ("last night", "2017-11-02", "2017-11-02"),
        ("last year", "2016-01-01", "2016-12-31"),
    ],
)
def test_relative_time_counts_from_publication(words: str, first: str, last: str) -> None:
    assert days(f"Government troops shelled the village {words}.") == [(words, first, last)]


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("the day before yesterday", "2017-11-01", "2017-11-01"),
        ("the Friday before last", "2017-10-20", "2017-10-20"),
        ("the week before last", "2017-10-16", "2017-10-22"),
        ("the weekend before last", "2017-10-21", "2017-10-22"),
        ("the night before last", "2017-11-01", "2017-11-01"),
        ("two days before yesterday", "2017-10-31", "2017-10-31"),
        ("two nights ago", "2017-11-01", "2017-11-01"),
        ("a week ago on Monday", "2017-10-23", "2017-10-23"),
        ("the past five days", "2017-10-30", "2017-11-03"),
        ("two Mondays ago", "2017-10-23", "2017-10-23"),
        ("three Fridays ago", "2017-10-13", "2017-10-13"),
        ("72 hours ago", "2017-10-31", "2017-10-31"),
        ("the 20th of last month", "2017-10-20", "2017-10-20"),
        ("the 2nd of this month", "2017-11-02", "2017-11-02"),
        ("overnight into Wednesday", "2017-10-31", "2017-11-01"),
        ("overnight from Monday into Tuesday", "2017-10-30", "2017-10-31"),
        ("the first half of October", "2017-10-01", "2017-10-15"),
        ("4 or 5 October", "2017-10-04", "2017-10-05"),
        ("New Year's Eve", "2016-12-31", "2016-12-31"),
        ("the autumn of last year", "2016-09-01", "2016-11-30"),
        ("7-Feb-15", "2015-02-07", "2015-02-07"),
        ("7 Feb 15", "2015-02-07", "2015-02-07"),
        ("Nov. 19, '16", "2016-11-19", "2016-11-19"),
        ("19-11-2016", "2016-11-19", "2016-11-19"),
        ("2016/11/19", "2016-11-19", "2016-11-19"),
    ],
)
def test_counted_or_named_time_gives_its_days(words: str, first: str, last: str) -> None:
    assert days(f"The rebels shelled the base {words}.") == [(words, first, last)]


@pytest.mark.parametrize(
    ("words", "extent"),
    [
        ("in early October", ("2017-10-01", "2017-10-16")),
        ("in late 2016", ("2016-01-01", "2016-12-31")),
        ("at the end of last month", ("2017-10-16", "2017-10-31")),
        ("at the start of this year", ("2017-01-01", "2017-01-31")),
        ("in mid-October", ("2017-10-08", "2017-10-23")),
        ("this week", ("2017-10-30", "2017-11-03")),
        ("two weeks ago", ("2017-10-20", "2017-10-20")),
        ("more than two weeks ago", ("2017-10-16", "2017-10-22")),
        ("in May and June", ("2017-05-01", "2017-06-30")),
        ("in 2015 and 2016", ("2015-01-01", "2016-12-31")),
        ("between March and May last year", ("2016-03-01", "2016-05-31")),
        ("from August to early October", ("2017-08-01", "2017-10-16")),
    ],
)
def test_extent_is_the_days_that_an_act_with_this_time_can_have(words: str, extent: tuple[str, str]) -> None:
    found = times(f"The rebels shelled the base {words}.")
    assert (str(found[0].extent.first), str(found[0].extent.last)) == extent


def test_last_week_on_a_sunday_ended_the_day_before() -> None:
    sunday, monday = dt.date(2017, 11, 5), dt.date(2017, 11, 6)
    assert days("The rebels took the base last week.", sunday) == [("last week", "2017-10-29", "2017-11-04")]
    assert days("The rebels took the base earlier this week.", monday) == [("earlier this week", "2017-10-30", "2017-11-05")]


def test_time_in_clause_with_since_has_no_end_except_for_the_clause() -> None:
    doc = load_model()("Since the siege began in June 2016, thousands have fled the town.")
    (found,) = find_times(doc, FRIDAY)
    began, fled = (next(token.i for token in doc if token.text == word) for word in ("began", "fled"))
    assert (found.extent.first, found.extent.last) == (dt.date(2016, 6, 1), None)
    assert found.for_word(fled).last is None
    assert found.for_word(began).last == dt.date(2016, 6, 30)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("The rebels have held the base for six months.", "2017-05-03", "2017-11-03"),
        ("The town has been besieged for more than six months.", "2017-05-03", "2017-11-03"),
        ("The rebels have held the base for nearly two years.", "2015-11-03", "2017-11-03"),
        ("The rebels will leave the base within two weeks.", "2017-11-03", "2017-11-17"),
        ("The rebels will attack the base in two days.", "2017-11-05", "2017-11-05"),
        ("The base is to be handed over on Tuesday.", "2017-11-07", "2017-11-07"),
        ("Talks planned for Tuesday will go on.", "2017-11-07", "2017-11-07"),
        ("The rebels must leave the base by Sunday.", "2017-11-05", "2017-11-05"),
        ("The rebels took the base over the summer.", "2017-06-01", "2017-08-31"),
        ("The rebels took the base on the 28th, the army said.", "2017-10-28", "2017-10-28"),
        ("The rebels took the base on the 31st, the army said.", "2017-10-31", "2017-10-31"),
        ("The captain has been missing since the 1st.", "2017-11-01", "2017-11-01"),
        ("The group was founded in the eighties.", "1980-01-01", "1989-12-31"),
        ("The rebels took the base on Friday, October 28.", "2016-10-28", "2016-10-28"),
        ("The rebels took the base on 5 November.", "2017-11-05", "2017-11-05"),
        ("The rebels will leave on the 2nd, the army said.", "2017-12-02", "2017-12-02"),
    ],
)
def test_time_depends_on_its_verb_and_weekday(text: str, first: str, last: str) -> None:
    assert [(a, b) for _, a, b in days(text)] == [(first, last)]


@pytest.mark.parametrize(
    "text",
    [
        "The rebels took the base on 12 Shawwal 1438.",
        "The rebels took the base on the third of Rajab.",
        "The rebels took the base on 3 Rabi al-Thani.",
        "The spring offensive of the rebels failed.",
        "They put up the Christmas tree near the base.",
    ],
)
def test_other_calendars_and_descriptions_have_no_days(text: str) -> None:
    assert all(first == last == "-" for _, first, last in days(text))


def test_anniversary_is_the_day_that_is_remembered() -> None:
    text = "On Wednesday, residents marked the second anniversary of the fall of the town. On Thursday, shells hit it."
    assert [first for _, first, _ in days(text)] == ["2017-11-01", "2015-11-01", "2017-11-02"]


def test_background_year_does_not_date_the_story() -> None:
    text = "The battle took place in October 2015. Rebels had held the hills since 2012. On 7 October, the army attacked."
    assert ("7 October", "2015-10-07", "2015-10-07") in days(text, None)


def test_months_of_title_date_the_story() -> None:
    text = "The town had fallen in 2012. On 28 November, the army entered it."
    assert ("28 November", "2016-11-28", "2016-11-28") in days(text, None, "Tell Abyad offensive (October–December 2016)")


def test_weekday_follows_the_tense() -> None:
    assert days("The army entered the city on Tuesday.") == [("Tuesday", "2017-10-31", "2017-10-31")]
    assert days("The two sides will meet on Tuesday.") == [("Tuesday", "2017-11-07", "2017-11-07")]


def test_date_without_year_is_nearest_before_publication() -> None:
    assert days("The army entered the city on 20 December.", dt.date(2017, 1, 9)) == [("20 December", "2016-12-20", "2016-12-20")]


def test_relative_time_in_undated_report_has_no_days() -> None:
    found = times("The army entered the city on Thursday, and shelled it again last week.", None)
    assert [(t.when.text, t.when.first, t.when.last) for t in found] == [("Thursday", None, None), ("last week", None, None)]


def test_dateline_dates_relative_times() -> None:
    text = "28 July 2015 Rebels attacked three villages. The assault began on Monday."
    assert ("Monday", "2015-07-27", "2015-07-27") in days(text, None)
    assert times(text, None)[0].dateline


def test_narrative_carries_year_and_day() -> None:
    text = "On 5 May 2014, the rebels took the base. The next day they lost it. On 9 May they came back. Two days later they left."
    assert [first for _, first, _ in days(text, None)] == ["2014-05-05", "2014-05-06", "2014-05-09", "2014-05-11"]


def test_title_gives_missing_year() -> None:
    text = "On 9 March, the rebels shelled the base."
    assert days(text, None, "Siege of Tell Abyad (2013)") == [("9 March", "2013-03-09", "2013-03-09")]
    assert days(text, None) == [("9 March", "-", "-")]


def test_title_with_two_years_gives_an_estimate() -> None:
    found = times("On 9 October, the rebels shelled the base.", None, "Siege of Tell Abyad (2012-2013)")
    assert (found[0].when.first, found[0].when.estimated) == (dt.date(2012, 10, 9), True)


def test_ambiguous_day_and_month_are_estimated_or_open() -> None:
    near = times("The shell hit the town on 3/11/2017.")[0].when
    assert (near.first, near.estimated) == (FRIDAY, True)
    assert times("The shell hit the town on 3/11/2017.", None)[0].when.first is None


def test_since_is_open_at_the_end_and_until_at_the_start() -> None:
    since = times("The group has held the town since 2014.")[0]
    assert (since.when.last, since.extent.first, since.extent.last) == (dt.date(2014, 12, 31), dt.date(2014, 1, 1), None)
    until = times("The truce holds until 10 November 2017.")[0]
    assert (until.extent.first, until.extent.last) == (None, dt.date(2017, 11, 10))


def test_range_is_one_extent_and_shares_its_year() -> None:
    found = times("The siege lasted from March to August 2011.", None)
    assert {(t.extent.first, t.extent.last) for t in found} == {(dt.date(2011, 3, 1), dt.date(2011, 8, 31))}


def test_past_hours_and_weeks_end_at_publication() -> None:
    assert days("Jets hit the city over the past 48 hours.") == [("the past 48 hours", "2017-11-01", "2017-11-03")]
    assert days("Clashes spread over the past three weeks.") == [("the past three weeks", "2017-10-13", "2017-11-03")]


def test_vague_time_has_no_days() -> None:
    assert days("The rebels gained ground in recent weeks.") == [("recent weeks", "-", "-")]
    assert times("The rebels gained ground in recent weeks.")[0].when.precision == "vague"


@pytest.mark.parametrize(
    "text",
    [
        "The rebels may attack the town.",
        "Some 2000 fighters of the 17th Division held Route 1970.",
        "Resolution 2254 calls for talks.",
        "They lost 1,500 men and a T-72.",
        "The protesters march to the square.",
        "Clashes break out every Friday.",
        "Clashes break out on Fridays.",
        "The rebels fought for two days.",
        "The rebels took the base in two days.",
        "They hid on the 10th floor.",
        "They fired at the 4th Brigade.",
    ],
)
def test_false_positives_are_rejected(text: str) -> None:
    assert days(text) == []


@given(st.text(max_size=300), st.one_of(st.none(), st.dates()))
@settings(max_examples=60, deadline=None)
def test_any_text_is_read_without_error(text: str, published: dt.date | None) -> None:
    _check(text, published)


WORDS = (
    "on in since 31 30 February May , - to and 2017 0000 9999 1 99999999 the last next 500 weeks years centuries ago later Monday this "
    "end of day month year early mid spring 1990s 19th century BC 3/13/2017 2017-13-45 between from until today . \n\n "
    "for within since overnight into Friday Fridays eve New Year's Christmas Safar Rabi al 1439 AH or eighties 31st half -Feb-16"
)
PIECES = st.sampled_from(WORDS.split(" "))


@given(st.lists(PIECES, max_size=14), st.one_of(st.none(), st.dates()))
@settings(max_examples=200, deadline=None)
def test_any_time_words_are_read_without_error(words: list[str], published: dt.date | None) -> None:
    _check(" ".join(words), published)


def _check(text: str, published: dt.date | None) -> None:
    found = times(text, published)
    assert found == sorted(found, key=lambda t: t.start)
    for a, b in itertools.pairwise(found):
        assert a.end <= b.start
    for time in found:
        assert text[time.start : time.end] == time.when.text != ""
        for value in (time.when, time.extent):
            assert not (value.first and value.last) or value.first <= value.last
