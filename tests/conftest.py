"""What all tests share: the founding report and benchmark folders, if this checkout has them beside it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of seed and benchmark data beside the checkout. A clone without it skips the tests that need it."""
    folder = Path(os.environ.get("HELDBY_SHARED", ROOT.parent / "shared"))
    if not folder.is_dir():
        pytest.skip(f"needs the benchmark data in {folder}")
    return folder
