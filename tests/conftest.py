"""What all tests share: the founding report and benchmark folders, if this checkout has them beside it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of shared seed and benchmark data beside the checkout; without it the test is skipped, in CI it fails."""
    folder = Path(os.environ.get("HELDBY_SHARED", ROOT.parent / "shared"))
    if not folder.is_dir():
        if os.environ.get("CI"):
            pytest.fail(f"CI needs the shared data folder: {folder} is missing")
        pytest.skip(f"needs the shared data folder, {folder}, which a stranger's clone does not have")
    return folder
