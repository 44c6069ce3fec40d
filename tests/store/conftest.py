"""A dossier with a few hand-made reports."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dossier_samples import fill
from heldby.store import Dossier


@pytest.fixture
def dossier(tmp_path: Path) -> Iterator[Dossier]:
    """An empty dossier."""
    with Dossier.open(tmp_path / "dossier", create=True, who="tester") as opened:
        yield opened


@pytest.fixture
def filled(dossier: Dossier) -> Dossier:
    """A dossier of three reports with a claim each."""
    fill(dossier)
    return dossier
