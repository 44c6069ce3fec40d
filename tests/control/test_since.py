"""Since when: what is shown as told begins on the first day that a report tells of, and what comes before is marked as hindsight."""

from __future__ import annotations

import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st

from heldby.control import ControlInput, find_changes, infer_control
from heldby.control.parameters import load_parameters
from heldby.control.results.interval_evidence import SLACK
from heldby.model import ActorRef, Claim, Interval, PlaceRef, When
from sample_claims import ANBAR, IRAQ, QAIM, RAWA, STATE, claim, day

ARMIES = [IRAQ, STATE, ActorRef(text="Army of Ost"), ActorRef(text="Army of Mid")]
FIRST = day("2017-01-01")
LAG = int(load_parameters().reach["lag"])


def told(claims: list[Claim], **published: str) -> tuple[Interval, ...]:
    """The intervals of al-Qaim."""
    found = infer_control(ControlInput(claims, published={report: day(on) for report, on in published.items()}))
    return next(control.intervals for control in found if control.id == QAIM.id)


def answer(intervals: tuple[Interval, ...]) -> list[tuple[str | None, str, bool]]:
    """Holders in turn, whatever their certainty."""
    rows = [(one.holder, one.status, one.inferred) for one in intervals]
    return [row for row, before in zip(rows, [None, *rows], strict=False) if row != before]


def first_told(intervals: tuple[Interval, ...], holder: str) -> Interval:
    return next(one for one in intervals if one.holder == holder and not one.inferred)


def test_who_took_a_place_did_not_hold_it_before_though_no_loser_is_named_and_it_is_that_states_land():
    later = claim("z", "holds", STATE, place=RAWA)
    old = claim("y", "holds", STATE, place=RAWA)
    found = told([claim("b", "capture", IRAQ, when="2017-09-16"), old, later], b="2017-09-17", y="2014-01-01", z="2018-06-01")
    (turn,) = [one for one in found if one.onset]
    assert (turn.holder, turn.first, turn.onset) == ("Government of Iraq", day("2017-09-16"), "told")
    assert all(one.status == "unknown" for one in found if one.last and one.last < day("2017-09-16"))


def test_nobody_is_taken_for_the_loser_because_a_report_told_of_him_in_the_land_around():
    around = claim("x", "lost", STATE, place=ANBAR, when="2014-06-01")
    found = told([claim("b", "capture", IRAQ, when="2017-09-16"), around], b="2017-09-17", x="2017-12-01")
    assert answer(found) == [(None, "unknown", False), ("Government of Iraq", "held", False)]


def test_a_state_told_of_was_so_by_its_day_and_what_comes_before_is_hindsight():
    found = told([claim("a", "holds", STATE), claim("z", "holds", STATE)], a="2017-11-09", z="2018-02-01")
    turn = first_told(found, "Islamic State")
    assert (turn.first, turn.onset) == (day("2017-11-09"), "by")
    assert all(one.inferred or one.status == "unknown" for one in found if one.last and one.last < day("2017-11-09"))


def test_a_state_told_of_since_a_day_began_on_it():
    since = claim("a", "holds", STATE).model_copy(
        update={"when": When(first=day("2014-01-01"), last=None, precision="year", text="since 2014")}
    )
    turn = first_told(told([since], a="2017-11-09"), "Islamic State")
    assert (turn.first, turn.onset) == (day("2014-01-01"), "told")


def test_whom_a_place_was_taken_from_held_it_the_day_before_and_as_hindsight_has_it_earlier():
    found = told([claim("b", "capture", IRAQ, target=(STATE,), when="2017-11-03")], b="2017-11-03")
    assert answer(found) == [
        ("Islamic State", "held", True), ("Islamic State", "held", False), ("Government of Iraq", "held", False),
    ]  # fmt: skip
    turn = first_told(found, "Islamic State")
    assert (turn.first, turn.onset) == (day("2017-11-02"), "by")
    assert all(one.claims for one in found if one.holder == "Islamic State")


def test_a_capture_on_a_day_that_nobody_tells_was_made_by_the_day_of_the_report():
    found = told([claim("b", "capture", IRAQ)], b="2017-10-16")
    assert answer(found)[-2:] == [("Government of Iraq", "held", True), ("Government of Iraq", "held", False)]
    turn = first_told(found, "Government of Iraq")
    assert (turn.first, turn.onset) == (day("2017-10-16"), "by")


def test_a_loss_some_time_in_a_year_tells_no_day_on_which_the_place_was_still_held():
    lost = claim("b", "capture", IRAQ, target=(STATE,), when="2014-01-01/2014-12-31")
    found = told([lost], b="2017-11-17")
    assert all(one.inferred for one in found if one.holder == "Islamic State")
    assert first_told(found, "Government of Iraq").onset == "by"


def test_a_hold_that_a_fight_interrupts_goes_on_as_told():
    fights = [claim(report, "contests", IRAQ, target=(STATE,), when="2017-11-20") for report in ("f", "g")]
    days = {"a": "2017-10-20", "f": "2017-11-20", "g": "2017-11-21", "h": "2018-06-01"}
    found = told([claim("a", "holds", STATE), *fights, claim("h", "holds", STATE)], **days)
    assert answer(found)[-3:] == [("Islamic State", "held", False), (None, "contested", False), ("Islamic State", "held", False)]


def test_the_first_that_is_told_of_a_place_is_new_whoever_is_thought_to_have_had_it():
    around = claim("x", "holds", STATE, place=ANBAR)
    claims = [around, claim("a", "holds", IRAQ), claim("b", "holds", IRAQ)]
    published: dict[str, dt.date | None] = {"x": day("2017-06-01"), "a": day("2017-11-09"), "b": day("2017-11-12")}
    (new,) = [one for one in find_changes(infer_control(ControlInput(claims, published=published)), day("2010-01-01")) if one.id == QAIM.id]
    assert (new.kind, new.after, new.on) == ("new", "Government of Iraq", day("2017-11-09"))


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
def test_nothing_is_shown_as_told_before_the_first_day_that_a_claim_it_rests_on_tells_of(rows: list[tuple]) -> None:  # type: ignore[type-arg]
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
            assert own and one.first >= min(_earliest(told, published) for told in own)
            assert one.onset is None or one.side is not None


def _earliest(told: Claim, published: dict[str, dt.date]) -> dt.date:
    """The first day that a claim tells of: of a loss the day before it too, some days earlier where the ground disagrees; of an act without
    a time the days in which it is looked for."""
    day = published[told.report]
    first = min(told.when.first, day) if told.when and told.when.first else day - dt.timedelta(LAG if told.kind == "event" else 0)
    change = told.type in ("capture", "lost", "withdraw")
    return first - dt.timedelta((LAG if told.when is None else 0) + 1 + SLACK if change else 0)
