"""How many processes this one may usefully run at the same time."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

CGROUP = Path("/sys/fs/cgroup")
"""Where Linux shows the limits of the container that a process runs in."""


def usable_cores(cgroup: Path = CGROUP) -> int:
    """Return how many processor cores this process may use, at least 1.

    Counts the cores that the operating system lets the process run on, and the share of time that a container may use (version 1 and 2 of
    cgroups).
    """
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    share = _share(cgroup)
    return max(1, min(cores, round(share)) if share is not None else cores)


def _share(cgroup: Path) -> float | None:
    """Return how many cores' time a container may use; None if that is not limited."""
    with suppress(OSError, ValueError, ZeroDivisionError):
        quota, period = (cgroup / "cpu.max").read_text("ascii").split()
        return None if quota == "max" else int(quota) / int(period)
    with suppress(OSError, ValueError, ZeroDivisionError):
        quota_us = int((cgroup / "cpu" / "cpu.cfs_quota_us").read_text("ascii"))
        return None if quota_us < 0 else quota_us / int((cgroup / "cpu" / "cpu.cfs_period_us").read_text("ascii"))
    return None
