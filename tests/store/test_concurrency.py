"""Tests of several processes on one dossier: writers queue, readers never wait, and a report added twice is stored once."""

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
                    dossier,
                    f"Iraqi forces took Rawa from IS, reported to {name} as {number}.",
                    "Rawa",
                    "2017-12-01",
                    id=f"own-{name}-{number}",
                )
                add_capture(dossier, f"Iraqi forces took al-Qaim from IS, says {name}.", "al-Qaim", "2017-12-01", id="one-id")
                dossier.judge("claim", next(dossier.claims()).id, "accept", f"{name} {number}")
    except BaseException:
        errors.put(traceback.format_exc())


def read(folder: Path, database: str | None, errors: Queue[str]) -> None:
    try:
        with Dossier.open(folder, database=database) as dossier:
            seen = 0
            while seen < WRITERS * REPORTS + REPORTS:
                ids = {report.id for report in dossier.reports()}
                with_claims = {claim.report for claim in dossier.claims()}
                assert ids <= with_claims, "a report without its claims was seen"
                assert len(ids) >= seen, "a committed report disappeared"
                seen = len(ids)
                time.sleep(0.02)  # readers that never pause would leave a small machine no time for writers
    except BaseException:
        errors.put(traceback.format_exc())


def test_concurrent_writers_and_readers_lose_nothing(dossier: Dossier, database: str | None) -> None:
    add_capture(dossier, "Iraqi forces took Rawa from IS, first of all.", "Rawa", "2017-12-01")
    errors: Queue[str] = FORK.Queue()
    jobs = [FORK.Process(target=write, args=(dossier.folder, database, name, errors)) for name in range(WRITERS)]
    jobs += [FORK.Process(target=read, args=(dossier.folder, database, errors)) for _ in range(READERS)]
    for job in jobs:
        job.start()
    for job in jobs:
        job.join(120)
    for job in jobs:
        job.kill()
    assert errors.empty(), errors.get()
    assert [job.exitcode for job in jobs] == [0] * len(jobs)
    ids = [report.id for report in dossier.reports()]
    # Four texts had the id "one-id": the first kept it, the others got ids of their own.
    assert len(ids) == len(set(ids)) == 1 + REPORTS + WRITERS * REPORTS + WRITERS
    assert len(dossier.judgements()) == WRITERS * REPORTS
    assert list(verify(dossier)) == []


def test_processes_that_create_one_dossier_at_once_create_one(tmp_path: Path, database: str | None) -> None:
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
