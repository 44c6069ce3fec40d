"""What reading promises for any text: exact quotes, one answer for one text, nothing from what is not read."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from heldby.model import Passage, Report
from heldby.reading import Reader, Reading
from heldby.reading.parallel import read_parallel

SENTENCES = [
    "Government forces recaptured the town of Rabia from Islamic State on Monday.",
    "The US-backed militia holds parts of Raqqa, a security source told Reuters.",
    "At least 12 civilians were killed in air strikes on Douma, the Observatory said.",
    "«Они отступили», he said — 80 km east of al-Qaim.",
    "\u202eabc\u202c <script>alert('x')</script> Rebels seized Hama.",
    "\n\n",
    "It said nothing. 𝔘𝔫𝔦𝔠𝔬𝔡𝔢 fighters withdrew from Aleppo\r\n",
]


@cache
def reader() -> Reader:
    return Reader()


def _report(text: str, **fields: object) -> Report:
    return Report(id="r", sha256="", text=text, **fields)  # type: ignore[arg-type]


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
    _assert_exact(reader().read(_report(" ".join(pieces))))


def test_same_text_same_claims_alone_or_in_company() -> None:
    reports = [Report(id=str(n), sha256="", text=" ".join(SENTENCES[n:] + SENTENCES[:n])) for n in range(5)]
    together = {r.report.id: r.claims for r in reader().read_all(reports)}
    backwards = {r.report.id: r.claims for r in reader().read_all(reversed(reports))}
    alone = {report.id: reader().read(report).claims for report in reports}
    assert together == backwards == alone
    assert any(together.values())


def test_many_processes_give_the_same_in_the_same_order() -> None:
    reports = [Report(id=str(n), sha256="", text=SENTENCES[n % 3]) for n in range(20)]
    assert list(read_parallel(reports, 2)) == list(reader().read_all(reports))


def test_boilerplate_is_not_read() -> None:
    text = "Rebels seized Hama.\n\n© 2015 Rebels seized Homs."
    start = text.index("©")
    reading = reader().read(_report(text, boilerplate=(Passage(start=start, end=len(text), kind="copyright"),)))
    assert reading.claims
    assert all(c.end <= start for c in reading.claims) and all(m.end <= start for m in reading.mentions)


def test_a_report_in_another_language_is_named_as_unread() -> None:
    reading = reader().read(_report("Les rebelles ont pris la ville.", language="fr"))
    assert reading.claims == () and reading.mentions == ()
    assert "fr" in reading.notes[0]


@pytest.mark.parametrize("name", ["claims", "claims-train", "re3d", "events-ged", "control-ukraine"])
def test_readings_of_conflict_reports_quote_exactly(shared: Path, name: str) -> None:
    rows = _rows(shared / "bench" / name / ("rows.jsonl" if name == "control-ukraine" else "reports.jsonl"))
    rows = rows[::6] if name == "claims-train" else rows  # 891 long reports: all of them take ten minutes
    readings = list(reader().read_all(_report(row["text"], title=row.get("title")) for row in rows))
    assert len(readings) == len(rows) and any(reading.claims for reading in readings)
    for reading in readings:
        _assert_exact(reading)


@pytest.mark.parametrize("name", ["places-lgl", "places-geovirus", "times-gum"])
def test_readings_of_other_reports_quote_exactly(shared: Path, name: str) -> None:
    """A sample: `evaluation/bench.py` holds every text that it reads, of every set, to the same."""
    for reading in reader().read_all(_report(row["text"]) for row in _rows(shared / "bench" / name / "reports.jsonl")[::12]):
        _assert_exact(reading)


def _rows(file: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in file.read_text("utf8").split("\n") if line.strip()]


@pytest.mark.parametrize(
    ("text", "kind", "who", "where"),
    [
        ("The IS-held town of Hit lies west of Ramadi.", "holds", "Islamic State", "Hit"),
        ("Raqqa is the last stronghold of Islamic State in Syria.", "holds", "Islamic State", "Raqqa"),
        ("Rebel fighters hold parts of Daraa.", "partly_holds", "Rebel fighters", "Daraa"),
    ],
)
def test_constructions_tell_control(text: str, kind: str, who: str, where: str) -> None:
    found = [c for c in reader().read(_report(text)).claims if c.type == kind]
    assert len(found) == 1
    assert who in {found[0].actor[0].name, found[0].actor[0].text}
    assert where in {p.text for p in found[0].place}


def test_an_attempt_is_not_a_deed() -> None:
    claims = reader().read(_report("Islamic State fighters were trying to block the advance of Iraqi forces towards Rawa.")).claims
    assert {c.status for c in claims if c.type == "repel"} == {"attempted"}


def test_who_withdrew_did_not_capture() -> None:
    claims = reader().read(_report("The town of Rabia was captured on Sunday after Islamic State fighters withdrew.")).claims
    captures = [c for c in claims if c.type == "capture"]
    assert captures and all("islamic-state" not in {a.id for a in c.actor} for c in captures)


def test_what_is_denied_has_not_happened() -> None:
    claims = reader().read(_report("A military source denied on Monday that Daesh had recaptured Albu Kamal.")).claims
    assert {c.status for c in claims if c.type == "capture"} == {"denied"}


def test_the_speakers_seat_is_not_where_it_happened() -> None:
    text = "Russian jets bombed the town of Douma, the defence ministry in Moscow said."
    places = {p.text for c in reader().read(_report(text)).claims for p in c.place}
    assert "Douma" in places and "Moscow" not in places
