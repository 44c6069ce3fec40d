"""What claims say about the control of a place."""

from __future__ import annotations

import pytest

from heldby.control import (
    ControlInput,
    infer_control,
)
from heldby.model import ActorRef, Control, PlaceRef, Relative
from sample_claims import IRAQ, QAIM, STATE, at, claim, day

DAYS = {"a": day("2017-10-20"), "b": day("2017-11-03"), "c": day("2017-11-05")}
FALL = [
    claim("a", "holds", STATE),
    claim("b", "capture", IRAQ, target=(STATE,), when="2017-11-03"),
    claim("c", "capture", IRAQ, target=(STATE,), when="2017-11-03"),
]


def test_planned_or_expected_capture_changes_nothing():
    planned = [claim("d", "capture", IRAQ, when="2017-10-25", status=status) for status in ("planned", "expected", "hypothetical")]
    days = {"a": DAYS["a"], "d": day("2017-10-25")}
    interval = at(infer_control(ControlInput([FALL[0], *planned], published=days)), "qaim", "2017-10-25")
    assert interval and interval.holder == "Islamic State" and interval.status == "held"


def test_denied_capture_counts_against_it():
    capture = [claim("b", "capture", IRAQ, target=(STATE,), when="2017-11-03")]
    denied = claim("d", "capture", IRAQ, when="2017-11-03", status="denied", source=None)
    days = {**DAYS, "d": day("2017-11-03")}
    plain, doubted = (
        at(infer_control(ControlInput(claims, published=days)), "qaim", "2017-11-03") for claims in (capture, [*capture, denied])
    )
    assert plain and doubted and plain.holder == "Government of Iraq"
    assert doubted.holder != "Government of Iraq" or doubted.p < plain.p


def test_unknown_actor_is_a_side_of_its_own():
    (found,) = infer_control(ControlInput([claim("b", "capture", ActorRef(text="the Lions of Rawa"), when="2017-11-03")], published=DAYS))
    assert found.intervals[-1].holder == "the Lions of Rawa" and found.intervals[-1].side == "the lions of rawa"


def test_own_sides_override_the_actor_file():
    (found,) = infer_control(ControlInput(FALL, published=DAYS, sides={"government-of-iraq": "alliance"}))
    assert found.intervals[-1].side == "alliance" and found.intervals[-1].holder == "Government of Iraq"


def test_surroundings_are_not_a_place():
    near = QAIM.model_copy(update={"id": None, "precision": "near", "relative": Relative(of="al-Qaim", part="southern edges")})
    assert infer_control(ControlInput([claim("b", "capture", IRAQ, place=near, when="2017-11-03")], published=DAYS)) == []


def test_road_can_be_held_and_cut_but_a_river_cannot():
    road = PlaceRef(
        text="Damascus-Homs highway", name="Damascus-Homs highway", country="SY", lat=34.1, lon=36.5, precision="line", method="relative"
    )
    river = road.model_copy(update={"text": "Euphrates", "name": "Euphrates", "id": "river-euphrates"})

    def records_of(place: PlaceRef) -> list[Control]:
        taken = claim("a", "capture", IRAQ, place=place, when="2017-10-20")
        cut = [claim(report, "besiege", STATE, place=place, when="2017-11-03") for report in ("b", "c")]
        return infer_control(ControlInput([taken, *cut], published=DAYS))

    before, after = (at(records_of(road), "damascus-homs highway|", on) for on in ("2017-10-30", "2017-11-04"))
    assert before and after and (before.holder, after.status) == ("Government of Iraq", "contested")
    assert records_of(river) == []


def test_claim_without_a_side_says_nothing_about_control():
    claims = [claim("b", type, target=(STATE,), when="2017-11-03") for type in ("holds", "repel")]
    claims.append(claim("b", "capture", when="2017-11-03"))
    assert infer_control(ControlInput(claims, published=DAYS)) == []


def test_a_country_is_not_held_because_a_party_holds_land_in_it():
    country = PlaceRef(text="Iraq", name="Iraq", id="IQ", country="IQ", precision="country")
    assert infer_control(ControlInput([claim("a", "holds", STATE, place=country)], published=DAYS)) == []
    (found,) = infer_control(ControlInput([claim("a", "holds", IRAQ, place=country)], published=DAYS))
    assert found.intervals[-1].holder == "Government of Iraq"


@pytest.mark.parametrize(
    "place",
    [
        PlaceRef(text="northern Iraq", name="Iraq", id="IQ", country="IQ", lat=35.0, lon=43.0, precision="area", method="curated"),
        PlaceRef(
            text="Mediterranean", name="Mediterranean Sea", id="sea-mediterranean", lat=35.0, lon=18.0, precision="area", method="curated"
        ),
    ],
)
def test_neither_part_of_a_country_nor_a_sea_is_held_by_who_is_in_it(place: PlaceRef) -> None:
    assert not infer_control(ControlInput([claim("a", "holds", STATE, place=place)], published=DAYS))
