"""Measure the time and memory of control inference: python -m evaluation.control_speed [PLACES] [DAYS]

Each place of a simulated war is inferred twice: before its sources are weighted, and after. Then one more report is added. The places that
it does not affect come from the cache, which is first converted to JSON and back, as if another process had stored it.
"""

from __future__ import annotations

import resource
import sys
import time

from evaluation.simulator import SIDES, World, make_statement, simulate
from heldby.control import ControlInput, InferenceCache, infer_control
from heldby.model import Claim, Control


def main() -> None:
    """Read the options, simulate a war and print the times."""
    places, days = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000, int(sys.argv[2]) if len(sys.argv) > 2 else 3_000
    world = World(places=places, days=days, sources=3, hazard=1 / 1000, report_rate=0.7, state_rate=1 / 1500, copied=0.1, gap_rate=0.0)
    war = simulate(world)

    def timed(what: str, claims: list[Claim], cache: InferenceCache | None = None) -> list[Control]:
        start, clock = time.process_time(), time.perf_counter()
        data = ControlInput(
            claims, families=war.families, published=war.published, outlets=war.sources, cache=cache, corrected=()
        )  # fmt: skip
        found = infer_control(data)
        took, wall = time.process_time() - start, time.perf_counter() - clock
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
        print(f"{what}: {took:.1f} s of processor time ({wall:.1f} s elapsed), peak {peak:.2f} GB", flush=True)
        return found

    print(f"{places} places, {days} days, {len(war.claims)} claims of {len(SIDES)} sides, {world.sources} sources", flush=True)
    timed("without a cache", war.claims)
    cache = InferenceCache()
    timed("filling a cache", war.claims, cache)
    stored = cache.dump()
    more = make_statement("more", "capture", place=0, side=1, loser=None, day=days - 1)
    war.published["more"], war.sources["more"] = max(day for day in war.published.values() if day), "Outlet 0"
    after = InferenceCache(stored)
    added = timed("one more report", [*war.claims, more], after)
    inferred = [name for name in after.used if name not in stored and " " not in name]
    print(f"{len(inferred)} records inferred again")
    assert added == timed("the same without a cache", [*war.claims, more])


if __name__ == "__main__":
    main()
