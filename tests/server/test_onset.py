"""How the server tells since when: by a day, where no report tells that the side came on it."""

from __future__ import annotations

import datetime as dt

import pytest

from heldby.model import Control, Interval
from heldby.server.routes.audit import place_item
from heldby.server.routes.map import Names, span

BY = Interval(
    first=dt.date(2017, 11, 9), last=dt.date(2017, 11, 30), holder="Islamic State", side="islamic-state", status="held", p=0.8, onset="by"
)
TOLD = BY.model_copy(update={"onset": "told"})
LATER = BY.model_copy(update={"first": dt.date(2017, 12, 1), "last": None, "p": 0.9, "onset": None})
HINDSIGHT = BY.model_copy(update={"first": None, "last": dt.date(2017, 11, 8), "inferred": True, "onset": None})


def test_the_last_number_of_a_span_tells_what_its_first_day_rests_on() -> None:
    assert [span(one, Names(), Names())[-1] for one in (TOLD, HINDSIGHT, BY, LATER)] == [0, 1, 2, 0]


@pytest.mark.parametrize(("first", "words"), [(TOLD, ", since 2017-11-09"), (BY, ", by 2017-11-09")])
def test_a_held_place_is_judged_by_the_day_from_which_it_is_told_to_be(first: Interval, words: str) -> None:
    control = Control(place="Rawa", id="rawa", lat=None, lon=None, intervals=(HINDSIGHT, first, LATER))
    assert place_item(control).says == f"Rawa: Islamic State (held){words}"
