"""A Ray cluster of three machines reads what one process reads, byte for byte, though one of the machines is lost."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dataset_helpers import KAMAL, KHERSON, NOTHING, RAWA, files, heldby, payloads, write_jsonl
from heldby.dataset.engines import LocalEngine
from heldby.dataset.manifest import Dataset
from heldby.dataset.read import DatasetCounts, read_dataset
from heldby.reading.readers import ChosenReader
from plugin_package import install

pytest.importorskip("ray", reason="needs Ray: pip install 'heldby[ray]'")

SHARDS, EACH = 9, 12
CHOSEN = {"a": "Rebels left Rawa.", "b": "This text is broken."}
"""Texts for the reader of a package."""


@pytest.fixture
def cluster(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A Ray cluster of three machines with one processor core each, simulated on this one."""
    from ray.cluster_utils import Cluster

    monkeypatch.setenv("RAY_USAGE_STATS_ENABLED", "0")
    head = {"num_cpus": 1, "object_store_memory": 100_000_000, "include_dashboard": False}
    made = Cluster(initialize_head=True, head_node_args=head)
    try:
        for _ in range(2):
            made.add_node(num_cpus=1, object_store_memory=100_000_000)
        monkeypatch.setenv("RAY_ADDRESS", made.address)
        yield made
    finally:
        made.shutdown()


@pytest.fixture
def shards(tmp_path: Path) -> Path:
    """A folder of files that a machine reads for seconds each."""
    folder = tmp_path / "shards"
    folder.mkdir()
    for shard in range(SHARDS):
        texts = [(RAWA, KAMAL, KHERSON, NOTHING)[n % 4] for n in range(EACH)]
        rows = [{"id": f"{shard}-{n}", "text": text, "published": f"2022-{1 + n:02}-18"} for n, text in enumerate(texts)]
        write_jsonl(folder / f"{shard}.jsonl", rows)
    return folder


def test_a_run_that_loses_a_machine_equals_the_local_run(cluster: Any, shards: Path, tmp_path: Path) -> None:
    there, here = tmp_path / "there", tmp_path / "here"
    command = [sys.executable, "-m", "heldby", "read", shards, "--out", there, "--engine", "ray"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as running:
        while len(list(there.glob("manifest/*.json"))) < 2:
            assert running.poll() is None, running.stderr and running.stderr.read()
            time.sleep(0.05)
        cluster.remove_node(cluster.list_all_nodes()[-1], allow_graceful=False)
        done = len(list(there.glob("manifest/*.json")))
        _, errors = running.communicate()
    assert done < SHARDS and running.returncode == 0, errors
    assert f"{SHARDS} files with {SHARDS * EACH} reports read" in errors
    assert heldby("read", shards, "--out", here).returncode == 0
    lines = heldby("read", shards, "--format", "jsonl").stdout.splitlines()
    assert payloads(there) == payloads(here) == sorted(lines) and len(lines) >= SHARDS * EACH
    assert tables(there) == tables(here)
    before = files(there)
    again = heldby("read", shards, "--out", there, "--engine", "ray")
    assert f"0 files with 0 reports read, 0 claims; {SHARDS} already in the dataset" in again.stderr and files(there) == before


def test_a_cluster_derives_what_one_process_derives(inputs: Path, tmp_path: Path) -> None:
    assert heldby("read", inputs, "--out", tmp_path / "here").returncode == 0
    shutil.copytree(tmp_path / "here", tmp_path / "there")
    here, there = (heldby("dataset", "derive", tmp_path / name, *more) for name, more in (("here", ()), ("there", ("--engine", "ray"))))
    assert here.returncode == there.returncode == 0 and here.stderr == there.stderr, there.stderr
    assert files(tmp_path / "here") == files(tmp_path / "there") and "country=UA" in str(list(tmp_path.glob("there/events/*")))
    again = heldby("dataset", "derive", tmp_path / "there", "--engine", "ray")
    assert "nothing is new" in again.stderr


def tables(folder: Path) -> dict[str, bytes]:
    """Return the Parquet files and the manifest of a dataset, without what a lost machine left unfinished."""
    return {name: content for name, content in files(folder).items() if not name.startswith("_parts")}


def test_run_with_ray_makes_the_same_record(shards: Path, tmp_path: Path) -> None:
    write_jsonl(shards / "copy.jsonl", [{"id": "0-0", "text": "Rebels left Rawa on Friday.", "published": "2022-02-02"}])
    here = ("run", shards, "--dossier", tmp_path / "here")
    there = ("run", shards, "--dossier", tmp_path / "there", "--engine", "ray", "--workers", "2")
    local, cluster = heldby(*here, "--format", "jsonl"), heldby(*there, "--format", "jsonl")
    assert local.returncode == cluster.returncode == 0, cluster.stderr
    assert local.stdout == cluster.stdout and f"{SHARDS * EACH + 1} reports read" in cluster.stderr
    claims = [heldby("claims", "--format", "jsonl", "--dossier", tmp_path / name).stdout for name in ("here", "there")]
    assert claims[0] == claims[1] and len(claims[0].splitlines()) >= SHARDS * EACH
    assert not list((tmp_path / "there" / "dataset").rglob("*.parquet"))  # what is in the dossier is nowhere else, so it can be erased
    again = heldby(*there)
    assert f"0 reports read, 0 claims; {SHARDS * EACH + 1} already in the dossier" in again.stderr


def test_ray_reads_with_the_chosen_reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(tmp_path, monkeypatch)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join((str(tmp_path / "field-notes"), os.environ.get("PYTHONPATH", ""))))
    write_jsonl(tmp_path / "feed.jsonl", [{"id": name, "text": text} for name, text in CHOSEN.items()])
    chosen = ("--engine", "ray", "--reader", "field", "--reader-option", "verb=left")
    done = heldby("run", tmp_path / "feed.jsonl", "--dossier", tmp_path / "case", *chosen)
    assert "refused b: not read: it is broken" in done.stderr and "1 report read, 1 claim" in done.stderr and not done.returncode
    again = heldby("run", tmp_path / "feed.jsonl", "--dossier", tmp_path / "case", *chosen)
    assert "refused b: not read: it is broken" in again.stderr  # a reading that failed is tried again


def test_object_storage_holds_inputs_and_dataset(inputs: Path, tmp_path: Path) -> None:
    import fsspec

    storage = fsspec.filesystem("memory")
    storage.put(f"{inputs}/", "/bucket/in/", recursive=True)
    assert heldby("read", inputs, "--out", tmp_path / "out").returncode == 0
    counts = read_here(["memory://bucket/in/*.jsonl", "memory://bucket/in/c.warc.gz", "memory://bucket/none"], "memory://bucket/out")
    assert len(counts.read) == 3 and [one.name for one in counts.failed] == ["memory://bucket/none"]
    assert payloads_at("memory://bucket/out") <= set(payloads(tmp_path / "out")) and len(payloads_at("memory://bucket/out")) >= 5
    assert not read_here(["memory://bucket/in/b.jsonl"], "memory://bucket/out").read


def payloads_at(url: str) -> set[str]:
    dataset = Dataset(url)
    return {one["payload"] for row in dataset.rows() for one in dataset.table(row.files_of("claims"))}


def read_here(paths: list[str], out: str) -> DatasetCounts:
    """Read in this process, whose memory is the object storage."""
    return read_dataset(paths, Dataset(out), LocalEngine(), ChosenReader())
