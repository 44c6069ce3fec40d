"""The crosswalks cover every type and use only codes that the other schemes have."""

from __future__ import annotations

import pytest

from heldby.model import TYPES
from heldby.reference.crosswalks import country_numbers, event_codes, prio_grid_cell, type_of_sub_event, type_of_violence
from heldby.reference.crosswalks.event_types import _tables

PLOVER_EVENTS = {
    "AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "RETREAT", "ACCUSE", "DEMAND", "REJECT", "THREATEN", "PROTEST",
    "MOBILIZE", "SANCTION", "COERCE", "ASSAULT",
}  # fmt: skip
ACLED_SUB_EVENTS = {
    "Battles": {"Government regains territory", "Non-state actor overtakes territory", "Armed clash"},
    "Protests": {"Peaceful protest", "Protest with intervention", "Excessive force against protesters"},
    "Riots": {"Violent demonstration", "Mob violence"},
    "Explosions/Remote violence": {
        "Chemical weapon", "Air/drone strike", "Suicide bomb", "Shelling/artillery/missile attack", "Remote explosive/landmine/IED",
        "Grenade",
    },
    "Violence against civilians": {"Sexual violence", "Attack", "Abduction/forced disappearance"},
    "Strategic developments": {
        "Agreement", "Arrests", "Change to group/activity", "Disrupted weapons use", "Headquarters or base established",
        "Looting/property destruction", "Non-violent transfer of territory", "Other",
    },
}  # fmt: skip
"""The event types of ACLED with their sub-event types, as its codebook lists them since 2023."""


def test_every_type_of_event_has_codes_and_a_reason() -> None:
    assert set(event_codes()) == set(TYPES["event"])
    assert all(codes.why.endswith(".") for codes in event_codes().values())


def test_codes_exist_in_the_other_schemes() -> None:
    for type, codes in event_codes().items():
        assert codes.plover and codes.plover[0] in PLOVER_EVENTS, type
        assert codes.cameo and 1 <= int(codes.cameo[:2]) <= 20, type
        for acled in (codes.acled, codes.acled_civilians, codes.acled_state, codes.acled_other):
            assert acled is None or acled[1] in {"", *ACLED_SUB_EVENTS[acled[0]]}, type


def test_every_sub_event_of_acled_and_type_of_violence_has_a_type_or_a_reason_for_none() -> None:
    known = set().union(*ACLED_SUB_EVENTS.values())
    assert set(_tables()["acled"]) == known
    types = {name: type_of_sub_event(name) for name in known}
    assert {name for name, type in types.items() if type is None} == {"Change to group/activity", "Disrupted weapons use", "Other"}
    assert {type for type in types.values() if type} <= set(TYPES["event"])
    assert [type_of_violence(number) for number in "123"] == ["clash", "clash", "kill"]
    assert all(row["why"] for table in ("acled", "ucdp") for row in _tables()[table].values())


@pytest.mark.parametrize(
    ("iso2", "gw", "number", "region"),
    [
        ("IQ", 645, 368, "Middle East"), ("SY", 652, 760, "Middle East"), ("UA", 369, 804, "Europe"), ("YE", 678, 887, "Middle East"),
        ("VN", 816, 704, "Asia"), ("CZ", 316, 203, "Europe"), ("DE", 260, 276, "Europe"), ("RS", 340, 688, "Europe"),
        ("XK", 347, None, "Europe"), ("SS", 626, 728, "Africa"), ("EG", 651, 818, "Middle East"), ("US", 2, 840, "Americas"),
        ("KI", 970, 296, "Asia"), ("PS", None, 275, None),
    ],
)  # fmt: skip
def test_country_numbers_are_those_of_gleditsch_and_ward(iso2: str, gw: int | None, number: int | None, region: str | None) -> None:
    found = country_numbers()[iso2]
    assert (found.gw, found.iso_number, found.region) == (gw, number, region)


def test_no_two_countries_share_a_number() -> None:
    numbers = [one.gw for one in country_numbers().values() if one.gw is not None]
    assert len(numbers) == len(set(numbers)) == 195


@pytest.mark.parametrize(
    ("lat", "lon", "cell"),
    [
        (34.531094, 69.162796, 179779),  # Kabul, as UCDP GED gives it
        (-90.0, -180.0, 1), (90.0, 179.99, 259200), (0.0, 0.0, 129961), (0.25, 180.0, 129601),
    ],
)  # fmt: skip
def test_prio_grid_cells_are_numbered_from_the_south_west(lat: float, lon: float, cell: int) -> None:
    assert prio_grid_cell(lat, lon) == cell
