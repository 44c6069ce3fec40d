"""The record of one place."""

from __future__ import annotations

from heldby.control import (
    ControlInput,
    infer_control,
)
from heldby.control.results.control_record import Inferred, cut_record
from heldby.model import ActorRef, Control, Interval, PlaceRef
from sample_claims import IRAQ, STATE, at, claim, day

FALL = [
    claim("a", "holds", STATE),
    claim("b", "capture", IRAQ, target=(STATE,), when="2017-11-03"),
    claim("c", "capture", IRAQ, target=(STATE,), when="2017-11-03"),
]
DAYS = {"a": day("2017-10-20"), "b": day("2017-11-03"), "c": day("2017-11-05")}


def test_record_cut_before_its_first_day_is_empty():
    later = Interval(first=day("2018-08-14"), last=None, holder=None, side=None, status="unknown", p=0.5, inferred=False, claims=())
    record = Control(place="Al-Qa'im", id="qaim", lat=34.37, lon=41.09, intervals=(later,))
    assert cut_record(Inferred(record), day("2017-09-05").toordinal()).intervals == ()


def test_place_in_no_gazetteer_keeps_its_area_and_has_no_point():
    jabbab = PlaceRef(
        text="Jabbab district", name="Jabbab district", within="Anbar, Iraq", country="IQ", precision="admin1", method="enclosing-area"
    )
    (found,) = infer_control(ControlInput([claim("b", "capture", IRAQ, place=jabbab, when="2017-11-02")], published=DAYS))
    assert (found.place, found.within, found.lat, found.lon) == ("Jabbab district", "Anbar, Iraq", None, None)
    assert found.intervals[-1].holder == "Government of Iraq"


def test_unknown_name_has_a_record_and_words_that_name_no_place_have_none():
    unknown = PlaceRef(text="Albu Kamal", precision="unknown", method="none")
    nothing = PlaceRef(text="the city", precision="unknown", method="none")
    claims = [claim("b", "capture", IRAQ, place=place, when="2017-11-03") for place in (unknown, nothing)]
    assert [(one.place, one.lat) for one in infer_control(ControlInput(claims, published=DAYS))] == [("Albu Kamal", None)]


def test_place_is_held_by_the_party_of_the_person_who_declared_it_taken():
    premier = ActorRef(text="Abadi", id="haider-al-abadi", name="Haider al-Abadi")
    interval = at(infer_control(ControlInput([claim("b", "capture", premier, when="2017-11-03")], published=DAYS)), "qaim", "2017-11-03")
    assert interval and interval.holder == "Government of Iraq"


def test_side_that_no_report_puts_there_before_is_not_taken_to_have_been_there_in_all_years():
    forces = ActorRef(text="SDF", id="syrian-democratic-forces", name="Syrian Democratic Forces")
    station = PlaceRef(text="Radio House", precision="unknown", method="none")
    claims = [
        claim("b", "capture", STATE, place=station, when="2017-11-02"),
        claim("c", "capture", forces, place=station, when="2017-11-04"),
    ]
    controls = infer_control(ControlInput(claims, published=DAYS))
    (found,) = controls
    assert at(controls, found.id, "1999-01-01") is None
    last = at(controls, found.id, "2017-11-05")
    assert last and last.holder == "Syrian Democratic Forces"
