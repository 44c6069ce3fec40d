from __future__ import annotations

import datetime as dt

from heldby import views
from heldby.store import ClaimFilter, Dossier


def test_timeline_is_in_order_of_time_with_quotes(record: Dossier) -> None:
    entries = views.timeline(record, record.conclusions(), ClaimFilter())
    assert [(str(one.first), one.place) for one in entries] == [
        ("2017-11-03", ("al-Qaim",)), ("2017-11-09", ("Abu Kamal",)), ("2017-11-17", ("Rawa",))
    ]  # fmt: skip
    assert all(one.quote for one in entries)


def test_events_are_filtered_by_their_claims(record: Dossier) -> None:
    found = views.events(record, record.conclusions(), ClaimFilter(actor="Syrian army"))
    assert [event.place[0].name for event in found] == ["Abu Kamal"]
    assert not views.events(record, record.conclusions(), ClaimFilter(last=dt.date(2017, 11, 1)))


def test_actors_are_listed_with_every_spelling(record: Dossier) -> None:
    first = views.actors(record, record.conclusions(), ClaimFilter())[0]
    assert (first.id, first.name, first.spellings, first.claims, first.reports) == ("islamic-state", "Islamic State", ("IS",), 3, 3)
    assert (first.first, first.last) == (dt.date(2017, 11, 3), dt.date(2017, 11, 17))


def test_places_are_listed_with_their_location(record: Dossier) -> None:
    [kamal] = views.places(record, record.conclusions(), ClaimFilter(place="Abu Kamal"))
    assert (kamal.spellings, kamal.within, kamal.lat, kamal.precision) == (("Albu Kamal",), "Deir ez-Zor, Syria", 34.45, "point")


def test_contradictions_are_filtered_by_their_claims(record: Dossier) -> None:
    assert [one.id for one in views.contradictions(record, record.conclusions(), ClaimFilter(place="Rawa"))] == ["con-1"]
    assert not views.contradictions(record, record.conclusions(), ClaimFilter(place="al-Qaim"))
