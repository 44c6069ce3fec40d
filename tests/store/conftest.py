"""Dossiers for tests of the store, each on SQLite and on a real PostgreSQL server."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import postgres_server
from dossier_samples import fill
from heldby.store import Dossier

Reopen = Callable[[], Dossier]


@pytest.fixture(scope="session")
def server() -> Iterator[postgres_server.Server]:
    """Yield a PostgreSQL server; without its binaries, skip the test, or fail it in CI."""
    if not postgres_server.BINARIES:
        if os.environ.get("CI"):
            pytest.fail("CI needs a PostgreSQL server: apt-get install postgresql")
        pytest.skip("needs a PostgreSQL server: apt-get install postgresql")
    with postgres_server.running() as running:
        yield running


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> Iterator[str | None]:
    """Yield the database URL of a new dossier; None for SQLite."""
    if request.param == "sqlite":
        yield None
        return
    server = request.getfixturevalue("server")
    url = server.new_database()
    yield url
    server.drop(url)


@pytest.fixture
def reopen(tmp_path: Path, database: str | None) -> Iterator[Reopen]:
    """Yield a function that opens the dossier of the test, as another process would."""
    opened = []

    def again() -> Dossier:
        opened.append(Dossier.open(tmp_path / "dossier", create=True, database=database, who="tester"))
        return opened[-1]

    yield again
    for one in opened:
        one.close()


@pytest.fixture
def dossier(reopen: Reopen) -> Dossier:
    """Return an empty dossier."""
    return reopen()


@pytest.fixture
def filled(dossier: Dossier) -> Dossier:
    """Return a dossier of three reports with one claim each."""
    fill(dossier)
    return dossier
