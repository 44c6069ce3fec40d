"""Texts of these tests are parsed as the reader parses them, whichever test comes first."""

from __future__ import annotations

import pytest

from heldby.reading.parse.masking import read_neutrally
from heldby.reading.parse.model.load import load_model


@pytest.fixture(scope="session", autouse=True)
def neutrally_read() -> None:
    read_neutrally(load_model())
