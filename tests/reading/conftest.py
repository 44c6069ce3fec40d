"""Texts of these tests are parsed as the reader parses them, whichever test comes first."""

from __future__ import annotations

import pytest

from heldby.reading.neutral import read_neutrally
from heldby.reference.language import load


@pytest.fixture(scope="session", autouse=True)
def neutrally_read() -> None:
    read_neutrally(load())
