"""How long a dossier takes to conclude, and again with one report more: python -m evaluation.conclude_speed [reports] [--profile]

The reports are those of `store_scale.py`: some two thousand characters and eight claims each. What was remembered is then left out, so
that all is found anew, and must come to the same.
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
    """Prints how long something took and, if asked, in which functions."""
    profile, start, clock = cProfile.Profile(), time.process_time(), time.perf_counter()
    if profiled:
        profile.enable()
    yield
    profile.disable()
    print(f"{what}: {time.process_time() - start:.1f} s of processor ({time.perf_counter() - clock:.1f} s by the clock)", flush=True)
    if profiled:
        pstats.Stats(profile).sort_stats("tottime").print_stats(30)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("reports", type=int, nargs="?", default=2_000)
    parser.add_argument("--profile", action="store_true")
    options = parser.parse_args()
    chance = random.Random(7)
    with tempfile.TemporaryDirectory() as folder, Dossier.open(Path(folder) / "dossier", create=True) as dossier:
        made = (Addition(*report(number, chance), "hand 1") for number in range(options.reports))
        while some := list(islice(made, 100)):
            dossier.add_all(some)
        with timed(f"{options.reports} reports, {8 * options.reports} claims", profiled=False):
            pipeline.conclude(dossier)
        dossier.add_all([Addition(*report(options.reports, chance), "hand 1")])
        with timed("one report more", options.profile):
            found = pipeline.conclude(dossier)
        with timed("the same from nothing", profiled=False):
            assert pipeline.conclude(dossier, force=True) == found


if __name__ == "__main__":
    main()
