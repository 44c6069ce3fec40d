"""The long tests of the dossier in one command: `python -m evaluation.soak_store [--kills 38] [--minutes 2] [-o FILE.json]`.

Kills: so many SIGKILLs of each of ingest, review, pack and migration on each engine (38: 304 in all; and half as many of erasures), each
followed by proof that nothing committed was lost and nothing is half there. Then eight writers and eight readers for some minutes on each
engine. Prints one JSON object.
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
    """Run the kill tests with that many seeds; pytest's closing line, such as "342 passed in 1403.20s"."""
    command = [sys.executable, "-m", "pytest", "-o", "addopts=", str(ROOT / "tests/store/test_kills.py")]
    run = subprocess.run(command, env={**os.environ, "HELDBY_KILLS": str(number)}, capture_output=True, text=True, cwd=ROOT)
    return run.stdout.strip().splitlines()[-1].strip("= ")


def write(folder: Path, database: str | None, name: int, until: float, times: Times) -> None:
    """Add reports until the time is up."""
    number = 0
    with Dossier.open(folder, database=database, who=f"writer {name}") as dossier:
        while time.time() < until:
            start = time.perf_counter()
            add_capture(
                dossier, f"Iraqi forces took Rawa from IS, told to {name} as {number}.", "Rawa", "2017-12-01", id=f"own-{name}-{number}"
            )
            times.put(("write", time.perf_counter() - start))
            number += 1
    times.put(("written", number))


def ask(folder: Path, database: str | None, until: float, times: Times) -> None:
    """Ask for the claims of a place until the time is up."""
    with Dossier.open(folder, database=database) as dossier:
        while time.time() < until:
            start = time.perf_counter()
            next(dossier.claims(place="Rawa"), None)
            times.put(("read", time.perf_counter() - start))
    times.put(("done", 0))


def together(minutes: float, database: str | None, folder: Path) -> dict[str, object]:
    """Eight writers and eight readers at once; what they did and how long each step took."""
    times: Times = FORK.Queue()
    load = round(os.getloadavg()[0], 1)
    Dossier.open(folder, create=True, database=database).close()
    until = time.time() + minutes * 60
    jobs = [FORK.Process(target=write, args=(folder, database, name, until, times)) for name in range(8)]
    jobs += [FORK.Process(target=ask, args=(folder, database, until, times)) for _ in range(8)]
    for job in jobs:
        job.start()
    told: dict[str, list[float]] = {}
    while len(told.get("written", [])) + len(told.get("done", [])) < len(jobs) and any(job.is_alive() for job in jobs):
        kind, value = times.get(timeout=120)
        told.setdefault(kind, []).append(value)
    for job in jobs:
        job.join()
    with Dossier.open(folder, database=database) as dossier:
        kept, findings = dossier.counts()["reports"], list(verify(dossier))
    p95 = {kind: round(sorted(told[kind])[int(len(told[kind]) * 0.95)] * 1000, 1) for kind in ("write", "read")}
    failed = sum(job.exitcode != 0 for job in jobs)
    return {
        "written": int(sum(told["written"])),
        "kept": kept,
        "failed": failed,
        "differences": len(findings),
        "p95_ms": p95,
        "reads": len(told["read"]),
        "load_before": load,
    }


def main() -> None:
    """Read the options and print the figures."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--kills", type=int, default=38)
    options.add_argument("--minutes", type=float, default=2)
    options.add_argument("-o", type=Path, metavar="FILE.json", help="put the figures there, beside those of parts that were not run")
    given = options.parse_args()
    figures: dict[str, object] = json.loads(given.o.read_text("utf-8")) if given.o and given.o.exists() else {}
    if given.kills:
        figures["kills"] = kills(given.kills)
    for postgresql in (False, True) if given.minutes else ():
        with engine(postgresql) as database, tempfile.TemporaryDirectory() as folder:
            figures["postgresql" if postgresql else "sqlite"] = together(given.minutes, database, Path(folder) / "dossier")
    print(json.dumps(figures))
    if given.o:
        given.o.write_text(json.dumps(figures, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
