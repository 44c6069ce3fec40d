"""A dossier of three reports with conclusions."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dossier_samples import conclude, fill
from heldby.store import Dossier


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Dossier]:
    """Yield a dossier with claims, events and control."""
    with Dossier.open(tmp_path / "dossier", create=True, who="tester") as opened:
        fill(opened)
        conclude(opened)
        yield opened
