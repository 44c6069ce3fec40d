"""Worker processes: what a report that crashes or hangs one does to the others."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from cli_runner import heldby
from heldby.model import Report
from heldby.reading.failed_reading import FailedReading
from heldby.reading.parallel import read_parallel
from heldby.reading.readers import ChosenReader
from rough_package import install_rough_reader

REASONS = {
    "exit": "reading it failed: its process ended with exit code 3",
    "killed": "reading it failed: its process was ended by the signal SIGKILL, perhaps because memory ran out",
    "crash": "reading it failed: its process was ended by the signal SIGSEGV",
    "sleep": "reading it failed: it took more than 2 seconds",
    "raise": "reading it failed (RuntimeError: no memory)",
}
TEXTS = ["one", "exit", "two", "killed", "three", "four", "five", "crash", "six", "sleep", "seven", "raise", "eight"]


def test_report_that_crashes_or_hangs_a_worker_costs_only_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install_rough_reader(tmp_path, monkeypatch)
    reports = [Report(id=text, sha256="", text=text) for text in TEXTS]
    found = list(read_parallel(reports, 2, ChosenReader("rough")))
    assert [reading.report for reading in found] == reports
    assert {reading.report.id: reading.notes[0] for reading in found if isinstance(reading, FailedReading)} == REASONS
    assert not any(f"process {os.getpid()}" in reading.notes for reading in found)


def test_run_goes_on_after_a_crash_and_names_the_report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install_rough_reader(tmp_path, monkeypatch)
    file, dossier = tmp_path / "reports.jsonl", tmp_path / "dossier"
    file.write_text("".join(json.dumps({"id": text, "text": text}) + "\n" for text in ("one", "exit", "two")), "utf-8")
    result = heldby("run", file, "--dossier", dossier, "--reader", "rough", "--workers", 2)
    assert result.exit_code == 0, result.stderr
    assert f"refused exit: {REASONS['exit']}" in result.stderr and "2 reports read, 0 claims; 1 refused" in result.stderr


def test_program_without_a_guard_is_not_run_again_by_the_workers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install_rough_reader(tmp_path, monkeypatch)
    (tmp_path / "reports.jsonl").write_text('{"id": "a", "text": "one"}\n{"id": "b", "text": "two"}\n', "utf-8")
    program = tmp_path / "program.py"
    program.write_text(
        "import heldby\nprint('started')\nprint(len(list(heldby.read('reports.jsonl', workers=2, reader='rough'))))\n", "utf-8"
    )
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "rough")}
    result = subprocess.run([sys.executable, program], cwd=tmp_path, env=environment, text=True, capture_output=True, timeout=100)
    assert result.stdout == "started\n0\n"
