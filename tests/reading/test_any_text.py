"""Any text is read without an error, with exact quotes, and in time proportional to its length."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from heldby.cli.app import build
from heldby.reading import Reading
from shared_reader import reader, report_of

PIECES = (
    "Hit", "the army said", "he said", '"', "“", "”", ":", ".", ",", "(", ")", "[", "-", "IS", "US-backed", "killed 12 soldiers",
    "captured", "Hit-held", "and", "80 km east of", "Monday", "3 May 2016", "1,500", "hundred", "\n\n", "\n", "\u202e", "😀", "it",
    "they", "according to", "claimed responsibility for", "half of", "%", "$", "regime", "liberated", "a", "x" * 300, "))))))))))))))",
    "Dr.", "...", "\x00", "\ud7ff",
)  # fmt: skip
ENDLESS = {
    "a sentence": "rebels captured Hit and killed 12 soldiers and ",
    "a word of brackets": "(",
    "quotation marks": '"Hit" ',
    "numbers": "12 345 6,789 ",
    "number words": "hundred and twenty thousand ",
    "one town": "Hit ",
    "sayings": "he said that they said the army said ",
    "blocks": "The army said:\n\n",
    "labels": "army: ",
    "pronouns": "it said they took it from them. ",
    "hyphens": "US-backed IS-held ",
    "dates": "Monday, 3 May 2016 to June 2017, ",
    "distances": "80 km east of Rawa, ",
    "acronyms": "ABC (ABC) ",
}


def read(text: str) -> Reading:
    return reader().read(report_of(text))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=12)), max_size=40), st.sampled_from([" ", "", ", "]))
def test_any_sequence_of_words_is_read_with_exact_quotes(pieces: list[str], joint: str) -> None:
    text = joint.join(pieces)
    found = read(text)
    assert all(text[c.start : c.end] == c.quote and c.quote for c in found.claims)
    assert all(text[m.start : m.end] == m.text for m in found.mentions)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=400), st.sampled_from(["txt", "md", "html", "jsonl", "csv", "eml", "pdf", "docx", "zip", "json"]))
def test_any_bytes_give_an_answer_or_a_reason(tmp_path: Path, content: bytes, suffix: str) -> None:
    path = tmp_path / f"report.{suffix}"
    path.write_bytes(content)
    result = CliRunner().invoke(build(), ["read", str(path), "--format", "jsonl"])
    assert result.exit_code in (0, 1)
    assert result.exception is None or isinstance(result.exception, SystemExit)


def calls(work: Callable[[], Any]) -> int:
    """Return the number of Python functions that a piece of work calls: its cost, independent of the machine."""
    count = 0

    def tick(_frame: Any, event: str, _argument: Any) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(tick)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize("unit", ENDLESS.values(), ids=ENDLESS.keys())
def test_four_times_the_text_takes_at_most_six_times_the_work(unit: str) -> None:
    read(unit * 3)
    short, long = (calls(lambda size=size: read((unit * (size // len(unit) + 1))[:size])) for size in (600, 2_400))
    assert long < 6 * short


def test_report_in_another_language_is_named_on_standard_error(tmp_path: Path) -> None:
    path = tmp_path / "bericht.txt"
    path.write_text(
        "Die Armee hat am Montag die Stadt von den Rebellen zurückerobert, teilte ein Sprecher des Ministeriums mit. " * 4, "utf8"
    )
    result = CliRunner().invoke(build(), ["read", str(path), "--format", "jsonl"])
    assert "not read: its language is German (de)" in result.stderr
    assert result.stdout == ""
