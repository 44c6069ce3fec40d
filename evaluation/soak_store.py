"""Run the long tests of the dossier: python -m evaluation.soak_store [--kills 38] [--minutes 2] [-o FILE.json]

First, ingest, review, pack and migration are each killed with SIGKILL on each database as many times as --kills says (38 times make 304
kills in all), and erasures half as often. After each kill, the test checks that no committed data are lost and nothing is half written.
Then eight writers and eight readers run on each database for as long as --minutes says. Prints one JSON object.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import subprocess
import sys
import tempfile
import time
from multiprocessing.queues import Queue
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from dossier_samples import add_capture
from evaluation.store_scale import engine
from heldby.store import Dossier
from heldby.store.custody.verify import verify

if TYPE_CHECKING:
    Times = Queue[tuple[str, float]]

ROOT = Path(__file__).parent.parent
FORK = multiprocessing.get_context("fork")


def kills(number: int) -> str:
    """Run the kill tests with `number` seeds and return pytest's last line, such as "342 passed in 1403.20s"."""
    command = [sys.executable, "-m", "pytest", "-o", "addopts=", str(ROOT / "tests/store/test_kills.py")]
    run = subprocess.run(command, env={**os.environ, "HELDBY_KILLS": str(number)}, capture_output=True, text=True, cwd=ROOT)
    return run.stdout.strip().splitlines()[-1].strip("= ")


def write(folder: Path, database: str | None, name: int, until: float, times: Times) -> None:
    """Add reports until the time `until`, and put the seconds of each into the queue."""
    number = 0
    with Dossier.open(folder, database=database, who=f"writer {name}") as dossier:
        while time.time() < until:
            start = time.perf_counter()
            add_capture(
                dossier, f"Iraqi forces took Rawa from IS, report {number} of {name}.", "Rawa", "2017-12-01", id=f"own-{name}-{number}"
            )
            times.put(("write", time.perf_counter() - start))
            number += 1
    times.put(("written", number))


def query(folder: Path, database: str | None, until: float, times: Times) -> None:
    """Query the claims of a place until the time `until`, and put the seconds of each query into the queue."""
    with Dossier.open(folder, database=database) as dossier:
        while time.time() < until:
            start = time.perf_counter()
            next(dossier.claims(place="Rawa"), None)
            times.put(("read", time.perf_counter() - start))
    times.put(("done", 0))


def run_concurrently(minutes: float, database: str | None, folder: Path) -> dict[str, object]:
    """Run eight writers and eight readers at once, and return their counts and times."""
    times: Times = FORK.Queue()
    load = round(os.getloadavg()[0], 1)
    Dossier.open(folder, create=True, database=database).close()
    until = time.time() + minutes * 60
    jobs = [FORK.Process(target=write, args=(folder, database, name, until, times)) for name in range(8)]
    jobs += [FORK.Process(target=query, args=(folder, database, until, times)) for _ in range(8)]
    for job in jobs:
        job.start()
    values: dict[str, list[float]] = {}
    while len(values.get("written", [])) + len(values.get("done", [])) < len(jobs) and any(job.is_alive() for job in jobs):
        kind, value = times.get(timeout=120)
        values.setdefault(kind, []).append(value)
    for job in jobs:
        job.join()
    with Dossier.open(folder, database=database) as dossier:
        stored, findings = dossier.counts()["reports"], list(verify(dossier))
    p95 = {kind: round(sorted(values[kind])[int(len(values[kind]) * 0.95)] * 1000, 1) for kind in ("write", "read")}
    failed = sum(job.exitcode != 0 for job in jobs)
    return {
        "written": int(sum(values["written"])),
        "kept": stored,
        "failed": failed,
        "differences": len(findings),
        "p95_ms": p95,
        "reads": len(values["read"]),
        "load_before": load,
    }


def main() -> None:
    """Read the options and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=38, help="kills of each kind; 0 for none")
    parser.add_argument("--minutes", type=float, default=2, help="minutes of concurrent use; 0 for none")
    parser.add_argument(
        "-o", type=Path, metavar="FILE.json", help="write the figures to this file; figures of parts that were not run stay"
    )
    options = parser.parse_args()
    figures: dict[str, object] = json.loads(options.o.read_text("utf-8")) if options.o and options.o.exists() else {}
    if options.kills:
        figures["kills"] = kills(options.kills)
    for postgresql in (False, True) if options.minutes else ():
        with engine(postgresql) as database, tempfile.TemporaryDirectory() as folder:
            figures["postgresql" if postgresql else "sqlite"] = run_concurrently(options.minutes, database, Path(folder) / "dossier")
    print(json.dumps(figures))
    if options.o:
        options.o.write_text(json.dumps(figures, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
