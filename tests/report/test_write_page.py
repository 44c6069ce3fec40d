"""The page file of a dossier."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dossier_making import HandReading, claim_of, make_report
from dossier_samples import add_capture, conclude, fill
from heldby.report import page, write_page
from heldby.store import Conclusions, Dossier, dossier_config


@pytest.fixture
def dossier(tmp_path: Path) -> Iterator[Dossier]:
    opened = Dossier.open(tmp_path / "euphrates", create=True, who="tester")
    fill(opened)
    yield opened
    opened.close()


@pytest.fixture(autouse=True)
def shell(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "load_template", lambda: f"<html>{page.MARK}</html>")


def data_of(path: Path) -> dict[str, Any]:
    found = re.search(r'type="application/json">(.*?)</script>', path.read_text(encoding="utf-8"), re.S)
    assert found is not None
    return json.loads(found[1])  # type: ignore[no-any-return]


def test_every_quote_is_in_its_report_at_its_offsets(dossier: Dossier, tmp_path: Path) -> None:
    conclude(dossier)
    data = data_of(write_page(dossier, tmp_path / "report.html"))
    texts = {report["id"]: report["text"] for report in data["reports"]}
    quotes = {claim.id: claim.quote for claim in dossier.claims()}
    assert len(data["claims"]) == 3
    for claim in data["claims"]:
        (stretch,) = texts[claim["report"]]
        assert stretch["text"][claim["start"] : claim["end"]] == quotes[claim["id"]]
        assert claim["place"][0]["key"] in {place["id"] for place in data["places"]}


def test_page_has_places_sides_rivers_towns_and_disputes(dossier: Dossier, tmp_path: Path) -> None:
    conclude(dossier)
    data = data_of(write_page(dossier, tmp_path / "report.html"))
    assert {place["name"]: place["lat"] for place in data["places"]} == {"Rawa": 34.48, "al-Qaim": 34.37, "Abu Kamal": 34.45}
    assert {side["id"] for side in data["sides"]} == {"islamic-state", "government-of-iraq", "government-of-syria"}
    assert data["sides"][0] == {"id": "islamic-state", "name": "Islamic State", "look": 0}, "the side with the most claims comes first"
    assert "Euphrates" in {river["name"] for river in data["rivers"]}
    assert "Baghdad" in {town["name"] for town in data["landmarks"]}
    assert [dispute["reason"] for dispute in data["disputes"]] == ["Two claims name different holders."]
    assert data["title"] == "Who holds what"


def test_page_has_the_title_of_the_dossier(dossier: Dossier, tmp_path: Path) -> None:
    conclude(dossier)
    dossier.configure("title", "  The Euphrates,\n autumn 2017 ")
    assert data_of(write_page(dossier, tmp_path / "report.html"))["title"] == "The Euphrates, autumn 2017"
    assert data_of(write_page(dossier, tmp_path / "report.html", title="Draft"))["title"] == "Draft"


def test_page_has_a_version_for_each_day_on_which_knowledge_changed(dossier: Dossier, tmp_path: Path) -> None:
    found = conclude(dossier)
    data = data_of(write_page(dossier, tmp_path / "report.html", as_known=lambda on: [c for c in found.controls if c.place == "al-Qaim"]))
    assert data["cuts"] == ["2017-11-03", "2017-11-09", "2017-11-17"]
    versions = {place["name"]: [version["known_from"] for version in place["versions"]] for place in data["places"]}
    assert versions == {"al-Qaim": ["2017-11-03"], "Abu Kamal": ["2017-11-17"], "Rawa": ["2017-11-17"]}


def test_sides_toml_changes_sides_on_the_page(dossier: Dossier, tmp_path: Path) -> None:
    (dossier.folder / "sides.toml").write_text('"government-of-iraq" = "the-coalition"', "utf-8")
    dossier_config.adopt_changes(dossier)
    conclude(dossier)
    data = data_of(write_page(dossier, tmp_path / "report.html"))
    sides = {party["side"] for claim in data["claims"] for party in claim["actor"] if party.get("id") == "government-of-iraq"}
    assert sides == {"the-coalition"}


def test_place_without_a_point_has_no_coordinates(dossier: Dossier, tmp_path: Path) -> None:
    add_capture(dossier, "Iraqi forces took Jabbab from IS.", "Jabbab", "2017-11-02")
    conclude(dossier)
    data = data_of(write_page(dossier, tmp_path / "report.html"))
    (jabbab,) = [place for place in data["places"] if place["name"] == "Jabbab"]
    assert "lat" not in jabbab and "lon" not in jabbab and jabbab["within"] == "Anbar, Iraq"


def test_undated_report_has_the_day_on_which_it_became_known(dossier: Dossier, tmp_path: Path) -> None:
    report, original = make_report("Troops surround Hawija.", published=None)
    dossier.add(report, original, HandReading(report, (), (claim_of(report, "Troops surround Hawija.", type="besiege"),)))
    store_families_only(dossier)
    (undated,) = [one for one in data_of(write_page(dossier, tmp_path / "report.html"))["reports"] if "published" not in one]
    assert undated["known"] == dossier.known_dates()[report.id].isoformat()


def test_empty_dossier_makes_a_page(tmp_path: Path) -> None:
    with Dossier.open(tmp_path / "empty", create=True) as empty:
        data = data_of(write_page(empty, tmp_path / "report.html", as_known=lambda on: []))
    assert (data["places"], data["claims"], data["reports"], data["rivers"]) == ([], [], [], [])


def test_long_record_is_shortened_with_a_note(dossier: Dossier, tmp_path: Path) -> None:
    conclude(dossier)
    filler = "The road was quiet and nothing more was reported. " * 8000
    add_capture(dossier, f"Iraqi forces took Rawa from IS. {filler}", "Rawa", "2017-11-18")
    path = write_page(dossier, tmp_path / "report.html", most_bytes=60_000)
    assert path.stat().st_size <= 60_000
    data = data_of(path)
    assert [note["code"] for note in data["notes"]] == ["texts-shortened"]
    (long,) = [report for report in data["reports"] if report["length"] > 100_000]
    assert long["text"][0]["text"].startswith("Iraqi forces took Rawa from IS.")
    assert len(data["claims"]) == 4, "texts are shortened before claims are left out"


def test_older_page_is_replaced_and_no_temporary_file_remains(dossier: Dossier, tmp_path: Path) -> None:
    conclude(dossier)
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "report.html").write_text("old")
    write_page(dossier, folder / "report.html", title="New")
    assert [file.name for file in folder.iterdir()] == ["report.html"]
    assert data_of(folder / "report.html")["title"] == "New"


def store_families_only(dossier: Dossier) -> None:
    families = {report.id: report.id for report in dossier.reports()}
    dossier.save_conclusions(Conclusions(families=families), through=dossier.ledger_position(), by="by hand")
