"""Reading batches of reports: what one bad report, or a reader that misbehaves, does to the others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pytest

from dossier_making import claim_of
from heldby.model import Report
from heldby.pipeline.batch_reader import BATCH, BatchReader
from heldby.reading import Reading
from heldby.reading.failed_reading import FailedReading

REPORTS = [Report(id=str(number), sha256="", text=f"The army took Town{number}.") for number in range(3)]


class Misbehaving:
    """A reader that does something wrong with the second of the three reports."""

    version = "misbehaving 1"

    def __init__(self, how: str) -> None:
        self.how = how

    def read(self, report: Report) -> Reading:
        quote = claim_of(report, report.text, type="capture")
        if report.id != "1":
            return Reading(report, (), (quote,))
        match self.how:
            case "fails":
                return FailedReading(report, (), (), ("not read: no answer",))
            case "raises":
                raise RuntimeError("no memory")
            case "misquotes":
                return Reading(report, (), (quote.model_copy(update={"quote": "The army took Mosul."}),))
            case "mixes up":
                return Reading(report, (), (quote.model_copy(update={"report": "2"}),))
        return Reading(report, (), (quote,))

    def read_all(self, reports: Iterable[Report]) -> Iterator[Reading]:
        for report in reports:
            if self.how != "skips" or report.id != "1":
                yield self.read(report)


@pytest.mark.parametrize(
    ("how", "reason"),
    [
        ("fails", "not read: no answer"),
        ("raises", "reading it failed (RuntimeError: no memory)"),
        ("misquotes", "its reader made a claim with a quote that is not in the report"),
        ("mixes up", "its reader made a claim with a quote that is not in the report"),
    ],
)
def test_reason_stands_for_the_reading_and_the_others_are_read(how: str, reason: str) -> None:
    first, second, third = BatchReader(Misbehaving(how)).read(REPORTS)
    assert second == reason
    assert isinstance(first, Reading) and isinstance(third, Reading) and first.claims and third.claims


def test_reader_that_skips_a_report_is_asked_for_each() -> None:
    found = list(BatchReader(Misbehaving("skips")).read(REPORTS))
    assert [one.report.id for one in found if isinstance(one, Reading)] == ["0", "1", "2"]


def test_version_and_batch_size_are_those_of_the_reader() -> None:
    batches = BatchReader(Misbehaving("well"), workers=2)  # which reads in this process, because it was created already
    assert (batches.version, batches.size) == ("misbehaving 1", BATCH)
