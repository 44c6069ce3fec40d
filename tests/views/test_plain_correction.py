"""Corrections in plain words: names are looked up, days and numbers are read, and what has several meanings is refused with a list."""

from __future__ import annotations

import re

import pytest

from heldby.model import When
from heldby.store import Dossier
from heldby.views.plain_correction import plain_correction, read_value, read_when


def corrected(dossier: Dossier, *pairs: str, place: str = "Rawa") -> dict[str, object]:
    """Return the correction of the claim about a place."""
    return plain_correction(dossier, "claim", next(dossier.claims(place=place)).id, pairs).values


def test_place_that_the_record_knows_gets_the_id_and_point_of_the_record(record: Dossier) -> None:
    [place] = corrected(record, "place=albu kamal")["place"]  # type: ignore[misc]
    assert (place["id"], place["name"], place["lat"], place["start"]) == ("pl-abu-kamal", "Abu Kamal", 34.45, None)


def test_place_of_the_gazetteer_in_the_country_of_the_report_is_found_by_its_name_alone(record: Dossier) -> None:
    [place] = corrected(record, "place=Mosul")["place"]  # type: ignore[misc]
    assert (place["name"], place["within"], place["precision"]) == ("Mosul", "Nineveh, Iraq", "point")


def test_place_name_with_several_meanings_is_refused_with_their_ids(record: Dossier) -> None:
    with pytest.raises(ValueError, match=r"“Tripoli” can mean .*Tripoli in North, Lebanon \(id geonames:266826\).*Write the id") as refused:
        corrected(record, "place=Tripoli")
    for id in re.findall(r"id ([^)]+)\)", str(refused.value)):
        [place] = corrected(record, f"place={id}")["place"]  # type: ignore[misc]
        assert place["id"] == id
    [place] = corrected(record, "place=Tripoli, Lebanon")["place"]  # type: ignore[misc]
    assert place["country"] == "LB"


def test_unknown_names_are_kept_without_a_point_and_the_person_is_told(record: Dossier) -> None:
    found = plain_correction(record, "claim", next(record.claims(place="Rawa")).id, ["place=Zzyzxville", "actor=Zzyzx Brigade"])
    assert (found.values["place"][0]["name"], found.values["place"][0]["lat"]) == ("Zzyzxville", None)
    assert [note.split("”")[0] for note in found.notes] == ["no place called “Zzyzxville", "no actor called “Zzyzx Brigade"]


def test_actors_are_looked_up_one_by_one(record: Dossier) -> None:
    actors = corrected(record, "actor=Syrian army; Hezbollah")["actor"]
    assert [(one["text"], one["id"]) for one in actors] == [("Syrian army", "government-of-syria"), ("Hezbollah", "hezbollah")]  # type: ignore[attr-defined]
    assert corrected(record, "target=")["target"] == []


def test_plain_correction_is_a_judgement_that_changes_the_claim(record: Dossier) -> None:
    claim = next(record.claims(place="Rawa"))
    pairs = ["place=Mosul", "when=3 November 2017 to 5 November 2017", "status=Attempted"]
    record.judge("claim", claim.id, "correct", "", plain_correction(record, "claim", claim.id, pairs).values)
    found = next(record.judged_claims(ids=(claim.id,)))
    assert (found.place[0].name, found.status, str(found.when.last if found.when else "")) == ("Mosul", "attempted", "2017-11-05")


def test_name_of_a_place_in_all_reports_can_be_given_another_meaning(record: Dossier) -> None:
    values = plain_correction(record, "place", "Rawa", ["place=Mosul"]).values
    record.judge("place", "Rawa", "correct", "", values)
    assert [claim.place[0].within for claim in record.judged_claims() if claim.place[0].text == "Rawa"] == ["Nineveh, Iraq"]


@pytest.mark.parametrize(
    ("text", "first", "last", "precision"),
    [
        ("2017-11", "2017-11-01", "2017-11-30", "month"),
        ("2016", "2016-01-01", "2016-12-31", "year"),
        ("3 November 2017", "2017-11-03", "2017-11-03", "day"),
        ("2017-11-03 to 2017-12", "2017-11-03", "2017-12-31", "vague"),
    ],
)
def test_days_months_years_and_periods_are_read(text: str, first: str, last: str, precision: str) -> None:
    when = When.model_validate(read_when(text))
    assert (str(when.first), str(when.last), when.precision) == (first, last, precision)


@pytest.mark.parametrize("text", ["03/04/2017", "soon", "2017-13", "2017-11-05 to 2017-11-03", "2017-11-31"])
def test_what_is_no_day_or_can_be_two_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="write"):
        read_when(text)


def test_numbers_are_read_as_bounds() -> None:
    bounds = [(found["low"], found["high"]) for text in ("15", "10-15", "10-", "10 to 15") if (found := read_value(text))]
    assert bounds == [(15, 15), (10, 15), (10, None), (10, 15)]
    for wrong in ("many", "15-10", "-"):
        with pytest.raises(ValueError, match=wrong):
            read_value(wrong)


@pytest.mark.parametrize("pair", ["status=perhaps", "type=conquest", "held_as=first"])
def test_unknown_choice_lists_the_choices(record: Dossier, pair: str) -> None:
    with pytest.raises(ValueError, match="choose from"):
        corrected(record, pair)
