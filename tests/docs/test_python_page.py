"""The examples of docs/python.md run in order, as a reader would run them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
BLOCK = re.compile(r"^```python\n(.*?)^```", re.M | re.S)


def test_every_example_of_the_python_page_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    monkeypatch.chdir(tmp_path)
    blocks = BLOCK.findall((ROOT / "docs" / "python.md").read_text("utf8"))
    names: dict[str, Any] = {}
    for number, block in enumerate(blocks, 1):
        exec(compile(block, f"docs/python.md, example {number}", "exec"), names)
    printed = capsys.readouterr().out
    assert len(blocks) >= 7
    assert "capture" in printed and "No dossier" in printed
    assert [answer.holder for answer in names["now"]] and names["captures"] and names["conflicts"]
    assert {"type", "actor", "place_lat", "when_first"} <= set(names["frame"].columns)
    assert (tmp_path / "control.jsonl").read_text("utf8").count("\n") > 10
