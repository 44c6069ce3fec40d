"""Several processes on one dossier at once: writers queue, readers never wait, and the same report from two sides is kept once."""

from __future__ import annotations

import multiprocessing
import time
import traceback
from multiprocessing.queues import Queue
from pathlib import Path

from dossier_samples import add_capture
from heldby.store import Dossier
from heldby.store.custody.verify import verify

FORK = multiprocessing.get_context("fork")
WRITERS, READERS, REPORTS = 4, 3, 6


def write(folder: Path, database: str | None, name: int, errors: Queue[str]) -> None:
    try:
        with Dossier.open(folder, database=database, who=f"writer {name}") as dossier:
            for number in range(REPORTS):
                add_capture(dossier, f"Iraqi forces took Rawa from IS, dispatch {number}.", "Rawa", "2017-12-01", id=f"shared-{number}")
                add_capture(
                    dossier, f"Iraqi forces took Rawa from IS, told to {name} as {number}.", "Rawa", "2017-12-01", id=f"own-{name}-{number}"
                )
                add_capture(dossier, f"Iraqi forces took al-Qaim from IS, heard by {name}.", "al-Qaim", "2017-12-01", id="one-id")
                dossier.judge("claim", next(dossier.claims()).id, "accept", f"{name} {number}")
    except BaseException:
        errors.put(traceback.format_exc())


def ask(folder: Path, database: str | None, errors: Queue[str]) -> None:
    try:
        with Dossier.open(folder, database=database) as dossier:
            seen = 0
            while seen < WRITERS * REPORTS + REPORTS:
                ids = {report.id for report in dossier.reports()}
                told = {claim.report for claim in dossier.claims()}
                assert ids <= told, "a report without its claims was seen"
                assert len(ids) >= seen, "a committed report went away"
                seen = len(ids)
                time.sleep(0.02)  # readers that never pause would leave a small machine no time for writers
    except BaseException:
        errors.put(traceback.format_exc())


def test_writers_and_readers_at_once_lose_nothing(dossier: Dossier, database: str | None) -> None:
    add_capture(dossier, "Iraqi forces took Rawa from IS, first of all.", "Rawa", "2017-12-01")
    errors: Queue[str] = FORK.Queue()
    jobs = [FORK.Process(target=write, args=(dossier.folder, database, name, errors)) for name in range(WRITERS)]
    jobs += [FORK.Process(target=ask, args=(dossier.folder, database, errors)) for _ in range(READERS)]
    for job in jobs:
        job.start()
    for job in jobs:
        job.join(120)
    for job in jobs:
        job.kill()
    assert errors.empty(), errors.get()
    assert [job.exitcode for job in jobs] == [0] * len(jobs)
    ids = [report.id for report in dossier.reports()]
    # Four texts came under "one-id": the first kept the id, the others are apart.
    assert len(ids) == len(set(ids)) == 1 + REPORTS + WRITERS * REPORTS + WRITERS
    assert len(dossier.judgements()) == WRITERS * REPORTS
    assert list(verify(dossier)) == []


def test_two_that_make_one_dossier_at_once_make_one(tmp_path: Path, database: str | None) -> None:
    errors: Queue[str] = FORK.Queue()

    def make() -> None:
        try:
            Dossier.open(tmp_path / "new", create=True, database=database).close()
        except BaseException:
            errors.put(traceback.format_exc())

    jobs = [FORK.Process(target=make) for _ in range(6)]
    for job in jobs:
        job.start()
    for job in jobs:
        job.join(60)
    assert errors.empty(), errors.get()
    with Dossier.open(tmp_path / "new", database=database) as dossier:
        assert dossier.counts() == {"reports": 0, "claims": 0}
