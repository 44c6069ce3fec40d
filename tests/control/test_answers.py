"""What a person asks of control: why, what changed, how much each side holds, and what lies between."""

from heldby.control import (
    ControlInput,
    explain_place,
    find_changes,
    impute_places,
    infer_control,
    land_km2,
    silent_outlets,
    territory_shares,
)
from heldby.reference.place_keys import tracked_places
from heldby.reference.sides import SideResolver
from sample_claims import ANBAR, IRAQ, QAIM, RAWA, STATE, claim, day

CLAIMS = [
    claim("a", "holds", STATE),
    claim("b", "capture", IRAQ, target=(STATE,), when="2017-11-03"),
    claim("c", "capture", IRAQ, target=(STATE,), when="2017-11-03"),
    claim("d", "holds", STATE, place=RAWA),
    claim("e", "capture", STATE, target=(IRAQ,), when="2017-11-03"),
]
DAYS = {"a": day("2017-10-20"), "b": day("2017-11-03"), "c": day("2017-11-05"), "d": day("2017-11-05"), "e": day("2017-11-03")}


def test_why_lists_what_speaks_for_and_against_and_what_each_voice_is_worth():
    argument = explain_place(ControlInput(CLAIMS, published=DAYS), "qaim", day("2017-11-10"))
    assert argument and argument.holder == "Government of Iraq" and (argument.voices_for, argument.voices_against) == (2, 1)
    bearing = {reason.claim: reason for reason in argument.reasons}
    loyal, hostile, early = bearing[CLAIMS[1].id], bearing[CLAIMS[4].id], bearing[CLAIMS[0].id]
    assert loyal.bearing == "for" and loyal.without is not None and loyal.without < argument.p
    assert hostile.bearing == "against" and hostile.without is not None and hostile.without > argument.p
    assert early.bearing == "aside"
    text = "\n".join(argument.lines({"b": "The Wire"}))
    assert "2 independent sources for it, one independent source against" in text and CLAIMS[1].quote in text
    assert "Government of Iraq took it from Islamic State (2017-11-03)" in text and "[The Wire, published 2017-11-03]" in text


def test_why_agrees_with_the_record():
    (control,) = [one for one in infer_control(ControlInput(CLAIMS, published=DAYS)) if one.id == "qaim"]
    argument = explain_place(ControlInput(CLAIMS, published=DAYS), "qaim")
    assert argument and argument.p == control.intervals[-1].p
    assert explain_place(ControlInput(CLAIMS, published=DAYS), "nowhere") is None


def test_why_agrees_with_the_record_where_areas_neighbours_sources_and_other_places_have_their_part():
    anbar = claim("f", "holds", STATE, place=ANBAR)
    fights = [claim("g", "clash", IRAQ, target=(STATE,), place=RAWA, when=f"2017-11-{n:02}", start=10 * n) for n in range(1, 9)]
    late = claim("h", "capture", IRAQ, place=RAWA, when="2019-01-01")
    claims, days = [*CLAIMS, anbar, *fights, late], {**DAYS, "f": day("2017-11-04"), "g": day("2017-11-09"), "h": day("2019-01-01")}
    sources = {report: f"Outlet {number % 2}" for number, report in enumerate(sorted(days))}
    for control in infer_control(ControlInput(claims, published=days, outlets=sources)):
        for interval in control.intervals:
            argument = explain_place(ControlInput(claims, published=days, outlets=sources), control.id, interval.first)
            assert argument and (argument.side, argument.status, argument.p) == (interval.side, interval.status, interval.p)


def test_changes_name_the_flip_and_leave_out_what_lies_before():
    controls = infer_control(ControlInput(CLAIMS[:4], published=DAYS))
    (flip,) = [one for one in find_changes(controls, day("2017-10-25")) if one.kind == "flip"]
    assert (flip.id, flip.before, flip.after, flip.on) == ("qaim", "Islamic State", "Government of Iraq", day("2017-11-03"))
    assert not any(one.kind == "flip" for one in find_changes(controls, day("2017-11-04")))


def test_a_fight_that_settles_is_no_flip():
    fights = [claim("f", "contests", IRAQ, target=(STATE,), when="2017-11-20"), claim("g", "contests", IRAQ, when="2017-11-21")]
    days = {**DAYS, "f": day("2017-11-20"), "g": day("2017-11-21"), "h": day("2018-06-01")}
    later = infer_control(ControlInput([*CLAIMS[1:3], *fights, claim("h", "holds", IRAQ)], published=days))
    kinds = [one.kind for one in find_changes(later, day("2017-11-10"))]
    assert "contested" in kinds and "settled" in kinds and "flip" not in kinds


def test_a_place_that_no_one_tells_of_any_more_is_reported_silent():
    controls = infer_control(
        ControlInput([*CLAIMS[1:3], claim("z", "holds", STATE, place=RAWA)], published={**DAYS, "z": day("2045-01-01")})
    )
    assert [one.id for one in find_changes(controls, day("2020-01-01")) if one.kind == "silent"] == ["qaim"]


def test_outlets_that_fell_silent():
    days = {f"r{i}": day(f"2017-10-0{i}") for i in range(1, 7)}
    outlets = {name: "Wire" if index < 3 else "Daily" for index, name in enumerate(sorted(days))}
    assert silent_outlets(days, outlets, day("2017-10-05")) == [("Wire", day("2017-10-03"))]


def test_shares_count_places_with_bounds():
    controls = infer_control(ControlInput(CLAIMS[:4], published=DAYS))
    found = {share.side: share for share in territory_shares(controls, day("2017-11-06"))}
    assert {share.of for share in found.values()} == {2}
    iraq = next(share for side, share in found.items() if "iraq" in side)
    assert iraq.low == 1 and iraq.high == 1 and 0.9 < iraq.likeliest <= 1


def test_places_no_one_tells_of_are_filled_from_near_ones_and_marked():
    village = RAWA.model_copy(update={"id": "village", "name": "Village", "lat": 34.37, "lon": 41.13})
    far = RAWA.model_copy(update={"id": "far", "name": "Far", "lat": 36.3, "lon": 43.1})
    strikes = [claim("a", "kill", IRAQ, place=place, when="2017-11-06") for place in (village, far)]
    controls = infer_control(ControlInput([*CLAIMS[:3], *strikes], published=DAYS))
    (row,) = impute_places(controls, tracked_places(strikes).values())
    assert row.id == "village" and all(i.inferred and i.p <= 0.8 and not i.claims for i in row.intervals)
    assert row.intervals[-1].holder == "Government of Iraq"


def test_a_besieged_place_is_held_by_who_is_inside():
    siege = claim("s", "besiege", IRAQ, target=(STATE,), status="ongoing", when="2017-10-21/2017-10-30")
    controls = infer_control(ControlInput([CLAIMS[0], siege], published={**DAYS, "s": day("2017-10-30")}))
    status = {(i.status, i.holder) for control in controls if control.id == QAIM.id for i in control.intervals}
    assert ("besieged", "Islamic State") in status


def test_a_river_between_makes_a_neighbour_count_less():
    village = RAWA.model_copy(update={"id": "village", "name": "Village", "lat": 34.37, "lon": 41.2})
    strikes = [claim("a", "kill", IRAQ, place=village, when="2017-11-06")]
    controls = infer_control(ControlInput(CLAIMS[:3], published=DAYS))
    (open_land,) = impute_places(controls, tracked_places(strikes).values())
    river = [((34.0, 41.15), (34.8, 41.15))]
    across = impute_places(controls, tracked_places(strikes).values(), rivers=river)
    assert not across or across[0].intervals[-1].p < open_land.intervals[-1].p
    assert impute_places(controls, tracked_places(strikes).values(), rivers=[((34.0, 41.3), (34.8, 41.3))]) == [open_land]


def test_a_place_of_which_nothing_is_told_near_or_far_is_shown_with_its_state():
    far = RAWA.model_copy(update={"id": "far", "name": "Far", "lat": 36.3, "lon": 43.1})
    (row,) = impute_places([], tracked_places([claim("a", "kill", IRAQ, place=far)]).values(), sides=SideResolver())
    (held,) = row.intervals
    assert (held.side, held.inferred, held.p, held.claims, held.first, held.last) == ("government-of-iraq", True, 0.5, (), None, None)


def test_land_goes_to_the_nearest_place():
    controls = infer_control(ControlInput(CLAIMS[:4], published=DAYS))
    alone, both = land_km2(controls[:1]), land_km2(controls)
    assert 300 < alone[controls[0].id] < 1200 and len(both) == 2
    twin = controls[0].model_copy(update={"id": "twin"})
    halves = land_km2([controls[0], twin])
    assert abs(halves["twin"] - alone[controls[0].id] / 2) < 1 and abs(halves["twin"] - halves[controls[0].id]) < 1
