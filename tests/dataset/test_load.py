"""A dataset is copied into PostgreSQL, each shard exactly once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import postgres_server
from dataset_helpers import heldby, payloads
from heldby.dataset import load
from heldby.dataset.load import load_dataset
from heldby.dataset.manifest import Dataset
from heldby.errors import DatasetError

psycopg = pytest.importorskip("psycopg", reason="needs psycopg: pip install 'heldby[postgres]'")


@pytest.fixture(scope="module")
def database() -> Iterator[str]:
    """A database of a temporary server."""
    if not postgres_server.BINARIES:
        pytest.skip("needs Debian's package postgresql")
    with postgres_server.running() as server:
        yield server.new_database()


@pytest.fixture
def out(inputs: Path, tmp_path: Path) -> Path:
    assert heldby("read", inputs, "--out", tmp_path / "out").returncode == 0
    return tmp_path / "out"


def values(database: str, query: str) -> list[str]:
    with psycopg.connect(database) as connection:
        return [str(value) for (value,) in connection.execute(query)]


def test_tables_have_what_the_dataset_has_once(out: Path, database: str) -> None:
    first = heldby("dataset", "load", out, "--database", database)
    again = heldby("dataset", "load", out, "--database", database)
    assert first.returncode == again.returncode == 0 and "4 files loaded" in first.stderr
    assert "0 files loaded, 0 claims; 4 already there" in again.stderr
    assert sorted(values(database, "SELECT payload::text FROM heldby_dataset.claims")) == payloads(out)
    assert sorted(values(database, "SELECT payload::text FROM heldby_dataset.mentions")) == payloads(out, "mentions")
    joined = "heldby_dataset.claims c JOIN heldby_dataset.reports r USING (shard, position)"
    (text,) = set(values(database, f"SELECT text FROM {joined} WHERE country = 'SY' AND type = 'capture' AND r.id = 'b0'"))
    assert text.startswith("Syrian troops seized Albu Kamal")


def test_a_load_that_fails_leaves_whole_shards(out: Path, database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    written = []

    def fail_in_third(value: object) -> object:
        written.append(value)
        if len(written) > 150:
            raise KeyboardInterrupt
        return value

    with monkeypatch.context() as context:
        context.setattr(load, "_storable", fail_in_third)
        with pytest.raises(KeyboardInterrupt):
            load_dataset(Dataset(str(out)), database, "killed")
    before = len(values(database, "SELECT key FROM killed.shards"))
    load_dataset(Dataset(str(out)), database, "killed")
    assert before < 4 and sorted(values(database, "SELECT payload::text FROM killed.claims")) == payloads(out)


def test_bad_names_and_addresses_are_explained(out: Path) -> None:
    with pytest.raises(DatasetError, match="cannot be the name of a schema"):
        load_dataset(Dataset(str(out)), "postgresql://nowhere", "x; drop")
    with pytest.raises(DatasetError, match="the database cannot be used"):
        load_dataset(Dataset(str(out)), "postgresql://127.0.0.1:1/none")
    with pytest.raises(DatasetError, match="there is no dataset in"):
        load_dataset(Dataset(str(out / "claims")), "postgresql://127.0.0.1:1/none")
