"""Reading with Ray on this machine gives the same claims as reading without it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from plugin_package import install

pytest.importorskip("ray", reason="needs Ray: pip install 'heldby[ray]'")

TEXTS = (
    "Iraqi forces recaptured the town of Rawa from Islamic State on Friday, the army said.",
    "Syrian troops seized Albu Kamal from Islamic State on Thursday. About 1,500 fighters remained in the area.",
    "Nothing of note happened.",
    "",
)
CHOSEN = {"a": "Rebels left Rawa.", "b": "This text is broken."}
"""Texts for the reader of a package."""


def run(feed: Path, dossier: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "heldby", "run", str(feed), "--dossier", str(dossier), "--format", "jsonl", *options]
    return subprocess.run(command, capture_output=True, text=True, env={**os.environ, "HELDBY_USER": "tester"})


def test_run_with_ray_makes_the_same_claims(tmp_path: Path) -> None:
    feed = tmp_path / "feed.jsonl"
    rows = ({"id": f"{copy}-{n}", "text": text, "published": "2017-11-18"} for copy in range(12) for n, text in enumerate(TEXTS) if text)
    feed.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    here, there = run(feed, tmp_path / "here"), run(feed, tmp_path / "there", "--engine", "ray", "--workers", "2")
    assert here.returncode == there.returncode == 0, there.stderr
    assert here.stdout == there.stdout and "36 reports read" in there.stderr
    claims = [
        subprocess.run(
            [sys.executable, "-m", "heldby", "claims", "--format", "jsonl", "--dossier", tmp_path / name], capture_output=True
        ).stdout
        for name in ("here", "there")
    ]
    assert claims[0] == claims[1] and len(claims[0].splitlines()) >= 24


def test_ray_reads_with_the_chosen_reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(tmp_path, monkeypatch)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join((str(tmp_path / "field-notes"), os.environ.get("PYTHONPATH", ""))))
    feed = tmp_path / "feed.jsonl"
    feed.write_text("".join(json.dumps({"id": name, "text": text}) + "\n" for name, text in CHOSEN.items()), "utf-8")
    done = run(feed, tmp_path / "case", "--engine", "ray", "--reader", "field", "--reader-option", "verb=left")
    assert done.returncode == 0 and "refused b: not read: it is broken" in done.stderr and "1 report read, 1 claim" in done.stderr, (
        done.stderr
    )
