"""How long control takes, and how much memory: python -m evaluation.control_speed [places] [days]

Each place of a made-up war is inferred twice, before and after its sources are weighed; then again with one report more, by what is
remembered (as JSON, as another process would find it) of the places that it does not touch.
"""

from __future__ import annotations

import resource
import sys
import time

from evaluation.simulator import SIDES, World, _claim, wage
from heldby.control import ControlInput, InferenceCache, infer_control
from heldby.model import Claim, Control


def main() -> None:
    places, days = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000, int(sys.argv[2]) if len(sys.argv) > 2 else 3_000
    world = World(places=places, days=days, sources=3, hazard=1 / 1000, told=0.7, state_rate=1 / 1500, copied=0.1, gap_rate=0.0)
    war = wage(world)

    def timed(what: str, claims: list[Claim], memory: InferenceCache | None = None) -> list[Control]:
        start, clock = time.process_time(), time.perf_counter()
        data = ControlInput(
            claims, families=war.families, published=war.published, outlets=war.sources, cache=memory, corrected=()
        )  # fmt: skip
        found = infer_control(data)
        took, wall = time.process_time() - start, time.perf_counter() - clock
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
        print(f"{what}: {took:.1f} s of processor ({wall:.1f} s by the clock), peak {peak:.2f} GB", flush=True)
        return found

    print(f"{places} places, {days} days, {len(war.claims)} claims of {len(SIDES)} sides, {world.sources} sources", flush=True)
    timed("from nothing", war.claims)
    memory = InferenceCache()
    timed("from nothing, to be remembered", war.claims, memory)
    kept = memory.dump()
    more = _claim("more", "capture", 0, 1, None, days - 1)
    war.published["more"], war.sources["more"] = max(day for day in war.published.values() if day), "Outlet 0"
    after = InferenceCache(kept)
    added = timed("one report more", [*war.claims, more], after)
    anew = [name for name in after.used if name not in kept and " " not in name]
    print(f"{len(anew)} records inferred anew")
    assert added == timed("the same from nothing", [*war.claims, more])


if __name__ == "__main__":
    main()
