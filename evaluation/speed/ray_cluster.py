"""Read generated pages on a simulated Ray cluster that loses a machine, and compare with one process.

python -m evaluation.speed.ray_cluster [--pages 20000] [--shards 40] [--keep FOLDER]

Needs `pip install 'heldby[ray]'`. Three machines with one processor core each are simulated on this one. When half of the files are read,
one machine is killed. Prints the times and whether the results are equal, and writes them to `ray_cluster.json`.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from evaluation.speed.news_pages import write_shard

OUT = Path(__file__).with_name("ray_cluster.json")
MACHINES = 3
OBJECT_STORE = 100_000_000
"""Bytes of the object store of each simulated machine."""


def main() -> None:
    """Make the pages, read them twice and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=20_000, help="number of pages")
    parser.add_argument("--shards", type=int, default=40, help="number of web archives")
    parser.add_argument("--keep", type=Path, help="folder to keep the pages and datasets in")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.keep or Path(temporary)
        figures = measure(folder, options.pages, options.shards)
    OUT.write_text(json.dumps(figures, indent=2) + "\n", "utf-8")
    print(json.dumps(figures, indent=2))


def measure(folder: Path, pages: int, shards: int) -> dict[str, Any]:
    """Return the figures for a number of pages."""
    inputs, here, there = folder / "pages", folder / "here", folder / "there"
    inputs.mkdir(parents=True, exist_ok=True)
    for number in range(shards):
        write_shard(inputs / f"{number:04}.warc.gz", number, len(range(number, pages, shards)))
    local_s = timed(read(inputs, here, "--workers", "1"))
    cluster_s, left = run_on_cluster(inputs, there)
    again_s = timed(read(inputs, there))
    rows = [json.loads(file.read_text()) for file in there.glob("manifest/*.json")]
    return {
        "pages": pages,
        "shards": shards,
        "claims": sum(row["claims"] for row in rows),
        "machines": MACHINES,
        "shards_left_when_one_was_killed": left,
        "one_process_seconds": round(local_s, 1),
        "cluster_seconds": round(cluster_s, 1),
        "second_run_seconds": round(again_s, 1),
        "input_bytes_per_page": round(size(inputs) / pages),
        "dataset_bytes_per_page": round(size(there) / pages),
        "claims_equal_after_sorting": payloads(here) == payloads(there),
        "files_equal": tables(here) == tables(there),
    }


def read(inputs: Path, out: Path, *more: str) -> list[str]:
    """Return the command that reads the pages into a dataset."""
    return [sys.executable, "-m", "heldby", "read", str(inputs), "--out", str(out), *more]


def timed(command: list[str]) -> float:
    """Run a command and return the seconds that it took."""
    start = time.perf_counter()
    subprocess.run(command, check=True)
    return time.perf_counter() - start


def run_on_cluster(inputs: Path, out: Path) -> tuple[float, int]:
    """Read on a cluster that loses a machine; return the seconds, and the number of files not read when it was lost."""
    from ray.cluster_utils import Cluster

    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    head = {"num_cpus": 1, "object_store_memory": OBJECT_STORE, "include_dashboard": False}
    cluster: Any = Cluster(initialize_head=True, head_node_args=head)
    try:
        for _ in range(MACHINES - 1):
            cluster.add_node(num_cpus=1, object_store_memory=OBJECT_STORE)
        shards, start = len(list(inputs.iterdir())), time.perf_counter()
        with subprocess.Popen(read(inputs, out, "--engine", "ray"), env={**os.environ, "RAY_ADDRESS": cluster.address}) as running:
            while len(list(out.glob("manifest/*.json"))) < shards // 2 and running.poll() is None:
                time.sleep(0.1)
            cluster.remove_node(cluster.list_all_nodes()[-1], allow_graceful=False)
            left = shards - len(list(out.glob("manifest/*.json")))
        if running.returncode:
            raise SystemExit("the run on the cluster failed")
        return time.perf_counter() - start, left
    finally:
        cluster.shutdown()


def payloads(folder: Path) -> list[str]:
    """Return the JSON of all claims, sorted."""
    from pyarrow.parquet import ParquetFile

    return sorted(
        claim for file in folder.glob("claims/*/*") for claim in ParquetFile(file).read(["payload"]).column("payload").to_pylist()
    )


def tables(folder: Path) -> dict[str, bytes]:
    """Return the content of the files of a dataset by name, without unfinished ones."""
    files = (path for path in folder.rglob("*") if path.is_file() and "_parts" not in path.parts)
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def size(folder: Path) -> int:
    """Return the bytes of all files in a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


if __name__ == "__main__":
    main()
