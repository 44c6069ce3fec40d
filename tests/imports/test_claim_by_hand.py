"""Claims added by a person: the quote is checked, the claim counts, and it stays when the report is read again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dossier_making import HandReading
from dossier_samples import RAWA, fill
from heldby import pipeline
from heldby.imports.claim_by_hand import add_claim_by_hand, locate_quote
from heldby.store import Dossier
from heldby.store.custody.verify import verify

QUOTE = "The town fell within hours."


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Dossier]:
    """Yield a dossier of three reports."""
    with Dossier.open(tmp_path / "dossier", create=True, who="tester") as opened:
        fill(opened)
        yield opened


def report_on_rawa(record: Dossier) -> str:
    return next(one.id for one in record.reports() if one.text == RAWA)


def test_added_claim_quotes_its_report_and_the_ledger_names_the_person(record: Dossier) -> None:
    report = report_on_rawa(record)
    claim, notes = add_claim_by_hand(record, report, "took Rawa  from\nIS", ["type=capture", "actor=Iraqi forces", "place=Rawa"], "missed")
    assert next(record.claims(ids=(claim.id,))) == claim and notes == ()
    assert RAWA[claim.start : claim.end] == claim.quote == "took Rawa from IS"
    [place] = claim.place
    assert (place.id, RAWA[place.start : place.end], claim.reader, claim.confidence) == ("pl-rawa", "Rawa", "by hand 1", 1.0)
    assert (claim.actor[0].id, claim.actor[0].start) == ("government-of-iraq", None)
    assert list(verify(record)) == []


def test_added_claim_of_control_counts_for_who_holds_the_place(record: Dossier) -> None:
    add_claim_by_hand(record, report_on_rawa(record), QUOTE, ["type=holds", "actor=government-of-iraq", "place=Mosul", "when=2017-11-17"])
    pipeline.conclude(record)
    [mosul] = [one for one in record.conclusions().controls if one.place == "Mosul"]
    assert mosul.intervals[-1].side == "government-of-iraq"


def test_added_claim_stays_when_the_report_is_read_again_and_can_be_rejected(record: Dossier) -> None:
    report = report_on_rawa(record)
    claim, _ = add_claim_by_hand(record, report, QUOTE, ["type=capture", "place=Rawa"])
    found = record.report(report)
    assert found is not None
    record.reread(report, HandReading(found), reader="hand 2")
    assert [one.id for one in record.claims(report=report)] == [claim.id]
    assert list(verify(record)) == []
    record.reread(report, HandReading(found, (), (claim.model_copy(update={"reader": "hand 3"}),)), reader="hand 3")
    assert [one.reader for one in record.claims(report=report)] == ["hand 3"]
    record.judge("claim", claim.id, "reject", "not so")
    assert list(record.judged_claims(report=report)) == []


@pytest.mark.parametrize(
    ("quote", "pairs", "reason"),
    [
        ("The town never fell", ["type=capture"], "does not contain"),
        (QUOTE, ["place=Rawa"], "such as type=capture"),
        (QUOTE, ["type=killed"], "needs a number"),
        (QUOTE, ["type=conquest"], "choose from"),
        (QUOTE, ["type=capture", "reader=x"], "reader of a claim is evidence"),
        (QUOTE, ["type=capture", "colour=red"], "colour"),
    ],
)
def test_what_is_no_claim_of_the_report_is_refused(record: Dossier, quote: str, pairs: list[str], reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        add_claim_by_hand(record, report_on_rawa(record), quote, pairs)
    assert record.counts()["claims"] == 3


def test_same_claim_is_added_once(record: Dossier) -> None:
    add_claim_by_hand(record, report_on_rawa(record), QUOTE, ["type=capture"])
    with pytest.raises(ValueError, match="already"):
        add_claim_by_hand(record, report_on_rawa(record), QUOTE, ["type=capture"])


def test_words_that_are_there_twice_are_refused() -> None:
    with pytest.raises(ValueError, match="2 times"):
        locate_quote("They left. They left.", "They left.")
