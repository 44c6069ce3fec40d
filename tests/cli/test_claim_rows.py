"""Figures in tables are written out, without powers of ten."""

from __future__ import annotations

import pytest

from heldby.cli.claim_rows import value_text
from heldby.model import Value


@pytest.mark.parametrize(
    ("low", "high", "text"),
    [
        (3_000_000, None, "3000000 to … people"),
        (2, 2, "2 people"),
        (None, 12.5, "… to 12.5 people"),
        (1e9, 2e9, "1000000000 to 2000000000 people"),
    ],
)
def test_a_figure_is_written_out(low: float | None, high: float | None, text: str) -> None:
    assert value_text(Value(low=low, high=high, unit="people", approx=False)) == text
