"""Events in the shapes of UCDP GED, ACLED and PLOVER."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json

import pytest

from dossier_making import actor, claim_of, make_report, place
from export.event_data.published_columns import ACLED, UCDP_GED
from heldby.export import export
from heldby.export.event_data.facts import areas_of, deaths_of
from heldby.export.event_data.ged_csv import date_precision, violence
from heldby.model import Event, PlaceRef, Spread, When
from heldby.store import ClaimFilter, Conclusions, Dossier

RAWA_CELL = (2 * (90 + 34) + 0) * 720 + 2 * (180 + 41) + 1 + 1
"""The cell of Rawa at 34.48, 41.91: row 249 from the south, column 444 from the west."""


def rows(record: Dossier, name: str, snapshot: Conclusions | None = None) -> list[dict[str, str]]:
    out = io.StringIO()
    export(name, record, snapshot or record.conclusions(), ClaimFilter(), out)
    return list(csv.DictReader(io.StringIO(out.getvalue())))


@pytest.mark.parametrize(("name", "columns", "count"), [("ged-csv", UCDP_GED, 49), ("acled-csv", ACLED, 31)])
def test_columns_are_those_published(record: Dossier, name: str, columns: list[str], count: int) -> None:
    found = list(rows(record, name)[0])
    assert len(found) == len(columns) == count
    for position, (mine, published) in enumerate(zip(found, columns, strict=True)):
        assert mine == published, position


def test_ged_row_has_parties_place_day_and_source(record: Dossier) -> None:
    row = next(row for row in rows(record, "ged-csv") if row["where_coordinates"] == "Rawa")
    expected = {
        "year": "2017", "type_of_violence": "1", "side_a": "Iraqi forces", "side_b": "Islamic State", "where_prec": "1", "adm_1": "Anbar",
        "latitude": "34.48", "longitude": "41.91", "geom_wkt": "POINT (41.91 34.48)", "priogrid_gid": str(RAWA_CELL), "country": "Iraq",
        "country_id": "645", "region": "Middle East", "date_prec": "1", "date_start": "2017-11-17", "date_end": "2017-11-17",
        "gwnoa": "645",
        "source_office": "Agency A", "source_date": "2017-11-17", "number_of_sources": "1",
    }  # fmt: skip
    assert {column: row[column] for column in expected} == expected
    assert "Iraqi forces took Rawa from IS." in row["source_article"]
    event = next(event for event in record.conclusions().events if event.place[0].name == "Rawa")
    assert row["relid"] == f"heldby-{event.id}" and len(row["id"]) <= 15


def test_what_reports_do_not_give_stays_empty(record: Dossier) -> None:
    for row in rows(record, "ged-csv"):
        for column in ("active_year", "conflict_new_id", "dyad_new_id", "event_clarity", "deaths_a", "best", "low", "high", "gwnob"):
            assert row[column] == "", column


def test_event_without_a_point_has_no_cell_and_no_coordinates(record: Dossier) -> None:
    snapshot = record.conclusions()
    where = PlaceRef(text="Jabbab", name="Jabbab", within="Anbar, Iraq", country="IQ", precision="admin1", method="enclosing-area")
    moved = snapshot.events[0].model_copy(update={"place": (where,)})
    [row] = rows(record, "ged-csv", snapshot._replace(events=[moved]))
    assert [row[column] for column in ("latitude", "longitude", "geom_wkt", "priogrid_gid")] == [""] * 4
    assert (row["where_prec"], row["country_id"], row["adm_1"], row["adm_2"]) == ("4", "645", "Anbar", "")


def test_planned_and_denied_events_are_no_rows(record: Dossier) -> None:
    snapshot = record.conclusions()
    events = [
        one.model_copy(update={"status": status}) for one, status in zip(snapshot.events, ("planned", "denied", "happened"), strict=True)
    ]
    for name in ("ged-csv", "acled-csv"):
        assert len(rows(record, name, snapshot._replace(events=events))) == 1


def test_acled_row_tells_the_home_state_from_others(record: Dossier) -> None:
    found = {row["location"]: row for row in rows(record, "acled-csv")}
    rawa = found["Rawa"]
    assert (rawa["event_type"], rawa["sub_event_type"], rawa["inter1"], rawa["inter2"], rawa["interaction"]) == (
        "Battles", "Government regains territory", "State forces", "Rebel group", "State forces-Rebel group",
    )  # fmt: skip
    assert (rawa["iso"], rawa["admin1"], rawa["geo_precision"], rawa["fatalities"]) == ("368", "Anbar", "1", "")
    abroad = record.conclusions().events[0].model_copy(update={"actor": (actor("Syrian army"),)})
    [row] = rows(record, "acled-csv", record.conclusions()._replace(events=[abroad]))
    assert (row["sub_event_type"], row["inter1"]) == ("Non-state actor overtakes territory", "External/Other forces")
    unknown = abroad.model_copy(update={"actor": ()})
    [row] = rows(record, "acled-csv", record.conclusions()._replace(events=[unknown]))
    assert (row["event_type"], row["sub_event_type"], row["actor1"]) == ("Battles", "", "")


@pytest.mark.parametrize(
    ("actors", "targets", "number"),
    [
        (("Iraqi forces",), ("IS",), 1), (("IS",), ("Iraqi forces",), 1), (("IS",), ("residents",), 3), (("IS",), ("some gunmen",), None),
        (("IS", "Iraqi forces"), (), 1), (("IS",), (), None), ((), ("IS",), None),
    ],
)  # fmt: skip
def test_type_of_violence_follows_from_the_parties(actors: tuple[str, ...], targets: tuple[str, ...], number: int | None) -> None:
    def refs(names: tuple[str, ...]) -> tuple[object, ...]:
        return tuple(actor(name) for name in names)

    assert violence(refs(actors), refs(targets)) == number  # type: ignore[arg-type]


def test_two_groups_are_non_state() -> None:
    assert violence((actor("IS"),), (actor("IS").model_copy(update={"id": "hezbollah", "name": "Hezbollah"}),)) == 2


@pytest.mark.parametrize(
    ("days", "precision"), [(1, 1), (2, 2), (6, 2), (7, 3), (8, 4), (31, 4), (32, 5), (366, 5), (367, None), (None, None)]
)
def test_date_precision(days: int | None, precision: int | None) -> None:
    assert date_precision(days) == precision


def spread(unit: str, low: float, high: float | None, likeliest: float) -> Spread:
    return Spread(type="killed", unit=unit, low=low, high=high, likeliest=likeliest, claims=("a",))


def test_deaths_of_different_people_are_not_added(record: Dossier) -> None:
    event = record.conclusions().events[0]
    one = deaths_of(event.model_copy(update={"value": (spread("civilians", 12, 30, 20),)}))
    assert (one.low, one.best, one.high, one.civilians) == (12, 20, 30, True)
    two = deaths_of(event.model_copy(update={"value": (spread("fighters", 31, None, 31), spread("militants", 80, None, 80))}))
    assert (two.low, two.best, two.high, two.civilians) == (80, None, None, False)


def test_areas_come_from_the_gazetteer() -> None:
    assert areas_of(place("Rawa")) == ("Anbar", None)
    district = PlaceRef(text="Rutba district", name="Rutba district", within="Anbar, Iraq", precision="admin2", method="curated")
    assert areas_of(district) == ("Anbar", "Rutba district")
    assert areas_of(PlaceRef(text="Iraq", name="Iraq", precision="country")) == (None, None)


def test_cells_never_become_formulas(record: Dossier) -> None:
    snapshot = record.conclusions()
    hostile = place("Rawa").model_copy(update={"name": '=HYPERLINK("http://example.org")'})
    event = snapshot.events[0].model_copy(update={"place": (hostile,), "actor": (actor("@SUM(1+1)"),)})
    for name, where, who in (("ged-csv", "where_coordinates", "side_a"), ("acled-csv", "location", "actor1")):
        [row] = rows(record, name, snapshot._replace(events=[event]))
        assert row[where].startswith("'=HYPERLINK") and row[who] == "'@SUM(1+1)"


def test_plover_record_has_codes_parties_and_the_sentence(record: Dossier) -> None:
    out = io.StringIO()
    assert export("plover-jsonl", record, record.conclusions(), ClaimFilter(), out) == 3
    found = [json.loads(line) for line in out.getvalue().splitlines()]
    rawa = next(one for one in found if one["heldby"]["places"][0]["name"] == "Rawa")
    assert (rawa["event"], rawa["mode"], rawa["context"], rawa["heldby"]["cameo"]) == ("COERCE", "confiscate", "military", "192")
    assert (rawa["source"][0]["sector"], rawa["source"][0]["country"], rawa["target"][0]["sector"]) == ("GOV", "IQ", "REB")
    assert (rawa["date"], rawa["publication"], rawa["text"]) == ("2017-11-17", "Agency A", "Iraqi forces took Rawa from IS.")
    info = rawa["textInfo"]
    report = record.report(info["report"])
    assert report is not None and report.text[info["start"] : info["end"]] == rawa["text"]


def test_undated_events_have_no_date(record: Dossier) -> None:
    snapshot = record.conclusions()
    undated: Event = snapshot.events[0].model_copy(update={"when": None})
    open_end = snapshot.events[1].model_copy(
        update={"when": When(first=dt.date(2014, 1, 1), last=None, precision="year", text="since 2014")}
    )
    found = rows(record, "ged-csv", snapshot._replace(events=[undated, open_end]))
    assert [(row["year"], row["date_start"], row["date_end"], row["date_prec"]) for row in found] == [
        ("", "", "", ""), ("2014", "2014-01-01", "", ""),
    ]  # fmt: skip


def test_every_source_of_an_event_is_cited(record: Dossier) -> None:
    report, original = make_report(
        "Rawa fell on Friday, a spokesman said.", published="2017-11-18", source="Agency D", url="https://d.example/1"
    )
    claim = claim_of(
        report, "Rawa fell on Friday, a spokesman said.", type="capture", actor=["Iraqi forces"], place=["Rawa"], source="a spokesman"
    )
    from dossier_making import HandReading

    record.add(report, original, HandReading(report, (), (claim,)))
    snapshot = record.conclusions()
    first = next(event for event in snapshot.events if event.place[0].name == "Rawa")
    both = first.model_copy(update={"claims": (*first.claims, claim.id), "reports": (*first.reports, report.id), "families": 2})
    [row] = rows(record, "ged-csv", snapshot._replace(events=[both]))
    assert row["number_of_sources"] == "2" and row["source_original"] == "a spokesman"
    assert "https://d.example/1" in row["source_article"] and row["source_office"] == "Agency A; Agency D"
