"""Fixture: all tests in this folder parse texts as the reader does, in any order."""

from __future__ import annotations

import pytest

from heldby.reading.parse.model.load import load_model
from heldby.reading.parse.pipeline import add_report_components


@pytest.fixture(scope="session", autouse=True)
def report_pipeline() -> None:
    """Add the report components to the shared pipeline."""
    add_report_components(load_model())
