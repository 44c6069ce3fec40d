"""Measure one more report: python -m evaluation.speed.incremental [--reports 1000 5000 20000] [--towns 20000] [--folder DIR]

A dossier of generated reports (`evaluation.store_scale`: eight claims each, made by hand, so that no text is parsed) grows to each size.
Then single reports are added. The time of each runs from the reading of the report to the answer who holds the first place that it names:
storing it, bringing the working state up to date, and inferring the answer. Prints, for each size, the median and the 95th percentile of
the elapsed time, and the median processor time of the process, since the machine may do other work; the claims per town; and the time to
merge a dossier of a hundred reports. A power of the number of reports is fitted to the medians, and gives the times at larger sizes.

At the smallest size, a hundred answers are compared with the record derived from nothing.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from itertools import count, islice
from pathlib import Path
from statistics import median, quantiles

from evaluation.growth import Growth
from evaluation.store_scale import report, town
from heldby import pipeline, views
from heldby.model import PlaceRef
from heldby.store import Addition, Dossier
from heldby.store.custody.merge import merge

ADDED = 20
"""Number of single reports that are added at each size."""
CHECKED = 100
"""Number of answers that are compared with the record derived from nothing."""
MERGED = 100
"""Number of reports of the dossier that is merged."""
BATCH = 200
READER = "hand 1"


def towns(number: int, spacing: float) -> list[PlaceRef]:
    """Return towns on a grid, `spacing` degrees apart, between 0 and 60 degrees north."""
    rows = int(60 / spacing)
    where = ((one % rows * spacing, one // rows * spacing) for one in range(number))
    return [town(one % 1000).model_copy(update=_named(one, lat, lon)) for one, (lat, lon) in enumerate(where)]


def _named(number: int, lat: float, lon: float) -> dict[str, object]:
    name = f"Town{number}"
    return {"id": f"town-{number}", "text": name, "name": name, "lat": lat, "lon": lon}


def additions(places: Sequence[PlaceRef], seed: int, first: int = 0) -> Iterator[Addition]:
    """Yield generated reports without end."""
    chance = random.Random(seed)
    return (Addition(*report(number, chance, places), READER) for number in count(first))


def fill(dossier: Dossier, size: int, made: Iterator[Addition]) -> None:
    """Add reports until the dossier has `size` of them."""
    while (missing := size - dossier.counts()["reports"]) > 0:
        dossier.add_all(list(islice(made, min(BATCH, missing))))
        if sys.stderr.isatty():
            print(f"\r{size - missing:>9,} of {size:,} reports", end="", file=sys.stderr, flush=True)


def add_one(dossier: Dossier, addition: Addition) -> tuple[float, float]:
    """Add a report and ask who holds its first place; return the elapsed and the processor time in seconds."""
    place = addition.reading.claims[0].place[0].name or ""
    clock, own = time.perf_counter(), time.process_time()
    dossier.add_all([addition])
    found = pipeline.take_place_snapshot(dossier, place)
    assert views.holds(dossier, found, place)
    return time.perf_counter() - clock, time.process_time() - own


def merge_one(dossier: Dossier, places: Sequence[PlaceRef], size: int, folder: Path) -> tuple[float, float]:
    """Merge a dossier of new reports; return the elapsed and the processor time in seconds."""
    with Dossier.open(folder / f"other{size}", create=True, who="other") as other:
        fill(other, MERGED, additions(places, size + 1, first=2_000_000_000 + size))
        clock, own = time.perf_counter(), time.process_time()
        assert merge(other, dossier).merged == MERGED
        return time.perf_counter() - clock, time.process_time() - own


def check(dossier: Dossier) -> None:
    """Compare some answers with the record derived from nothing."""
    controls = pipeline.derive_conclusions(dossier, events=False).controls
    for control in random.Random(3).sample(controls, min(CHECKED, len(controls))):
        assert pipeline.take_place_snapshot(dossier, control.id).controls == [control], control.id


def measure(sizes: Sequence[int], places: Sequence[PlaceRef], folder: Path) -> None:
    """Grow a dossier to each size and print the table."""
    print(f"{len(places):,} towns, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    print("  reports  claims/town  median s  p95 s  processor s  state s  state MB  merge s  merge processor s")
    clocks, owns = [], []
    with Dossier.open(folder / "dossier", create=True, who="benchmark") as dossier:
        made, single = additions(places, 7), additions(places, 11, first=1_000_000_000)
        for size in sorted(sizes):
            fill(dossier, size, made)
            start = time.process_time()
            assert pipeline.refresh_state(dossier)
            built = time.process_time() - start
            if size == min(sizes):
                check(dossier)
            times = [add_one(dossier, addition) for addition in islice(single, ADDED)]
            clock, own = ([one[part] for one in times] for part in (0, 1))
            clocks.append(median(clock))
            owns.append(median(own))
            merging = merge_one(dossier, places, size, folder)
            stored = sum(file.stat().st_size for file in dossier.folder.glob("working-state.db*")) / 1e6
            print(
                f"{size:>9,} {8 * size / len(places):>12,.1f} {clocks[-1]:>9.3f} {quantiles(clock, n=20)[-1]:>6.3f} {owns[-1]:>12.3f} "
                f"{built:>8.1f} {stored:>9.0f} {merging[0]:>8.2f} {merging[1]:>18.2f}", flush=True,
            )  # fmt: skip
    if len(sizes) > 1:
        for name, values in (("elapsed", clocks), ("processor", owns)):
            growth = Growth.fit(sorted(sizes), values)
            far = ", ".join(f"{growth.at(size):.2f} s at {size:,}" for size in (100_000, 1_000_000))
            print(f"{name} time grows as reports^{growth.exponent:.2f}: {far}")


def main() -> None:
    """Read the options and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, nargs="+", default=[1_000, 5_000, 20_000], help="sizes (default 1000 5000 20000)")
    parser.add_argument("--towns", type=int, default=20_000, help="number of towns (default 20000)")
    parser.add_argument("--spacing", type=float, default=0.6, help="degrees between towns (default 0.6: none is within 25 km of another)")
    parser.add_argument("--folder", type=Path, metavar="DIR", help="folder for the dossiers; by default a temporary one")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        measure(options.reports, towns(options.towns, options.spacing), options.folder or Path(folder))


if __name__ == "__main__":
    main()
