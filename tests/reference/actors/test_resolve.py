"""Tests of resolving phrases to actors."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pytest

from heldby.reference.actors import load_actors, resolve_actor

ACTORS = load_actors()
EXAMPLES = [(actor.id, example) for actor in ACTORS for example in actor.examples]


def resolved(text: str, on: dt.date | None = None, countries: Sequence[str] = ()) -> str | None:
    actor = resolve_actor(ACTORS, text, on, countries=countries)
    return actor.id if actor else None


@pytest.mark.parametrize(("actor_id", "example"), EXAMPLES)
def test_examples_resolve_to_their_actor(actor_id: str, example: str) -> None:
    assert resolved(example) == actor_id


@pytest.mark.parametrize(
    ("phrase", "actor_id"),
    [
        ("Malian soldiers", "government-of-mali"),
        ("the Ukrainian armed forces", "government-of-ukraine"),
        ("Turkish F-16 jets", "government-of-turkey"),
        ("Russia’s Defence Ministry", "government-of-russia"),
        ("Ethiopia's army", "government-of-ethiopia"),
        ("U.S. special operations forces", "government-of-united-states"),
        ("Ministry of Defence of Azerbaijan", "government-of-azerbaijan"),
        ("President Assad's troops", "government-of-syria"),
        ("fighters loyal to General Haftar", "libyan-national-army"),
        ("members of the Islamic State group", "islamic-state"),
        ("Iran-backed Houthi rebels", "houthis"),
        ("US-backed Syrian Democratic Forces", "syrian-democratic-forces"),
        ("Jabhat An-Nusra", "al-nusra-front"),
        ("Jabhat al Nusra", "al-nusra-front"),
        ("Hizbullah fighters", "hezbollah"),
        ("Pakistani Taliban", "ttp"),
    ],
)
def test_phrase_resolves_to_its_actor(phrase: str, actor_id: str) -> None:
    assert resolved(phrase) == actor_id


@pytest.mark.parametrize(
    "phrase",
    [
        "rebels",
        "the army",
        "Kurdish forces",
        "Syrian and Russian warplanes",
        "Syrians",
        "pro-Iranian militias",
        "anti-Russian fighters",
        "Hezbollah-led forces",
        "Libyan militias",
        "Iraqi tribal volunteers",
        "is",
        "us",
        "",
        "...",
    ],
)
def test_ambiguous_phrase_is_not_resolved(phrase: str) -> None:
    assert resolved(phrase) is None


def test_shared_acronym_needs_a_country() -> None:
    assert resolved("SNA") is None
    assert resolved("SNA fighters", countries=["SY"]) == "syrian-national-army"
    assert resolved("SNA", countries=["SO"]) == "government-of-somalia"


def test_shared_name_resolves_to_the_actor_that_existed_then() -> None:
    assert resolved("ISI", dt.date(2009, 5, 1), countries=["IQ"]) == "islamic-state-of-iraq"
    assert resolved("ISI", dt.date(2020, 5, 1), countries=["IQ"]) == "government-of-pakistan"


@pytest.mark.parametrize(
    ("actor_id", "country", "names"),
    [
        ("republic-of-serbian-krajina", "HR", ["Krajina Serbs", "the Croatian Serb rebels", "RSK", "Republic of Serb Krajina"]),
        ("government-of-bosnia-and-herzegovina", "BA", ["ARBiH", "Army of Bosnia and Herzegovina", "the Bosnian army", "Bosniak forces"]),
        ("npfl", "LR", ["NPFL", "National Patriotic Front of Liberia", "NPFL rebels", "Charles Taylor's forces"]),
        ("lurd", "LR", ["LURD", "LURD rebels", "Liberians United for Reconciliation and Democracy"]),
        ("afrc", "SL", ["AFRC", "Armed Forces Revolutionary Council", "AFRC soldiers"]),
        ("forces-nouvelles", "CI", ["Forces Nouvelles", "New Forces rebels", "Guillaume Soro's forces"]),
        ("mfdc", "SN", ["MFDC", "Casamance rebels", "Movement of Democratic Forces of Casamance"]),
        ("frpi", "CD", ["FRPI", "FRPI militia", "Patriotic Resistance Front in Ituri"]),
        ("flec", "AO", ["FLEC", "FLEC-FAC", "Cabinda separatists", "Front for the Liberation of the Enclave of Cabinda"]),
        ("ufdd", "TD", ["UFDD", "UFDD rebels", "Union of Forces for Democracy and Development"]),
        ("usc-sna", "SO", ["USC/SNA", "Aideed's militia", "Somali National Alliance"]),
        ("ssdm", "SS", ["SSDM/A", "Cobra Faction", "South Sudan Democratic Movement"]),
        ("auc", "CO", ["AUC", "United Self-Defense Forces of Colombia", "Autodefensas Unidas de Colombia"]),
        ("mrta", "PE", ["MRTA", "Tupac Amaru rebels", "Túpac Amaru Revolutionary Movement"]),
        ("cpn-maoist", "NP", ["CPN-M", "Nepali Maoists", "Maoist rebels", "Prachanda's fighters"]),
        ("khmer-rouge", "KH", ["Khmer Rouge", "Khmer Rouge guerrillas", "Party of Democratic Kampuchea"]),
        ("gam-aceh", "ID", ["GAM", "Free Aceh Movement", "Gerakan Aceh Merdeka", "Acehnese separatists"]),
        ("bougainville-revolutionary-army", "PG", ["BRA", "Bougainville Revolutionary Army", "Bougainville rebels"]),
        ("united-tajik-opposition", "TJ", ["UTO", "United Tajik Opposition", "Tajik opposition fighters"]),
        ("junbish", "AF", ["Junbish-i-Milli", "Dostum's forces", "General Dostum's troops"]),
    ],
)
def test_every_name_of_a_party_resolves_to_it(actor_id: str, country: str, names: Sequence[str]) -> None:
    assert {name: resolved(name, countries=[country]) for name in names} == dict.fromkeys(names, actor_id)


@pytest.mark.parametrize(
    ("name", "by_country"),
    [
        ("UPC", {"CD": "upc-ituri", "CF": "upc-car"}),
        ("CDF", {"SL": "cdf-sierra-leone", "MM": "chin-national-front"}),
        ("BRA", {"PG": "bougainville-revolutionary-army", "PK": "baloch-republican-army"}),
        ("National Liberation Army", {"MK": "nla-macedonia", "CO": "eln"}),
        ("Maoist rebels", {"NP": "cpn-maoist", "IN": "naxalites", "PH": "new-peoples-army", "PE": "shining-path"}),
        ("Maoists", {"NP": "cpn-maoist", "IN": "naxalites", "PH": "new-peoples-army", "PE": "shining-path"}),
    ],
)
def test_name_of_parties_in_two_countries_follows_the_report(name: str, by_country: dict[str, str]) -> None:
    assert resolved(name) is None
    assert {country: resolved(name, countries=[country]) for country in by_country} == by_country


@pytest.mark.parametrize(
    ("phrase", "actor_id"),
    [
        ("Egyptian Islamic Jihad", "egyptian-islamic-jihad"),
        ("the Islamic Jihad group", "palestinian-islamic-jihad"),
        ("Irish National Liberation Army", "inla"),
        ("Kosovo forces", "government-of-kosovo"),
        ("CNDD-FDD", "cndd-fdd"),
        ("CNDD", "cndd-burundi"),
    ],
)
def test_name_inside_a_longer_name_does_not_count(phrase: str, actor_id: str) -> None:
    assert resolved(phrase) == actor_id
