"""Families, events and control of a dataset are those of its reports, found country by country."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from dataset_helpers import KAMAL, KHERSON, RAWA, files, write_jsonl
from heldby.control import infer_control
from heldby.control.control_input import ControlInput
from heldby.dataset.derive import derive_dataset
from heldby.dataset.engines import LocalEngine
from heldby.dataset.manifest import Dataset
from heldby.dataset.read import read_dataset
from heldby.events import build_events, find_families, passage_families
from heldby.model import Claim, Report
from heldby.reading.readers import ChosenReader

BORDER = (
    "Iraqi forces recaptured the town of Rawa from Islamic State on Friday. Syrian troops seized Albu Kamal from Islamic State on "
    "Thursday, the agency reported from the border between the two countries."
)
OTHER = "In other news, the ministry of agriculture presented its plans for irrigation in the northern provinces to members of parliament."
LONG = "The football season ended with a draw. " + " ".join(f"Match number {n} was seen by {n * 937} people in town." for n in range(12))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dataset of two shards: reports of two wars and of a border, a copy, a passage that two reports print, and one id of two reports."""
    folder = tmp_path_factory.mktemp("derive")
    day = {"published": "2017-11-18"}
    first = [
        {"id": "a", "text": f"{RAWA} {OTHER}", "source": "Alpha", **day},
        {"id": "b", "text": KAMAL, "source": "Beta", **day},
        {"id": "border", "text": f"{BORDER}\n\n{LONG}", "source": "Gamma", **day},
        {"id": "twice", "text": "Rebels left Rawa on Friday.", **day},
    ]
    second = [
        {"id": "copy", "text": f"{RAWA} {OTHER}", "source": "Delta", **day},
        {"id": "passage", "text": f"{BORDER}\n\nNothing else.", **day},
        {"id": "k", "text": KHERSON, "published": "2022-11-12"},
        {"id": "twice", "text": "The army left Mosul on Friday.", **day},
    ]
    write_jsonl(folder / "1.jsonl", first)
    write_jsonl(folder / "2.jsonl", second)
    dataset = Dataset(str(folder / "out"))
    read_dataset([str(folder)], dataset, LocalEngine(), ChosenReader())
    derive_dataset(dataset, LocalEngine())
    return folder / "out"


def rows(folder: Path, table: str) -> list[dict[str, Any]]:
    import pyarrow.parquet as pq

    return [row for file in sorted(folder.glob(f"{table}/**/*.parquet")) for row in pq.ParquetFile(file).read().to_pylist()]


def records(folder: Path, table: str) -> list[Any]:
    return [json.loads(row["payload"]) for row in rows(folder, table)]


def reports_and_claims(folder: Path) -> tuple[list[Report], list[Claim], dict[str, str]]:
    """Return the reports that count, their claims, and the families that are found in all of them at once."""
    smallest = min(row["sha256"] for row in rows(folder, "reports") if row["id"] == "twice")
    counted = [row for row in rows(folder, "reports") if row["claims"] and row["sha256"] in (smallest, *others(folder))]
    reports = [Report.model_validate({**json.loads(row["payload"]), "text": row["text"]}) for row in counted]
    digests = {report.sha256 for report in reports}
    claims = [Claim.model_validate_json(row["payload"]) for row in rows(folder, "claims") if row["sha256"] in digests]
    families = find_families(reports)
    return reports, claims, {**families, **passage_families(reports, claims, families)}


def others(folder: Path) -> list[str]:
    return [row["sha256"] for row in rows(folder, "reports") if row["id"] != "twice"]


def test_families_are_those_of_all_reports_at_once(folder: Path) -> None:
    expected = {id: family for id, family in reports_and_claims(folder)[2].items() if id != family}
    found = {row["id"]: row["family"] for row in rows(folder, "families")}
    assert {id: family for id, family in found.items() if id != family} == expected
    assert found["copy"] == "a" and "border" in {family for id, family in found.items() if id != family}


def test_every_event_is_found_once_in_one_country(folder: Path) -> None:
    reports, claims, families = reports_and_claims(folder)
    expected = build_events(claims, families=families, published={report.id: report.published for report in reports})
    found = records(folder, "events")
    assert sorted(tuple(event["claims"]) for event in found) == sorted(event.claims for event in expected)
    assert {path.parent.name for path in folder.glob("events/*/*")} == {"country=IQ", "country=SY", "country=UA"}
    rawa = next(event for event in found if event["place"] and event["place"][0]["name"] == "Rawa" and event["type"] == "capture")
    assert {"a", "copy", "border", "passage"} <= set(rawa["reports"]) and rawa["families"] == len(rawa["reports"]) - 2  # two copies


def test_control_of_a_country_is_that_of_its_reports(folder: Path) -> None:
    reports, claims, families = reports_and_claims(folder)
    iraqi = {claim.report for claim in claims if any(place.country == "IQ" for place in claim.place)}
    published, outlets = ({report.id: getattr(report, name) for report in reports} for name in ("published", "source"))
    inside = [claim for claim in claims if claim.report in iraqi]
    expected = infer_control(ControlInput(inside, families=families, published=published, outlets=outlets))
    wanted = {one.id: one.model_dump(mode="json") for one in expected if one.country == "IQ"}
    found = {one["id"]: one for one in records(folder, "control")}
    assert {id: one for id, one in found.items() if one["country"] == "IQ"} == wanted and wanted
    assert {one["place"] for one in found.values()} >= {"Rawa", "Kherson"}


def test_deriving_again_does_nothing_until_a_file_is_added(folder: Path, tmp_path: Path) -> None:
    before, dataset = files(folder), Dataset(str(folder))
    derived, new = derive_dataset(dataset, LocalEngine())
    assert not new and derived.left_out == 1 and files(folder) == before
    write_jsonl(
        tmp_path / "3.jsonl", [{"id": "later", "text": "Ukrainian forces left the city of Kherson on Friday.", "published": "2022-12-01"}]
    )
    read_dataset([str(tmp_path / "3.jsonl")], dataset, LocalEngine(), ChosenReader())
    again, new = derive_dataset(dataset, LocalEngine())
    assert new and again.mark != derived.mark
    derived_files = (file for table in ("families", "events", "control") for file in folder.glob(f"{table}/**/*.parquet"))
    assert {file.relative_to(folder).as_posix() for file in derived_files} == set(again.files)
