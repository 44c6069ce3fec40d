"""The example's reports are what its README says of them: forms, dates, the undated one, the copy, and answers that name known sides."""

from __future__ import annotations

import datetime as dt
import tomllib
from pathlib import Path

import pytest

from heldby.events import find_families
from heldby.intake import Accepted, read_paths
from heldby.model import Report
from heldby.reference import actors

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "euphrates-2017"
NOTE = "Written for heldby's example from public facts."


@pytest.fixture(scope="module")
def reports() -> dict[str, Report]:
    """The reports by file name, or by id where a file holds several."""
    taken = [found.report for found in read_paths([EXAMPLE]) if isinstance(found, Accepted)]
    return {Path(one.path or one.id).name if not (one.path or "").endswith(".jsonl") else one.id: one for one in taken}


def test_every_report_is_read(reports: dict[str, Report]) -> None:
    assert len(reports) == 44
    assert all(len(report.text) > 250 for report in reports.values())


def test_every_report_says_that_it_was_written_for_the_example(reports: dict[str, Report]) -> None:
    assert [name for name, report in reports.items() if NOTE not in report.text] == []


def test_all_but_one_report_are_dated_in_the_campaign(reports: dict[str, Report]) -> None:
    assert [name for name, report in reports.items() if report.published is None] == ["rawa-waits.txt"]
    days = [report.published for report in reports.values() if report.published]
    assert min(days) == dt.date(2017, 7, 9)
    assert max(days) == dt.date(2017, 12, 10)


def test_file_names_tell_the_publication_day(reports: dict[str, Report]) -> None:
    for name, report in reports.items():
        if name.startswith("2017-"):
            assert str(report.published) == name[:10]


def test_a_wrong_year_in_the_footer_does_not_date_the_report(reports: dict[str, Report]) -> None:
    assert "2014" in (EXAMPLE / "2017-10-27-t2.html").read_text(encoding="utf-8")
    assert reports["2017-10-27-t2.html"].published == dt.date(2017, 10, 27)


def test_broken_html_is_read_to_its_last_sentence(reports: dict[str, Report]) -> None:
    text = reports["2017-11-10-abu-kamal-ambush.html"].text
    assert "One day after Damascus proclaimed the capture of Abu Kamal" in text
    assert "The army did not comment" in text


def test_only_the_copy_shares_a_family(reports: dict[str, Report]) -> None:
    families = find_families(reports.values())
    named = {name: families[report.id] for name, report in reports.items()}
    assert named["2017-10-16-kirkuk.txt"] == named["2017-10-16-kirkuk-copy.html"]
    assert len(set(named.values())) == len(named) - 1


def test_expected_answers_name_sides_and_places_that_the_reports_know(reports: dict[str, Report]) -> None:
    known = actors.load_actors()
    told = " ".join(f"{report.title or ''} {report.text}" for report in reports.values())
    with (EXAMPLE / "expected.toml").open("rb") as file:
        rows = tomllib.load(file)["hold"]
    for row in rows:
        assert known.get(row["holder"]), row
        assert row["place"] in told or row["place"] in {"al-Omar oil field", "Husaybah"}, row
        assert row.get("known_on", row["on"]) >= row["on"], row
    assert {row["place"] for row in rows} >= {"Mosul", "al-Qaim", "Rawa", "Abu Kamal"}
