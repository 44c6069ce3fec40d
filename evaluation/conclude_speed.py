"""Measure how long the conclusions of a dossier take, first in full and then with one more report.

usage: python -m evaluation.conclude_speed [REPORTS] [--profile]

The reports are those of `store_scale.py`, with about two thousand characters and eight claims each. At the end, the conclusions are
computed again without caches, and the result must be the same.
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import random
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

from evaluation.store_scale import report
from heldby import pipeline
from heldby.store import Addition, Dossier


@contextmanager
def timed(what: str, profiled: bool) -> Iterator[None]:
    """Print the time that the block takes and, if `profiled`, the functions that take most of it."""
    profile, start, clock = cProfile.Profile(), time.process_time(), time.perf_counter()
    if profiled:
        profile.enable()
    yield
    profile.disable()
    print(f"{what}: {time.process_time() - start:.1f} s of processor time ({time.perf_counter() - clock:.1f} s elapsed)", flush=True)
    if profiled:
        pstats.Stats(profile).sort_stats("tottime").print_stats(30)


def main() -> None:
    """Read the options, fill a dossier and print the times."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("reports", type=int, nargs="?", default=2_000)
    parser.add_argument("--profile", action="store_true", help="print where the time for one more report goes")
    options = parser.parse_args()
    chance = random.Random(7)
    with tempfile.TemporaryDirectory() as folder, Dossier.open(Path(folder) / "dossier", create=True) as dossier:
        additions = (Addition(*report(number, chance), "hand 1") for number in range(options.reports))
        while batch := list(islice(additions, 100)):
            dossier.add_all(batch)
        with timed(f"{options.reports} reports, {8 * options.reports} claims", profiled=False):
            pipeline.conclude(dossier)
        dossier.add_all([Addition(*report(options.reports, chance), "hand 1")])
        with timed("one more report", options.profile):
            found = pipeline.conclude(dossier)
        with timed("the same without caches", profiled=False):
            assert pipeline.conclude(dossier, force=True) == found


if __name__ == "__main__":
    main()
