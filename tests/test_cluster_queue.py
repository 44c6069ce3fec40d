"""The simulated cluster is as fast as its slowest part allows."""

from __future__ import annotations

from dataclasses import replace

import pytest
from evaluation.speed.cluster_queue import Load, simulate

LOAD = Load(
    cores=10, pages=1_000, page_bytes=30_000, table_bytes=1_000, page_seconds=0.03, relevant_seconds=0.2, relevant_share=0.02,
    network_bytes=1e9, claims=10, copied_claims=10_000, connections=2,
)  # fmt: skip


@pytest.mark.parametrize(
    ("load", "limit", "pages_per_second"),
    [
        (LOAD, "cores", 10 / (0.03 + 0.02 * 0.2)),
        (replace(LOAD, cores=200, network_bytes=31_000_000), "network", 1_000),
        (replace(LOAD, cores=200, copied_claims=100), "database", 2 * 100 / (0.02 * 10)),
        (replace(LOAD, cores=200, copied_claims=100, connections=4), "database", 4 * 100 / (0.02 * 10)),
    ],
)
def test_throughput_is_that_of_the_bottleneck(load: Load, limit: str, pages_per_second: float) -> None:
    found = simulate(load)
    assert found.bottleneck == limit
    assert found.pages_per_second == pytest.approx(pages_per_second, rel=0.05)
    assert found.busy[limit] > 0.97
