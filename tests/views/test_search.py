from __future__ import annotations

import datetime as dt

import pytest

from dossier_samples import add_capture
from heldby import views
from heldby.store import ClaimFilter, Dossier


def quotes(record: Dossier, **more: object) -> list[str]:
    wanted = ClaimFilter(**{key: more.pop(key) for key in list(more) if key in ClaimFilter.__dataclass_fields__})  # type: ignore[arg-type]
    return [hit.text for hit in views.search(record, wanted, **more)]  # type: ignore[arg-type]


def test_claims_are_found_with_outlet_and_date(record: Dossier) -> None:
    [hit] = views.search(record, ClaimFilter(text="retook"))
    assert (hit.kind, hit.outlet, hit.published) == ("claim", "Agency B", dt.date(2017, 11, 3))
    assert "retook al-Qaim" in hit.text and hit.report.startswith("sha256:")


def test_reports_are_found_by_words_outside_claims(record: Dossier) -> None:
    [hit] = views.search(record, ClaimFilter(text="engineers mines"), within="reports")
    assert hit.kind == "report" and "Engineers cleared mines" in hit.text
    assert views.search(record, ClaimFilter(text="engineers mines")) == []


def test_pages_stay_stable_when_reports_are_added(record: Dossier) -> None:
    first = views.search(record, ClaimFilter(text="IS"), limit=2)
    add_capture(record, "Iraqi forces took Rawa from IS again.", "Rawa", "2017-12-01")
    second = views.search(record, ClaimFilter(text="IS"), limit=2, after=first[-1].number)
    assert views.search(record, ClaimFilter(text="IS"), limit=2) == first
    assert [hit.number for hit in first + second] == sorted({hit.number for hit in first + second}) and len(second) == 2


@pytest.mark.parametrize(("km", "places"), [(5, {"Albu Kamal"}), (25, {"Albu Kamal", "al-Qaim"}), (200, {"Albu Kamal", "al-Qaim", "Rawa"})])
def test_claims_are_found_within_a_radius(record: Dossier, km: float, places: set[str]) -> None:
    found = quotes(record, text="IS", near=views.Near(34.45, 40.92, km))
    assert len(found) == len(places) and all(any(place in text for text in found) for place in places)


def test_radius_works_across_the_date_line_and_the_pole(record: Dossier) -> None:
    assert quotes(record, text="IS", near=views.Near(34.45, -179.9, 100)) == []
    assert len(quotes(record, text="IS", near=views.Near(89.9, 0, 20000))) == 3


def test_filters_narrow_the_search(record: Dossier) -> None:
    assert len(quotes(record, text="IS", actor="Syrian army")) == 1
    assert len(quotes(record, text="IS", first=dt.date(2017, 11, 9), last=dt.date(2017, 11, 10))) == 1
    assert quotes(record, text="IS", status="denied") == []
