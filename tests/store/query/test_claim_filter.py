"""Tests of claim filters by place, side, source and review, and of stable pages."""

from __future__ import annotations

import json

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dossier_making import HandReading, claim_of, make_report
from dossier_samples import add_capture
from heldby import views
from heldby.base.geo import Box, Near, parse_geojson
from heldby.model import PlaceRef, SourceRef
from heldby.store import ClaimFilter, Dossier
from heldby.store.custody.verify import rebuild, verify


def towns(dossier: Dossier, **filters: object) -> set[str | None]:
    return {claim.place[0].name for claim in dossier.claims(**filters)}


def add_quoted(dossier: Dossier, text: str, source: SourceRef, *, outlet: str | None = None, country: str | None = None) -> None:
    """Add a report of one sentence with a speaker; with `country`, its place is resolved to the country only."""
    report, original = make_report(text, source=outlet)
    claim = claim_of(report, text, type="capture", actor=["IS"], place=["Rawa"])
    place = PlaceRef(text="Rawa", name="Rawa", country=country) if country else claim.place[0]
    claim = claim.model_copy(update={"source": source, "place": (place,)})
    assert dossier.add(report, original, HandReading(report, (), (claim,)))


def test_zone_contains_places_by_radius_box_or_polygon(filled: Dossier) -> None:
    assert towns(filled, zone=Near(34.45, 40.92, 1)) == {"Abu Kamal"}
    assert towns(filled, zone=Near(34.45, 40.92, 25)) == {"Abu Kamal", "al-Qaim"}
    assert towns(filled, zone=Box(34.3, 41.0, 34.5, 42.0)) == {"al-Qaim", "Rawa"}
    triangle = parse_geojson(json.dumps({"type": "Polygon", "coordinates": [[[40.8, 34.3], [41.0, 34.3], [40.9, 34.6], [40.8, 34.3]]]}))
    assert towns(filled, zone=triangle) == {"Abu Kamal"}
    assert towns(filled, zone=Near(0, 0, 100)) == set()


def test_place_without_a_point_is_outside_all_zones_but_inside_its_area(filled: Dossier) -> None:
    add_capture(filled, "Iraqi forces took Jabbab from IS.", "Jabbab", "2017-11-02")
    assert "Jabbab" not in towns(filled, zone=Box(-90, -180, 90, 180))
    assert towns(filled, area="Anbar") == {"Rawa", "al-Qaim", "Jabbab"}
    assert towns(filled, area="iraq") == towns(filled, area="IQ") == {"Rawa", "al-Qaim", "Jabbab"}
    assert towns(filled, area="Deir ez-Zor") == {"Abu Kamal"}
    assert towns(filled, area="Rawa") == {"Rawa"}


def test_side_filter_uses_the_side_on_the_day(filled: Dossier) -> None:
    assert towns(filled, side="islamic-state") == {"Rawa", "al-Qaim", "Abu Kamal"}
    assert towns(filled, side="government-of-syria") == {"Abu Kamal"}
    assert towns(filled, side="nobody") == set()


def test_source_filter_matches_outlets_and_speakers(filled: Dossier) -> None:
    add_quoted(filled, "IS took Rawa, a police officer told Xinhua.", SourceRef(text="a police officer", via=SourceRef(text="Xinhua")))
    assert towns(filled, source="agency b") == {"al-Qaim"}
    assert len(list(filled.claims(source="Xinhua"))) == len(list(filled.claims(source="A police officer"))) == 1
    assert not list(filled.claims(actor="Xinhua")), "a source was found as a party"


def test_reviewed_filter(filled: Dossier) -> None:
    claim = next(filled.claims(place="Rawa")).id
    number = filled.judge("claim", claim, "accept", "seen")
    assert towns(filled, reviewed=True) == {"Rawa"}
    assert towns(filled, reviewed=False) == {"al-Qaim", "Abu Kamal"}
    filled.undo(number, "not seen")
    assert towns(filled, reviewed=True) == set()


def test_country_alone_is_an_area(dossier: Dossier) -> None:
    add_quoted(dossier, "IS took Rawa, it said.", SourceRef(text="it", kind="lost"), country="IQ")
    assert len(list(dossier.claims(area="IQ"))) == 1


def test_reports_are_found_by_their_words_and_by_filters_of_their_claims(filled: Dossier) -> None:
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


def test_erased_claims_leave_the_spatial_index(filled: Dossier) -> None:
    report = next(filled.claims(place="Abu Kamal")).report
    filled.erase(report, "law")
    assert towns(filled, zone=Near(34.45, 40.92, 1)) == towns(filled, area="Syria") == set()
    assert list(verify(filled)) == []


def test_pages_are_stable_when_reports_are_added_and_after_a_rebuild(filled: Dossier) -> None:
    first = views.search(filled, ClaimFilter(text="took"), limit=1)
    whole = views.search(filled, ClaimFilter(text="took"))
    filled.erase(whole[-1].report, "law")
    add_capture(filled, "Iraqi forces took Rawa from IS again.", "Rawa", "2016-12-01")
    second = views.search(filled, ClaimFilter(text="took"), after=first[-1].number)
    assert len(second) == 1 and second[0].number > whole[-1].number
    rebuild(filled)
    assert views.search(filled, ClaimFilter(text="took")) == [*first, *second]


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lat=st.floats(33, 36), lon=st.floats(40, 42.5), km=st.floats(0.1, 150))
def test_spatial_index_agrees_with_the_claims(filled: Dossier, lat: float, lon: float, km: float) -> None:
    zone = Near(lat, lon, km)
    expected = {claim.place[0].name for claim in filled.claims() if zone.contains(claim.place[0].lat or 0, claim.place[0].lon or 0)}
    assert towns(filled, zone=zone) == expected
