"""Dossiers and reports for the tests of the command line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from cli_runner import RAWA
from dossier_samples import conclude, fill
from heldby.store import ClaimFilter, Dossier


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Dossier]:
    """A dossier with claims, events and control from three reports."""
    with Dossier.open(tmp_path / "dossier", create=True, who="tester") as opened:
        fill(opened)
        conclude(opened)
        yield opened


@pytest.fixture
def claim(record: Dossier) -> str:
    """The id of the claim about Rawa."""
    return next(record.claims(ClaimFilter(place="Rawa"))).id


@pytest.fixture
def feed(tmp_path: Path) -> Path:
    """A file with one report."""
    path = tmp_path / "feed.jsonl"
    path.write_text(json.dumps({"id": "r1", "text": RAWA, "published": "2017-11-18", "source": "The Desk"}) + "\n", "utf-8")
    return path
