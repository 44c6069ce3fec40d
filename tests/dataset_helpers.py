"""Reports of two wars, and running `heldby` and reading datasets, for tests."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from heldby.dataset.manifest import Dataset

RAWA = "Iraqi forces recaptured the town of Rawa from Islamic State on Friday, the army said."
KAMAL = "Syrian troops seized Albu Kamal from Islamic State on Thursday. About 1,500 fighters remained in the area around the town."
KHERSON = "Ukrainian forces entered the city of Kherson on Friday after Russian troops withdrew across the Dnipro river, Kyiv said."
NOTHING = "The council approved a budget for schools."


def write_jsonl(file: Path, rows: list[dict[str, str]]) -> None:
    """Write reports as JSON Lines."""
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")


def heldby(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run a command in a process of its own."""
    command = [sys.executable, "-m", "heldby", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, env={**os.environ, "HELDBY_USER": "tester"})


def files(folder: Path) -> dict[str, bytes]:
    """Return the content of all files of a dataset by name."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def payloads(folder: Path, table: str = "claims") -> list[str]:
    """Return the JSON of all rows of a table, sorted."""
    dataset = Dataset(str(folder))
    return sorted(one["payload"] for row in dataset.rows() for one in dataset.table(row.files_of(table)))
