"""FollowTheMoney entities and statements. The package of FollowTheMoney checks them where it is installed (it needs the ICU library)."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest

from heldby.export import export
from heldby.store import ClaimFilter, Dossier


def entities(record: Dossier) -> list[dict[str, Any]]:
    out = io.StringIO()
    export("ftm-jsonl", record, record.conclusions(), ClaimFilter(), out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def statements(record: Dossier) -> list[dict[str, str]]:
    out = io.StringIO()
    export("ftm-statements", record, record.conclusions(), ClaimFilter(), out)
    return list(csv.DictReader(io.StringIO(out.getvalue()), dialect=csv.unix_dialect))


def of_schema(record: Dossier, schema: str) -> list[dict[str, Any]]:
    return [one["properties"] for one in entities(record) if one["schema"] == schema]


def test_events_name_parties_places_days_and_sentences(record: Dossier) -> None:
    rawa = next(one for one in of_schema(record, "Event") if one["location"] == ["Rawa, Anbar, Iraq"])
    assert (rawa["name"], rawa["startDate"], rawa["country"]) == (["capture: Rawa (2017-11-17)"], ["2017-11-17"], ["iq"])
    assert "Iraqi forces took Rawa from IS." in rawa["description"][0] and rawa["publisher"] == ["Agency A"]
    names = {one["id"]: one["properties"]["name"][0] for one in entities(record) if "name" in one["properties"]}
    assert names[rawa["organizer"][0]] == "Iraqi forces" and names[rawa["involved"][0]] == "Islamic State"


def test_places_keep_their_coordinates_and_reports_their_outlet(record: Dossier) -> None:
    places = {one["full"][0]: (one["latitude"], one["longitude"]) for one in of_schema(record, "Address")}
    assert places["Rawa, Anbar, Iraq"] == (["34.48"], ["41.91"])
    assert sorted(one["publisher"][0] for one in of_schema(record, "Article")) == ["Agency A", "Agency B", "Agency C"]


def test_each_hold_is_a_link_between_holder_and_place(record: Dossier) -> None:
    names = {one["id"]: one["properties"]["name"][0] for one in entities(record) if "name" in one["properties"]}
    links = of_schema(record, "UnknownLink")
    assert len(links) == 6
    now = {names[link["object"][0]]: (names[link["subject"][0]], link["startDate"]) for link in links if "endDate" not in link}
    assert now["Rawa, Anbar, Iraq"] == ("Iraqi forces", ["2017-11-17"])
    assert {tuple(link["summary"]) for link in links} == {("probability 0.80",), ("probability 0.93",)}


def test_no_reference_leads_nowhere_and_no_entity_comes_twice(record: Dossier) -> None:
    found = entities(record)
    ids = [one["id"] for one in found]
    assert len(ids) == len(set(ids))
    for one in found:
        for name in ("organizer", "involved", "addressEntity", "subject", "object", "proof"):
            assert set(one["properties"].get(name, ())) <= set(ids)


def test_statements_say_the_same_as_the_entities(record: Dossier) -> None:
    told: dict[str, dict[str, list[str]]] = {}
    for one in statements(record):
        if one["prop"] != "id":
            told.setdefault(one["entity_id"], {}).setdefault(one["prop"], []).append(one["value"])
    assert told == {one["id"]: one["properties"] for one in entities(record)}


def test_followthemoney_accepts_every_entity_and_statement(record: Dossier) -> None:
    followthemoney = pytest.importorskip("followthemoney", reason="followthemoney is not installed; it needs the ICU library")
    from followthemoney.dataset import Dataset
    from followthemoney.statement import Statement, StatementEntity

    for one in entities(record):
        followthemoney.model.get(one["schema"]).validate(one)
        kept = followthemoney.model.get_proxy(one, cleaned=False).to_dict()["properties"]
        assert {name: sorted(values) for name, values in kept.items()} == {
            name: sorted(values) for name, values in one["properties"].items()
        }
    dataset, by_entity = Dataset.make({"name": "heldby", "title": "heldby"}), {}
    for row in statements(record):
        given = Statement.from_dict({**row, "lang": None, "original_value": None, "external": False})
        assert given.prop == "id" or given.id == given.generate_key()
        by_entity.setdefault(given.entity_id, []).append(given)
    for given in by_entity.values():
        entity = StatementEntity.from_statements(dataset, [one for one in given if one.prop != "id"])
        digests = [next(one.value for one in side if one.prop == "id") for side in (given, entity.statements)]
        assert digests[0] == digests[1]
