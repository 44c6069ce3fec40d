"""Guarantees for any text: exact quotes, the same answer for the same text, and nothing from text that is not read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from heldby.model import Passage, Report
from heldby.reading import Reading
from shared_reader import reader, report_of

SENTENCES = [
    "Government forces recaptured the town of Rabia from Islamic State on Monday.",
    "The US-backed militia holds parts of Raqqa, a security source told Reuters.",
    "At least 12 civilians were killed in air strikes on Douma, the Observatory said.",
    "«Они отступили», he said — 80 km east of al-Qaim.",
    "\u202eabc\u202c <script>alert('x')</script> Rebels seized Hama.",
    "\n\n",
    "It said nothing. 𝔘𝔫𝔦𝔠𝔬𝔡𝔢 fighters withdrew from Aleppo\r\n",
]


def _assert_exact(reading: Reading) -> None:
    text = reading.report.text
    assert all(text[c.start : c.end] == c.quote for c in reading.claims)
    assert all(text[m.start : m.end] == m.text for m in reading.mentions)
    for claim in reading.claims:
        for ref in (*claim.actor, *claim.target, *claim.place):
            if ref.start is not None:
                assert text[ref.start : ref.end] == ref.text


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.one_of(st.sampled_from(SENTENCES), st.text(max_size=60)), max_size=6))
def test_any_text_is_read_with_exact_quotes(pieces: list[str]) -> None:
    _assert_exact(reader().read(report_of(" ".join(pieces))))


def test_claims_do_not_depend_on_the_other_reports() -> None:
    reports = [Report(id=str(n), sha256="", text=" ".join(SENTENCES[n:] + SENTENCES[:n])) for n in range(5)]
    together = {r.report.id: r.claims for r in reader().read_all(reports)}
    backwards = {r.report.id: r.claims for r in reader().read_all(reversed(reports))}
    alone = {report.id: reader().read(report).claims for report in reports}
    assert together == backwards == alone
    assert any(together.values())


def test_boilerplate_is_not_read() -> None:
    text = "Rebels seized Hama.\n\n© 2015 Rebels seized Homs."
    start = text.index("©")
    reading = reader().read(report_of(text, boilerplate=(Passage(start=start, end=len(text), kind="copyright"),)))
    assert reading.claims
    assert all(c.end <= start for c in reading.claims) and all(m.end <= start for m in reading.mentions)


def test_report_in_another_language_is_noted_as_not_read() -> None:
    reading = reader().read(report_of("Les rebelles ont pris la ville.", language="fr"))
    assert reading.claims == () and reading.mentions == ()
    assert "fr" in reading.notes[0]


@pytest.mark.parametrize("name", ["claims", "claims-train", "re3d", "events-ged", "control-ukraine"])
def test_quotes_from_conflict_reports_are_exact(shared: Path, name: str) -> None:
    rows = _rows(shared / "bench" / name / ("rows.jsonl" if name == "control-ukraine" else "reports.jsonl"))
    rows = rows[::6] if name == "claims-train" else rows  # 891 long reports: all of them take ten minutes
    readings = list(reader().read_all(report_of(row["text"], title=row.get("title")) for row in rows))
    assert len(readings) == len(rows) and any(reading.claims for reading in readings)
    for reading in readings:
        _assert_exact(reading)


@pytest.mark.parametrize("name", ["places-lgl", "places-geovirus", "times-gum"])
def test_quotes_from_other_reports_are_exact(shared: Path, name: str) -> None:
    """Check a sample. `evaluation/bench.py` checks every text that it reads."""
    for reading in reader().read_all(report_of(row["text"]) for row in _rows(shared / "bench" / name / "reports.jsonl")[::12]):
        _assert_exact(reading)


def _rows(file: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in file.read_text("utf8").split("\n") if line.strip()]
