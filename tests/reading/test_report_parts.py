"""A very long report is read in parts. Its claims stand where their words stand."""

from __future__ import annotations

from heldby.model import Passage, Report
from heldby.reading.explain import explain
from heldby.reading.report_parts import LONGEST_PART, parts_of
from shared_reader import reader

FIRST = "Ukrainian troops recaptured Izium from Russian forces."
HEADING = "Also in the news: rebels shelled Homs"
LAST = "Russian troops with\u00addrew from Kherson."
TEXT = f"{FIRST}{' ' * (LONGEST_PART + 50)}{HEADING}\n\n{LAST}"
REPORT = Report(id="r", sha256="", text=TEXT, title="Fall of Izium")


def test_claims_of_every_part_are_quoted_from_the_report_and_explained() -> None:
    reading = reader().read(REPORT)
    found = {claim.type: claim for claim in reading.claims}
    assert found["capture"].start < len(FIRST) and found["withdraw"].start > LONGEST_PART
    for claim in reading.claims:
        assert claim.quote == TEXT[claim.start : claim.end]
        explanation = explain(reader(), REPORT, claim.id)
        assert explanation and explanation.claim == claim
    assert all(mention.text == TEXT[mention.start : mention.end] for mention in reading.mentions)
    assert [m.start for m in reading.mentions] == sorted(m.start for m in reading.mentions)


def test_heading_in_a_later_part_is_not_read() -> None:
    at = TEXT.index(HEADING)
    heading = Passage(start=at, end=at + len(HEADING), kind="repeat")
    found = reader().read(REPORT.model_copy(update={"boilerplate": (heading,)})).claims
    assert {claim.type for claim in found} >= {"capture", "withdraw"} and not any(claim.type == "shelling" for claim in found)


def test_only_the_first_part_has_the_title() -> None:
    first, *others = parts_of(REPORT)
    assert first.report.title == "Fall of Izium" and others and not any(part.report.title for part in others)


def test_usual_report_is_one_part() -> None:
    report = Report(id="r", sha256="", text=FIRST)
    assert [part.report for part in parts_of(report)] == [report]
