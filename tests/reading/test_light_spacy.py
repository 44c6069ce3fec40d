"""Importing spaCy without what heldby does not use."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from cli_runner import HELDBY, RAWA

PROGRAM = "from heldby.reading.light_spacy import import_spacy; import_spacy(); import spacy.cli, torch; print(torch.here, spacy.info())"


def run(*command: str, path: Path, stdin: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, input=stdin, text=True, capture_output=True, env={**os.environ, "PYTHONPATH": str(path)}, timeout=100)


def test_installed_array_library_is_not_loaded_by_a_command(tmp_path: Path) -> None:
    (tmp_path / "torch.py").write_text("raise SystemExit('PyTorch was imported')\n", "utf-8")
    process = run(*HELDBY, "read", "-", "--format", "jsonl", path=tmp_path, stdin=RAWA)
    assert (process.returncode, process.stderr) == (0, "") and '"type":"capture"' in process.stdout


def test_what_was_hidden_can_be_imported_afterwards(tmp_path: Path) -> None:
    (tmp_path / "torch.py").write_text("here = True\n", "utf-8")
    process = run(sys.executable, "-c", PROGRAM, path=tmp_path)
    assert process.stdout.startswith("True {") and "spacy_version" in process.stdout
