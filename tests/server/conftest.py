"""API clients over a small dossier, without a network."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from dossier_samples import concluded
from heldby.server.app import create_app
from heldby.server.settings import ServerSettings
from heldby.store import Dossier


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Dossier]:
    """A dossier of three reports with its conclusions."""
    with concluded(tmp_path / "dossier") as opened:
        yield opened


@pytest.fixture
def api(record: Dossier) -> Iterator[TestClient]:
    """A client of a server on this machine only, without a token."""
    with TestClient(create_app(record), base_url="http://127.0.0.1:8000/api/v1/") as client:
        yield client


@pytest.fixture
def shared_api(record: Dossier) -> Iterator[TestClient]:
    """A client of a server that other machines can reach, which requires a token."""
    settings = ServerSettings(host="192.0.2.7", token="secret-token")
    with TestClient(create_app(record, settings), base_url="http://192.0.2.7:8000/api/v1/") as client:
        yield client
