"""Filters by where, by side, by who says so and by review; pages that stay what they were."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dossier_making import HandReading, claim_of, make_report
from dossier_samples import add_capture
from heldby import views
from heldby.base.geo import Box, Near, Shape, parse_geojson
from heldby.model import PlaceRef, SourceRef
from heldby.store import ClaimFilter, Dossier
from heldby.store.custody.verify import rebuild, verify


def towns(dossier: Dossier, **filters: object) -> set[str | None]:
    return {claim.place[0].name for claim in dossier.claims(**filters)}


def add_told(dossier: Dossier, text: str, source: SourceRef, *, outlet: str | None = None, country: str | None = None) -> None:
    """A report of one sentence that somebody in it says, of a place that is known by its country alone."""
    report, original = make_report(text, source=outlet)
    claim = claim_of(report, text, type="capture", actor=["IS"], place=["Rawa"])
    place = PlaceRef(text="Rawa", name="Rawa", country=country) if country else claim.place[0]
    claim = claim.model_copy(update={"source": source, "place": (place,)})
    assert dossier.add(report, original, HandReading(report, (), (claim,)))


def test_zone_holds_places_by_distance_box_or_drawing(filled: Dossier) -> None:
    assert towns(filled, zone=Near(34.45, 40.92, 1)) == {"Abu Kamal"}
    assert towns(filled, zone=Near(34.45, 40.92, 25)) == {"Abu Kamal", "al-Qaim"}
    assert towns(filled, zone=Box(34.3, 41.0, 34.5, 42.0)) == {"al-Qaim", "Rawa"}
    triangle = parse_geojson(json.dumps({"type": "Polygon", "coordinates": [[[40.8, 34.3], [41.0, 34.3], [40.9, 34.6], [40.8, 34.3]]]}))
    assert towns(filled, zone=triangle) == {"Abu Kamal"}
    assert towns(filled, zone=Near(0, 0, 100)) == set()


def test_place_without_a_point_is_in_no_zone_but_in_its_area(filled: Dossier) -> None:
    add_capture(filled, "Iraqi forces took Jabbab from IS.", "Jabbab", "2017-11-02")
    assert "Jabbab" not in towns(filled, zone=Box(-90, -180, 90, 180))
    assert towns(filled, area="Anbar") == {"Rawa", "al-Qaim", "Jabbab"}
    assert towns(filled, area="iraq") == towns(filled, area="IQ") == {"Rawa", "al-Qaim", "Jabbab"}
    assert towns(filled, area="Deir ez-Zor") == {"Abu Kamal"}
    assert towns(filled, area="Rawa") == {"Rawa"}


def test_side_counts_as_it_stood_on_the_day(filled: Dossier) -> None:
    assert towns(filled, side="islamic-state") == {"Rawa", "al-Qaim", "Abu Kamal"}
    assert towns(filled, side="government-of-syria") == {"Abu Kamal"}
    assert towns(filled, side="nobody") == set()


def test_source_is_the_outlet_or_whoever_speaks_or_passes_on(filled: Dossier) -> None:
    add_told(filled, "IS took Rawa, a police officer told Xinhua.", SourceRef(text="a police officer", via=SourceRef(text="Xinhua")))
    assert towns(filled, source="agency b") == {"al-Qaim"}
    assert len(list(filled.claims(source="Xinhua"))) == len(list(filled.claims(source="A police officer"))) == 1
    assert not list(filled.claims(actor="Xinhua")), "who says so is no party"


def test_reviewed_or_not(filled: Dossier) -> None:
    claim = next(filled.claims(place="Rawa")).id
    number = filled.judge("claim", claim, "accept", "seen")
    assert towns(filled, reviewed=True) == {"Rawa"}
    assert towns(filled, reviewed=False) == {"al-Qaim", "Abu Kamal"}
    filled.undo(number, "not seen")
    assert towns(filled, reviewed=True) == set()


def test_country_alone_is_an_area(dossier: Dossier) -> None:
    add_told(dossier, "IS took Rawa, it said.", SourceRef(text="it", kind="lost"), country="IQ")
    assert len(list(dossier.claims(area="IQ"))) == 1


def test_reports_are_found_by_words_anywhere_and_by_what_their_claims_say(filled: Dossier) -> None:
    def found(**filters: object) -> set[str]:
        hits = views.search(filled, ClaimFilter(**filters), within="reports")  # type: ignore[arg-type]
        return {word for hit in hits for word in ("Rawa", "al-Qaim", "Albu Kamal") if word in hit.text}

    assert found(text="mines") == {"al-Qaim"}
    assert found(area="Anbar") == {"Rawa", "al-Qaim"}
    assert found(text="town OR") == set() and found(text="town", area="Anbar") == {"Rawa"} and found(text="town", area="Syria") == set()
    assert found(zone=Near(34.45, 40.92, 15)) == {"Albu Kamal"} and found(side="government-of-syria") == {"Albu Kamal"}
    assert found(type="withdraw") == set() and found(actor="IS", source="Agency B") == {"al-Qaim"}
    filled.judge("claim", next(filled.claims(place="Rawa")).id, "accept", "seen")
    assert found(reviewed=True) == {"Rawa"}


def test_erased_claims_leave_the_map(filled: Dossier) -> None:
    report = next(filled.claims(place="Abu Kamal")).report
    filled.erase(report, "law")
    assert towns(filled, zone=Near(34.45, 40.92, 1)) == towns(filled, area="Syria") == set()
    assert list(verify(filled)) == []


def test_pages_stay_what_they_were_when_reports_come_in_and_after_a_rebuild(filled: Dossier) -> None:
    first = views.search(filled, ClaimFilter(text="took"), limit=1)
    whole = views.search(filled, ClaimFilter(text="took"))
    filled.erase(whole[-1].report, "law")
    add_capture(filled, "Iraqi forces took Rawa from IS again.", "Rawa", "2016-12-01")
    second = views.search(filled, ClaimFilter(text="took"), after=first[-1].number)
    assert len(second) == 1 and second[0].number > whole[-1].number
    rebuild(filled)
    assert views.search(filled, ClaimFilter(text="took")) == [*first, *second]


LAT, LON = st.floats(-89, 89), st.floats(-179, 179)


@settings(max_examples=200)
@given(lat=LAT, lon=LON, km=st.floats(0.1, 3000), bearing_lat=LAT, bearing_lon=LON)
def test_bounds_hold_all_that_a_zone_holds(lat: float, lon: float, km: float, bearing_lat: float, bearing_lon: float) -> None:
    for zone in (Near(lat, lon, km), Box(min(lat, bearing_lat), lon, max(lat, bearing_lat), bearing_lon)):
        south, west, north, east = zone.bounds
        for point in ((bearing_lat, bearing_lon), (lat, lon)):
            if zone.contains(*point):
                assert south - 1e-9 <= point[0] <= north + 1e-9 and west - 1e-9 <= point[1] <= east + 1e-9


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lat=st.floats(33, 36), lon=st.floats(40, 42.5), km=st.floats(0.1, 150))
def test_index_finds_what_every_claim_says(filled: Dossier, lat: float, lon: float, km: float) -> None:
    zone = Near(lat, lon, km)
    told = {claim.place[0].name for claim in filled.claims() if zone.contains(claim.place[0].lat or 0, claim.place[0].lon or 0)}
    assert towns(filled, zone=zone) == told


def test_hole_of_a_drawing_is_outside() -> None:
    square = lambda size: [[-size, -size], [size, -size], [size, size], [-size, size]]  # noqa: E731
    ring = Shape(((square(10), square(2)),))
    assert ring.contains(5, 5) and not ring.contains(1, 1) and not ring.contains(11, 0)


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"type": "Point", "coordinates": [1, 2]}', '{"type": "Polygon", "coordinates": [[1, 2]]}']
)
def test_what_holds_no_polygon_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        parse_geojson(text)


def test_beginnings_find_every_word_that_begins_so_however_many(dossier: Dossier) -> None:
    for number in range(1000, 1250):
        add_capture(
            dossier, f"Iraqi forces took Rawa from IS, says Qā{number} of the Zālūb{number}.", "Rawa", "2017-12-01", id=f"r{number}"
        )

    def found(text: str) -> int:
        return len(list(dossier.claims(text=text)))

    assert found("Za*") == found("zal*") == found("ZALU*") == found("Zālūb*") == 250, "more words than are spelled out"
    assert found("zalub11*") == found("Qa11*") == 100 and found("zalub1104*") == found("Qā1104*") == 1
    assert found("zalub11* qa110*") == 10 and found("zalub11* garrison") == found("zalub11041*") == found("zalubs*") == 0
    # What is written with a sign between is two words, the second of which is the beginning.
    assert found("the-zalub110*") == found("of_the_zalub110*") == 10 and found("of-zalub110*") == 0
