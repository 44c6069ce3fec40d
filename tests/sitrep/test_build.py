"""Tests of the content of situation reports: every sentence has evidence, and period and area limit what is said."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from heldby import pipeline
from heldby.errors import UnknownPlace
from heldby.sitrep import Scope, SituationReport, build_situation_report
from heldby.store import Dossier
from sitrep_record import KAMAL, OLD, SINCE, UNTIL, add, capture, open_record


def sentences(report: SituationReport, title: str) -> list[str]:
    """Return the sentences of one section."""
    return [one.text for section in report.sections if section.title.startswith(title) for one in section.statements]


def build(record: Dossier, **scope: object) -> SituationReport:
    return build_situation_report(record, pipeline.take_snapshot(record), Scope(**{"since": SINCE, "until": UNTIL, **scope}))  # type: ignore[arg-type]


def test_every_sentence_leads_to_exact_words_of_a_report(record: Dossier, made: SituationReport) -> None:
    statements = [one for section in made.sections for one in section.statements]
    texts = {one.id: one.text for one in record.reports()}
    numbers = [entry.number for entry in made.annex]
    assert len(statements) >= 12 and numbers == list(range(1, len(numbers) + 1))
    assert all(one.evidence and set(one.evidence) <= set(numbers) for one in statements)
    assert {number for one in statements for number in one.evidence} == set(numbers)
    assert all(entry.quote and entry.quote in texts[entry.report] for entry in made.annex)
    cited = {entry.outlet: entry for entry in made.annex}
    assert cited["Agency A"].url == "https://a.example/rawa" and cited["Agency A"].published == dt.date(2017, 11, 17)
    assert cited["Agency C"].url is None  # its address is a script


def test_changes_of_holder_are_dated_and_give_their_probability(made: SituationReport) -> None:
    changed = sentences(made, "What changed")
    assert any(
        one.startswith("On 17 November 2017, control of Rawa passed from Islamic State to Iraqi forces (probability 0.9") for one in changed
    )
    assert any("al-Qaim passed from Islamic State to Iraqi forces" in one for one in changed)


def test_holders_are_listed_by_area_with_a_map(made: SituationReport) -> None:
    assert {one.split(" has been held by ")[0] for one in sentences(made, "Anbar, Iraq")} == {"Rawa", "Al-Qaim"}
    whole = next(one for one in made.sections if one.title == "Who holds what on 20 November 2017")
    assert whole.map is not None and ">Rawa<" in whole.map and ">Abu Kamal<" in whole.map


def test_figure_has_the_range_of_all_reports(made: SituationReport) -> None:
    assert sentences(made, "Figures") == ["Killed: 30 to 50 or more fighters (killing in Rawa against Islamic State, 17 November 2017)."]


def test_contradictions_and_plans_are_reported(made: SituationReport) -> None:
    assert any("denies it" in one for one in sentences(made, "Contradictions"))
    assert sentences(made, "Plans") == ["Planned: attack in Abu Kamal by Islamic State, as reported by Agency C on 9 November 2017."]


def test_area_and_period_limit_every_section(record: Dossier) -> None:
    syria = build(record, area="syria")
    assert syria.title == "Situation report: Syria, 1 to 20 November 2017"
    text = syria.model_dump_json()
    assert "Abu Kamal" in text and "Rawa" not in text and "al-Qaim" not in text
    assert sentences(syria, "Figures") == [] and len(sentences(syria, "Plans")) == 1
    assert sentences(build(record, area="SY"), "What changed") == sentences(syria, "What changed")
    early = build(record, until=dt.date(2017, 11, 5))
    assert not any("Rawa" in one for one in sentences(early, "What changed")) and sentences(early, "Figures") == []


def test_later_reports_are_not_used_as_known_on_a_day(tmp_path: Path, record: Dossier) -> None:
    day = dt.date(2017, 11, 10)
    snapshot = pipeline.take_snapshot(record, known_on=day)
    known = build_situation_report(record, snapshot, Scope(SINCE, None, known_on=day))
    assert known.until == day and all(entry.known <= day for entry in known.annex) and "published by 10 November 2017" in known.basis[-1]


def test_place_without_an_answer_and_silent_outlet_are_unknown(tmp_path: Path) -> None:
    with open_record(tmp_path / "dossier") as opened:
        for day in ("2015-01-01", "2015-01-02", "2015-01-03"):
            add(opened, f"{OLD} It was {day}.", day, [capture(OLD, "Iraqi forces", "IS", "Anah", day)], source="Old Wire")
        found = pipeline.conclude(opened)
        anah = next(one for one in found.controls if one.place == "Anah")
        held = anah.intervals[-1].model_copy(update={"first": dt.date(2015, 1, 2), "last": dt.date(2015, 7, 15)})
        gone = held.model_copy(update={"first": dt.date(2015, 7, 16), "last": None, "status": "unknown", "holder": None, "claims": ()})
        controls = [one if one.id != anah.id else one.model_copy(update={"intervals": (held, gone)}) for one in found.controls]
        with_gap = build_situation_report(opened, found._replace(controls=controls), Scope(SINCE, UNTIL))
        shown = build(opened)
    assert sentences(with_gap, "What is not known") == [
        "Who held Anah on 20 November 2017 is unknown: the last answer, Iraqi forces, ends on 15 July 2015.",
        "Old Wire has published nothing in this record since 3 January 2015.",
    ]
    # Of Anah, only the province is known: it is listed there, but is on no map.
    assert any(one.startswith("Anah has been held by Iraqi forces") for one in sentences(shown, "Anbar, Iraq"))
    whole = next(one for one in shown.sections if one.map)
    assert "no report or gazetteer gives a point: Anah" in str(whole.caption) and ">Anah<" not in str(whole.map)


def test_empty_sections_say_so(record: Dossier) -> None:
    quiet = build(record, since=dt.date(2017, 11, 20))
    assert {one.title: one.empty for one in quiet.sections}["What changed"] == "The record has no change of control in this period."


def test_unknown_area_and_reversed_period_are_errors(record: Dossier) -> None:
    with pytest.raises(UnknownPlace, match=r"“Atlantis”\. Areas are: Anbar, Iraq; Deir ez-Zor, Syria"):
        build(record, area="Atlantis")
    with pytest.raises(ValueError, match="ends before it begins"):
        build(record, since=dt.date(2018, 1, 1), until=None)


def test_judged_claims_count_and_rejected_ones_do_not(tmp_path: Path) -> None:
    with open_record(tmp_path / "dossier") as opened:
        plan = next(one for one in opened.claims() if one.status == "planned")
        opened.judge("claim", plan.id, "reject", "misread")
        pipeline.conclude(opened)
        assert sentences(build(opened), "Plans") == [] and KAMAL in {one.text for one in opened.reports()}
