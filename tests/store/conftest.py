"""A dossier with a few hand-made reports."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from store_samples import KAMAL, QAIM, RAWA, add_capture

from heldby.store import Dossier


@pytest.fixture
def dossier(tmp_path: Path) -> Iterator[Dossier]:
    """An empty dossier."""
    with Dossier.open(tmp_path / "dossier", create=True, who="tester") as opened:
        yield opened


@pytest.fixture
def filled(dossier: Dossier) -> Dossier:
    """A dossier of three reports with a claim each."""
    add_capture(dossier, RAWA, "Rawa", "2017-11-17", source="Agency A")
    add_capture(dossier, QAIM, "al-Qaim", "2017-11-03", source="Agency B")
    add_capture(dossier, KAMAL, "Albu Kamal", "2017-11-09", who="Syrian army", source="Agency C")
    return dossier
