"""Reading with several processes."""

from __future__ import annotations

from heldby.model import Report
from heldby.reading.parallel import read_parallel, read_reports
from shared_reader import reader

SENTENCES = (
    "Government forces recaptured the town of Rabia from Islamic State on Monday.",
    "The US-backed militia holds parts of Raqqa, a security source told Reuters.",
    "At least 12 civilians were killed in air strikes on Douma, the Observatory said.",
)


def test_several_processes_give_the_same_readings_in_the_same_order() -> None:
    reports = [Report(id=str(n), sha256="", text=SENTENCES[n % 3]) for n in range(20)]
    assert list(read_parallel(reports, 2)) == list(reader().read_all(reports))


def test_one_worker_reads_in_this_process() -> None:
    reports = [Report(id=str(n), sha256="", text=text) for n, text in enumerate(SENTENCES)]
    assert list(read_reports(reports, 1)) == list(reader().read_all(reports))
