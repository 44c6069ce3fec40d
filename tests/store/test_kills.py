"""Tests of SIGKILL at random moments: everything committed is stored, nothing is stored in part, and verification succeeds."""

from __future__ import annotations

import gzip
import multiprocessing
import os
import random
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from dossier_samples import add_capture
from heldby.store import Dossier
from heldby.store.custody.archive import pack
from heldby.store.custody.verify import rebuild, verify

SEEDS = range(int(os.environ.get("HELDBY_KILLS", "4")))
"""Kills of each kind of work on each engine: 4 by default, 38 (304 kills in all) in a soak test."""

SCHEMAS = Path(__file__).parent / "schemas"
FORK = multiprocessing.get_context("fork")

Work = Callable[[Dossier, int], None]
"""Works on a dossier and writes a number to a pipe after each commit."""


def ingest(dossier: Dossier, done: int) -> None:
    for number in range(10_000):
        add_capture(dossier, f"Iraqi forces took Rawa from IS, dispatch {number}.", "Rawa", "2017-12-01", id=f"d-{number}")
        os.write(done, f"{number}\n".encode())


def review(dossier: Dossier, done: int) -> None:
    claim = next(dossier.claims()).id
    for number in range(10_000):
        judgement = dossier.judge("claim", claim, "reject", "false")
        os.write(done, f"{judgement}\n".encode())
        if number % 2:
            dossier.undo(judgement, "true")


def pack_repeatedly(dossier: Dossier, done: int) -> None:
    for number in range(10_000):
        add_capture(dossier, f"Iraqi forces took Rawa from IS, parcel {number}.", "Rawa", "2017-12-01", id=f"d-{number}")
        pack(dossier, dossier.folder / "case.zip")
        os.write(done, f"{number}\n".encode())


def erase(dossier: Dossier, done: int) -> None:
    for number in range(10_000):
        add_capture(dossier, f"Iraqi forces took Rawa from IS, witness {number}.", "Rawa", "2017-12-01", id=f"d-{number}")
        dossier.erase(f"d-{number}", "safety")
        os.write(done, f"{number}\n".encode())


def kill(folder: Path, database: str | None, work: Work, seed: int) -> list[int]:
    """Let another process work and kill it at a moment that the seed chooses; return the numbers it wrote."""
    inlet, outlet = os.pipe()

    def child() -> None:
        with Dossier.open(folder, database=database, who="worker") as dossier:
            os.write(outlet, b"open\n")
            work(dossier, outlet)

    process = FORK.Process(target=child)
    process.start()
    os.close(outlet)
    opened = os.read(inlet, 5)
    time.sleep(random.Random(seed).uniform(0, 0.4))
    os.kill(process.pid or 0, signal.SIGKILL)
    process.join()
    with os.fdopen(inlet, "rb") as rest:
        lines = (opened + rest.read()).decode().splitlines()
    assert process.exitcode == -signal.SIGKILL, "the worker ended before it was killed"
    return [int(line) for line in lines[1:]]


@pytest.mark.parametrize("seed", SEEDS)
def test_killed_ingest_loses_nothing_committed(filled: Dossier, database: str | None, seed: int) -> None:
    done = kill(filled.folder, database, ingest, seed)
    ids = {report.id for report in filled.reports()}
    assert {f"d-{number}" for number in done} <= ids
    assert filled.counts()["claims"] == len(ids) <= len(done) + 4
    assert list(verify(filled)) == []
    ingest_again = f"Iraqi forces took Rawa from IS, dispatch {len(ids)}."
    assert add_capture(filled, ingest_again, "Rawa", "2017-12-01", id=f"d-{len(ids)}")


@pytest.mark.parametrize("seed", SEEDS)
def test_killed_review_loses_no_judgement(filled: Dossier, database: str | None, seed: int) -> None:
    done = kill(filled.folder, database, review, seed)
    assert set(done) <= {one.seq for one in filled.judgements()}
    assert list(verify(filled)) == []


@pytest.mark.parametrize("seed", SEEDS)
def test_killed_pack_leaves_the_last_complete_archive(filled: Dossier, database: str | None, seed: int, tmp_path: Path) -> None:
    from heldby.store.custody.archive import unpack

    done = kill(filled.folder, database, pack_repeatedly, seed)
    assert list(verify(filled)) == []
    if done:
        with Dossier.open(tmp_path / "copy", create=True) as copy:
            unpack(filled.folder / "case.zip", copy)
            assert copy.counts()["reports"] >= len(done) + 3


@pytest.mark.parametrize("seed", SEEDS[: max(1, len(SEEDS) // 2)])
def test_rebuild_finishes_a_killed_erasure(filled: Dossier, database: str | None, seed: int) -> None:
    kill(filled.folder, database, erase, seed)
    assert {finding.part for finding in verify(filled)} <= {"original"}
    rebuild(filled)
    assert list(verify(filled)) == []
    kept = {report.sha256: report.id for report in filled.reports()}
    witnesses = [sha256 for sha256 in filled.originals.digests() if b"witness" in (filled.originals.read(sha256) or b"")]
    assert len(witnesses) <= 1 and all(id.startswith("d-") for sha256, id in kept.items() if sha256 in witnesses)


@pytest.mark.parametrize("seed", SEEDS)
def test_killed_migration_is_repeated(tmp_path: Path, database: str | None, seed: int, request: pytest.FixtureRequest) -> None:
    folder = tmp_path / "old"
    (folder / "originals").mkdir(parents=True)
    if database is None:
        (folder / "heldby.db").write_bytes(gzip.decompress((SCHEMAS / "0001.sqlite.gz").read_bytes()))
    else:
        request.getfixturevalue("server").load(database, gzip.decompress((SCHEMAS / "0001.postgresql.sql.gz").read_bytes()))
    process = FORK.Process(target=lambda: Dossier.open(folder, database=database))
    process.start()
    time.sleep(random.Random(seed).uniform(0, 0.25))
    process.kill()
    process.join()
    with Dossier.open(folder, database=database, create=True) as dossier:
        assert [claim.place[0].name for claim in dossier.claims()] == ["Rawa", "al-Qaim", "Abu Kamal"]
        # The old dossier is stored without its originals.
        assert not [finding for finding in verify(dossier) if finding.part != "original"]
