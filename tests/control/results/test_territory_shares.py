"""Shares of places and of land."""

from __future__ import annotations

from heldby.control import (
    ControlInput,
    infer_control,
    land_km2,
    territory_shares,
)
from sample_claims import IRAQ, RAWA, STATE, claim, day

CLAIMS = [
    claim("a", "holds", STATE),
    claim("b", "capture", IRAQ, target=(STATE,), when="2017-11-03"),
    claim("c", "capture", IRAQ, target=(STATE,), when="2017-11-03"),
    claim("d", "holds", STATE, place=RAWA),
    claim("e", "capture", STATE, target=(IRAQ,), when="2017-11-03"),
]
DAYS = {"a": day("2017-10-20"), "b": day("2017-11-03"), "c": day("2017-11-05"), "d": day("2017-11-05"), "e": day("2017-11-03")}


def test_shares_count_places_with_bounds():
    controls = infer_control(ControlInput(CLAIMS[:4], published=DAYS))
    found = {share.side: share for share in territory_shares(controls, day("2017-11-06"))}
    assert {share.of for share in found.values()} == {2}
    iraq = next(share for side, share in found.items() if "iraq" in side)
    assert iraq.low == 1 and iraq.high == 1 and 0.9 < iraq.likeliest <= 1


def test_land_goes_to_the_nearest_place():
    controls = infer_control(ControlInput(CLAIMS[:4], published=DAYS))
    alone, both = land_km2(controls[:1]), land_km2(controls)
    assert 300 < alone[controls[0].id] < 1200 and len(both) == 2
    twin = controls[0].model_copy(update={"id": "twin"})
    halves = land_km2([controls[0], twin])
    assert abs(halves["twin"] - alone[controls[0].id] / 2) < 1 and abs(halves["twin"] - halves[controls[0].id]) < 1
