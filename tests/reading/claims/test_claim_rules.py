"""Rules that reject a claim whatever the network says."""

from __future__ import annotations

import functools

import pytest

from heldby.model import Report
from heldby.reading.claims.analysis import ReportAnalyser
from heldby.reading.claims.candidates import Candidate
from heldby.reading.claims.claim_rules import is_excluded


@functools.cache
def analyser() -> ReportAnalyser:
    return ReportAnalyser()


def excluded(text: str, label: str, word: str) -> bool:
    """Check whether a claim with this label at the first token that is this word is rejected."""
    parsed = analyser().analyse(Report(id="x", sha256="", text=text)).parsed
    return is_excluded(parsed, Candidate(label, parsed.lower.index(word)))


@pytest.mark.parametrize(
    "text",
    [
        "Russian forces lifted the siege of Chernihiv.",
        "The Syrian army ended its siege of Madaya on Wednesday.",
        "The siege was broken on Sunday.",
    ],
)
def test_a_siege_that_somebody_ended_is_over(text: str) -> None:
    assert excluded(text, "event/besiege", "siege")
    assert excluded(text, "control/besieged", "siege")


@pytest.mark.parametrize(
    "text",
    [
        "The army tightened its siege of Madaya.",
        "Rebels attacked to break the siege of Aleppo.",
        "The army has not lifted the siege of Daraa.",
        "Rebels vowed to lift the siege of Homs.",
    ],
)
def test_a_siege_that_goes_on_is_not_rejected(text: str) -> None:
    assert not excluded(text, "event/besiege", "siege")


@pytest.mark.parametrize(
    "text",
    [
        "Police captured three suspects in Baidoa.",
        "Rebels captured a tank and two soldiers near Hajin.",
    ],
)
def test_who_captures_soldiers_or_weapons_captures_no_place(text: str) -> None:
    assert excluded(text, "event/capture", "captured")


@pytest.mark.parametrize(
    "text",
    [
        "The army captured Palmyra and two tanks.",
        "The army captured the town of Rawa.",
        "Rebels captured it on Friday.",
        "The army captured the garrison town.",
    ],
)
def test_who_captures_a_place_is_not_rejected(text: str) -> None:
    assert not excluded(text, "event/capture", "captured")


def test_who_loses_a_town_did_not_capture_it() -> None:
    assert excluded("Islamic State said it had lost Hajin.", "event/capture", "lost")
    assert not excluded("Islamic State said it had lost Hajin.", "control/lost", "lost")


def test_the_whole_of_a_part_is_no_figure() -> None:
    text = "Seven of the 12 hostages were killed."
    assert excluded(text, "figure/killed", "12")
    assert not excluded(text, "figure/killed", "seven")
