"""The inputs of a derivation come from one moment of the record."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from dossier_samples import add_capture, fill
from heldby.pipeline.inputs import open_inputs, read_inputs
from heldby.store import Dossier


@pytest.fixture
def dossier(tmp_path: Path) -> Iterator[Dossier]:
    with Dossier.open(tmp_path / "dossier", create=True, who="tester") as opened:
        fill(opened)
        yield opened


def test_report_added_while_inputs_are_open_is_not_seen(dossier: Dossier) -> None:
    with open_inputs(dossier) as inputs:
        add_capture(dossier, "Iraqi forces took Rawa from IS again.", "Rawa", "2017-12-01")
        assert len(list(inputs.reports())) == len(inputs.claims) == len(inputs.known) == 3
    assert inputs.position < dossier.ledger_position()
    assert len(read_inputs(dossier).claims) == 4


def test_inputs_as_known_on_a_day_leave_out_later_reports(dossier: Dossier) -> None:
    day = dt.date(2017, 11, 9)
    with open_inputs(dossier, day) as inputs:
        assert sorted(report.published or day for report in inputs.reports()) == [dt.date(2017, 11, 3), day]
    assert {inputs.published[claim.report] for claim in inputs.claims} == {dt.date(2017, 11, 3), day}


def test_inputs_hold_claims_before_and_after_judgements(dossier: Dossier) -> None:
    first, second, third = dossier.claims()
    dossier.judge("claim", first.id, "reject", "it did not happen")
    dossier.judge("claim", second.id, "accept", "confirmed")
    inputs = read_inputs(dossier)
    assert [claim.id for claim in inputs.claims_as_read] == [first.id, second.id, third.id]
    assert [(claim.id, claim.confidence) for claim in inputs.claims] == [(second.id, 1.0), (third.id, third.confidence)]
    assert inputs.config.sides == {}
