"""The example of a package that extends heldby: it is built and installed without a network, and all its parts work."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "plugin"
OFFLINE = ("--no-index", "--no-build-isolation", "--no-deps", "--quiet", "--disable-pip-version-check")

Heldby = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="module")
def heldby(tmp_path_factory: pytest.TempPathFactory) -> Heldby:
    """Install the package in an environment and return its `heldby` command."""
    folder = tmp_path_factory.mktemp("plugin")
    shutil.copytree(EXAMPLE, folder / "source")
    command = [sys.executable, "-m", "pip", "install", *OFFLINE, "--target", str(folder / "site"), str(folder / "source")]
    subprocess.run(command, check=True, capture_output=True, text=True)
    environment = {**os.environ, "PYTHONPATH": str(folder / "site"), "COLUMNS": "200"}

    def run(*words: object) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "heldby", *map(str, words)]
        return subprocess.run(command, capture_output=True, text=True, env=environment, cwd=folder)

    return run


@pytest.fixture(scope="module")
def dossier(heldby: Heldby, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dossier of a broadcast and a Spanish report, read with the reader of the package."""
    folder = tmp_path_factory.mktemp("read") / "dossier"
    done = heldby("run", EXAMPLE / "broadcast.srt", EXAMPLE / "informe.txt", "--reader", "spanish", "--dossier", folder)
    assert done.returncode == 0 and "2 reports read" in done.stderr + done.stdout
    assert "3 captions are joined" in done.stderr
    return folder


def test_the_input_format_and_the_reader_give_claims_with_their_names(heldby: Heldby, dossier: Path) -> None:
    lines = heldby("claims", "--format", "jsonl", "--dossier", dossier).stdout.splitlines()
    found = {claim["quote"]: claim for claim in map(json.loads, lines)}
    english = found["Iraqi forces captured the town of Rawa from Islamic State on Friday, 17 November 2017."]
    spanish = found["El ejército iraquí tomó Rawa."]
    assert len(found) == 2 and english["reader"].startswith("heldby") and spanish["reader"].startswith("spanish 1.0")
    assert [one["text"] for one in spanish["place"]] == ["Rawa"] and spanish["type"] == english["type"] == "capture"


def test_the_export_format_is_listed_and_writes_a_line_for_each_place(heldby: Heldby, dossier: Path, tmp_path: Path) -> None:
    [line] = [line for line in heldby("formats").stdout.splitlines() if line.split()[:1] == ["holders-txt"]]
    assert "who holds each place" in line and "heldby-example" in line
    done = heldby("export", "holders-txt", "-o", tmp_path / "holders.txt", "--dossier", dossier)
    assert done.returncode == 0 and "1 record written" in done.stderr
    assert (tmp_path / "holders.txt").read_text("utf8") == "Rawa (Anbar, Iraq): Government of Iraq\n"
    assert (tmp_path / "holders.txt.card.md").exists()


def test_a_copy_for_other_people_is_redacted_in_the_format_of_a_package_too(heldby: Heldby, dossier: Path) -> None:
    (dossier / "sensitive.toml").write_text('places = ["Rawa"]\n', "utf8")
    done = heldby("export", "holders-txt", "--readers", "--dossier", dossier)
    assert done.returncode == 0 and "Rawa" not in done.stdout


def test_a_file_of_the_format_without_captions_is_refused_by_name(heldby: Heldby, tmp_path: Path) -> None:
    (tmp_path / "empty.srt").write_text("no captions", "utf8")
    done = heldby("read", tmp_path / "empty.srt")
    assert done.returncode == 1 and "empty.srt: it has no captions with times" in done.stderr + done.stdout


def test_the_record_says_which_package_read_a_report(heldby: Heldby, dossier: Path) -> None:
    code = f"import heldby; print([r.reader for r in heldby.open_dossier({str(dossier)!r}).reports()])"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert "srt (heldby-example 1.0)" in shown
