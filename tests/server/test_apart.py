"""What reads a whole large record is done in a process of its own, and answers the same."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from heldby import pipeline
from heldby.server import subprocess_worker
from heldby.store import Dossier, UnknownRecord

WHOLE = ("actors", "sources", "known/2017-11-10", "places/pl-rawa/why", "timeline?known=2017-11-10")


def test_a_large_record_is_answered_as_a_small_one(api: TestClient, record: Dossier, monkeypatch: pytest.MonkeyPatch) -> None:
    rawa = next(one for one in record.conclusions().controls if one.id == "pl-rawa")
    small = [pipeline.argue(record, record.conclusions(), rawa), api.get("known/2017-11-03").json()]
    monkeypatch.setattr(subprocess_worker, "MANY", 0)
    assert all(api.get(url).status_code == 200 for url in WHOLE)
    large = [subprocess_worker.run_in_subprocess(record, pipeline.argue, record.shelved(), rawa), api.get("known/2017-11-03").json()]
    assert large == small


def test_what_goes_wrong_apart_is_told_here(record: Dossier, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subprocess_worker, "MANY", 0)
    with pytest.raises(UnknownRecord, match="no judgement 999"):
        subprocess_worker.run_in_subprocess(record, Dossier.undo, 999, "a slip")


def test_a_server_that_is_killed_leaves_no_work_behind(record: Dossier, tmp_path: Path) -> None:
    file = tmp_path / "who"
    server = subprocess.Popen([sys.executable, str(Path(__file__).with_name("lingering.py")), str(record.folder), str(file)])
    assert soon(file.exists)
    server.kill()
    server.wait()
    assert soon(lambda: not is_running(int(file.read_text())))


def soon(is_so: Callable[[], bool]) -> bool:
    """Whether something comes to be so."""
    end = time.monotonic() + 60
    while not is_so() and time.monotonic() < end:
        time.sleep(0.05)
    return is_so()


def is_running(pid: int) -> bool:
    """Whether there is such a process that is more than a name waiting to be read."""
    state = Path(f"/proc/{pid}/stat")
    try:
        return state.read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
