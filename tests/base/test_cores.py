"""How many processor cores a process may use."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from heldby.base.cores import usable_cores


def test_cores_are_those_the_process_may_run_on(tmp_path: Path) -> None:
    assert usable_cores(tmp_path) == len(os.sched_getaffinity(0))


@pytest.mark.parametrize("text", ["max 100000", "broken", ""])
def test_container_without_a_limit_or_with_an_unknown_one_leaves_all_cores(text: str, tmp_path: Path) -> None:
    (tmp_path / "cpu.max").write_text(text, "ascii")
    assert usable_cores(tmp_path) == len(os.sched_getaffinity(0))


def test_share_of_a_container_limits_the_cores(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(8)))
    (tmp_path / "cpu.max").write_text("250000 100000", "ascii")
    assert usable_cores(tmp_path) == 2
    (tmp_path / "cpu.max").write_text("20000 100000", "ascii")
    assert usable_cores(tmp_path) == 1
    (tmp_path / "cpu.max").unlink()
    (tmp_path / "cpu").mkdir()
    (tmp_path / "cpu" / "cpu.cfs_quota_us").write_text("300000", "ascii")
    (tmp_path / "cpu" / "cpu.cfs_period_us").write_text("100000", "ascii")
    assert usable_cores(tmp_path) == 3
