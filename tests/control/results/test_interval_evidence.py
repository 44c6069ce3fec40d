"""Which days are reported and which are hindsight, and whether reports say when a side came."""

from __future__ import annotations

import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st

from heldby.control import (
    ControlInput,
    infer_control,
)
from heldby.control.parameters import load_parameters
from heldby.control.results.interval_evidence import SLACK
from heldby.model import ActorRef, Claim, Interval, PlaceRef, When
from sample_claims import ANBAR, IRAQ, QAIM, RAWA, STATE, claim, day

ARMIES = [IRAQ, STATE, ActorRef(text="Army of Ost"), ActorRef(text="Army of Mid")]
FIRST = day("2017-01-01")
LAG = int(load_parameters().reach["lag"])


def intervals_of_qaim(claims: list[Claim], **published: str) -> tuple[Interval, ...]:
    """Infer the intervals of al-Qaim; the publication dates are given by report."""
    found = infer_control(ControlInput(claims, published={report: day(on) for report, on in published.items()}))
    return next(control.intervals for control in found if control.id == QAIM.id)


def answers(intervals: tuple[Interval, ...]) -> list[tuple[str | None, str, bool]]:
    """Return the answers in turn, without repeats that differ in probability only."""
    rows = [(one.holder, one.status, one.inferred) for one in intervals]
    return [row for row, before in zip(rows, [None, *rows], strict=False) if row != before]


def first_reported(intervals: tuple[Interval, ...], holder: str) -> Interval:
    return next(one for one in intervals if one.holder == holder and not one.inferred)


def test_taker_did_not_hold_the_place_before_even_on_its_own_territory():
    later = claim("z", "holds", STATE, place=RAWA)
    old = claim("y", "holds", STATE, place=RAWA)
    found = intervals_of_qaim([claim("b", "capture", IRAQ, when="2017-09-16"), old, later], b="2017-09-17", y="2014-01-01", z="2018-06-01")
    (turn,) = [one for one in found if one.onset]
    assert (turn.holder, turn.first, turn.onset) == ("Government of Iraq", day("2017-09-16"), "told")
    assert all(one.status == "unknown" for one in found if one.last and one.last < day("2017-09-16"))


def test_side_reported_only_in_the_area_around_is_not_the_loser():
    around = claim("x", "lost", STATE, place=ANBAR, when="2014-06-01")
    found = intervals_of_qaim([claim("b", "capture", IRAQ, when="2017-09-16"), around], b="2017-09-17", x="2017-12-01")
    assert answers(found) == [(None, "unknown", False), ("Government of Iraq", "held", False)]


def test_reported_hold_stands_by_its_day_and_earlier_days_are_hindsight():
    found = intervals_of_qaim([claim("a", "holds", STATE), claim("z", "holds", STATE)], a="2017-11-09", z="2018-02-01")
    turn = first_reported(found, "Islamic State")
    assert (turn.first, turn.onset) == (day("2017-11-09"), "by")
    assert all(one.inferred or one.status == "unknown" for one in found if one.last and one.last < day("2017-11-09"))


def test_hold_reported_since_a_day_begins_on_it():
    since = claim("a", "holds", STATE).model_copy(
        update={"when": When(first=day("2014-01-01"), last=None, precision="year", text="since 2014")}
    )
    turn = first_reported(intervals_of_qaim([since], a="2017-11-09"), "Islamic State")
    assert (turn.first, turn.onset) == (day("2014-01-01"), "told")


def test_loser_held_the_place_the_day_before_and_by_hindsight_earlier():
    found = intervals_of_qaim([claim("b", "capture", IRAQ, target=(STATE,), when="2017-11-03")], b="2017-11-03")
    assert answers(found) == [
        ("Islamic State", "held", True), ("Islamic State", "held", False), ("Government of Iraq", "held", False),
    ]  # fmt: skip
    turn = first_reported(found, "Islamic State")
    assert (turn.first, turn.onset) == (day("2017-11-02"), "by")
    assert all(one.claims for one in found if one.holder == "Islamic State")


def test_capture_on_an_unstated_day_is_reported_by_the_publication_date():
    found = intervals_of_qaim([claim("b", "capture", IRAQ)], b="2017-10-16")
    assert answers(found)[-2:] == [("Government of Iraq", "held", True), ("Government of Iraq", "held", False)]
    turn = first_reported(found, "Government of Iraq")
    assert (turn.first, turn.onset) == (day("2017-10-16"), "by")


def test_loss_some_time_in_a_year_attests_no_day_of_the_earlier_hold():
    lost = claim("b", "capture", IRAQ, target=(STATE,), when="2014-01-01/2014-12-31")
    found = intervals_of_qaim([lost], b="2017-11-17")
    assert all(one.inferred for one in found if one.holder == "Islamic State")
    assert first_reported(found, "Government of Iraq").onset == "by"


def test_hold_interrupted_by_a_fight_stays_reported():
    fights = [claim(report, "contests", IRAQ, target=(STATE,), when="2017-11-20") for report in ("f", "g")]
    days = {"a": "2017-10-20", "f": "2017-11-20", "g": "2017-11-21", "h": "2018-06-01"}
    found = intervals_of_qaim([claim("a", "holds", STATE), *fights, claim("h", "holds", STATE)], **days)
    assert answers(found)[-3:] == [("Islamic State", "held", False), (None, "contested", False), ("Islamic State", "held", False)]


def test_besieged_place_is_held_by_the_side_inside():
    siege = claim("s", "besiege", IRAQ, target=(STATE,), status="ongoing", when="2017-10-21/2017-10-30")
    days = {"a": day("2017-10-20"), "s": day("2017-10-30")}
    controls = infer_control(ControlInput([claim("a", "holds", STATE), siege], published=days))
    status = {(i.status, i.holder) for control in controls if control.id == QAIM.id for i in control.intervals}
    assert ("besieged", "Islamic State") in status


statements = st.builds(
    lambda *row: row,
    st.sampled_from(["capture", "holds", "lost", "withdraw", "clash", "besieged", "partly_holds", "contests", "capture"]),
    st.sampled_from(ARMIES), st.none() | st.sampled_from(ARMIES), st.sampled_from([QAIM, RAWA, ANBAR]),
    st.integers(0, 900), st.integers(0, 40), st.booleans(),
)  # fmt: skip


def _claim(number: int, row: tuple[str, ActorRef, ActorRef | None, PlaceRef, int, int, bool]) -> Claim:
    type, actor, target, place, first, length, dated = row
    span = f"{FIRST + dt.timedelta(first)}/{FIRST + dt.timedelta(first + length)}" if dated else None
    return claim(f"r{number % 5}", type, actor, target=(target,) if target else (), place=place, start=10 * number, when=span)


@settings(max_examples=150, deadline=None)
@given(rows=st.lists(statements, min_size=1, max_size=10))
def test_nothing_is_reported_before_the_first_day_of_a_claim_it_rests_on(rows: list[tuple]) -> None:  # type: ignore[type-arg]
    claims = [_claim(number, row) for number, row in enumerate(rows)]
    published = {f"r{n}": FIRST + dt.timedelta(300 * (n + 1)) for n in range(5)}
    by_id = {one.id: one for one in claims}
    for control in infer_control(ControlInput(claims, published=published)):
        before: Interval | None = None
        for one in control.intervals:
            assert before is None or (before.last is not None and one.first == before.last + dt.timedelta(1))
            before = one
            if one.inferred or one.status == "unknown" or one.first is None:
                continue
            own = [by_id[id] for id in one.claims if any(ref.id == control.id for ref in by_id[id].place)]
            assert own and one.first >= min(_earliest(each, published) for each in own)
            assert one.onset is None or one.side is not None


def _earliest(claim: Claim, published: dict[str, dt.date]) -> dt.date:
    """Return the first day that a claim can attest.

    For a change it includes the day before and some slack, and for an event without a stated time the days before publication.
    """
    day = published[claim.report]
    first = min(claim.when.first, day) if claim.when and claim.when.first else day - dt.timedelta(LAG if claim.kind == "event" else 0)
    change = claim.type in ("capture", "lost", "withdraw")
    return first - dt.timedelta((LAG if claim.when is None else 0) + 1 + SLACK if change else 0)
