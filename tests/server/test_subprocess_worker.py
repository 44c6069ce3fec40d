"""Work on a large record runs in a subprocess and gives the same answers."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from heldby import pipeline
from heldby.errors import UnknownRecord
from heldby.server import subprocess_worker
from heldby.store import Dossier

URLS_OF_WHOLE_RECORD = ("actors", "sources", "known/2017-11-10", "places/pl-rawa/why", "timeline?known=2017-11-10")


def test_large_record_gets_the_same_answers(api: TestClient, record: Dossier, monkeypatch: pytest.MonkeyPatch) -> None:
    rawa = next(one for one in record.conclusions().controls if one.id == "pl-rawa")
    small = [pipeline.explain_control(record, record.conclusions(), rawa), api.get("known/2017-11-03").json()]
    monkeypatch.setattr(subprocess_worker, "LARGE_RECORD", 0)
    assert all(api.get(url).status_code == 200 for url in URLS_OF_WHOLE_RECORD)
    explained = subprocess_worker.run_in_subprocess(record, pipeline.explain_control, record.packed_conclusions(), rawa)
    large = [explained, api.get("known/2017-11-03").json()]
    assert large == small


def test_error_in_the_subprocess_is_raised_in_the_parent(record: Dossier, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subprocess_worker, "LARGE_RECORD", 0)
    with pytest.raises(UnknownRecord, match="no judgement 999"):
        subprocess_worker.run_in_subprocess(record, Dossier.undo, 999, "a slip")


def test_killed_server_leaves_no_subprocess(record: Dossier, tmp_path: Path) -> None:
    file = tmp_path / "pid"
    server = subprocess.Popen([sys.executable, str(Path(__file__).with_name("endless_work.py")), str(record.folder), str(file)])
    assert becomes_true(file.exists)
    server.kill()
    server.wait()
    assert becomes_true(lambda: not is_running(int(file.read_text())))


def becomes_true(condition: Callable[[], bool]) -> bool:
    """Check whether a condition becomes true within a minute."""
    end = time.monotonic() + 60
    while not condition() and time.monotonic() < end:
        time.sleep(0.05)
    return condition()


def is_running(pid: int) -> bool:
    """Check whether a process exists and is not a zombie."""
    state = Path(f"/proc/{pid}/stat")
    try:
        return state.read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
