"""A dossier of three reports and what follows from them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dossier_samples import conclude, fill
from heldby.store import Dossier


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Dossier]:
    """A dossier with claims, events and control."""
    with Dossier.open(tmp_path / "dossier", create=True, who="tester") as opened:
        fill(opened)
        conclude(opened)
        yield opened
