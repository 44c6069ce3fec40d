"""The time that applies to an event."""

from __future__ import annotations

import datetime as dt

from heldby.reading.mentions.times import find_event_time, find_times
from heldby.reading.parse.model.load import load_model

FRIDAY = dt.date(2017, 11, 3)


def test_predicate_takes_its_own_time() -> None:
    doc = load_model()("The army took the airport on Monday and the rebels shelled the city on Wednesday.")
    found = find_times(doc, FRIDAY)
    when = {token.text: find_event_time(doc, token.i, found) for token in doc if token.text in {"took", "shelled"}}
    assert {word: value.first for word, value in when.items() if value} == {"took": dt.date(2017, 10, 30), "shelled": dt.date(2017, 11, 1)}


def test_opening_time_applies_to_the_whole_sentence() -> None:
    doc = load_model()("On Monday, rebels fired rockets, killing six people.")
    killing = next(token.i for token in doc if token.text == "killing")
    value = find_event_time(doc, killing, find_times(doc, FRIDAY))
    assert value is not None and value.first == dt.date(2017, 10, 30)


def test_at_the_time_refers_to_the_time_before() -> None:
    doc = load_model()("After the assault in August 2018, officials reported at the time that 150 soldiers were killed.")
    count = next(token.i for token in doc if token.text == "150")
    when = find_event_time(doc, count, find_times(doc, FRIDAY))
    assert when is not None
    assert (when.first, when.last) == (dt.date(2018, 8, 1), dt.date(2018, 8, 31))


def test_time_of_statement_is_not_time_of_event() -> None:
    doc = load_model()("The ministry said on Monday that rebels had destroyed the bridge.")
    destroyed = next(token.i for token in doc if token.text == "destroyed")
    assert find_event_time(doc, destroyed, find_times(doc, FRIDAY)) is None
