"""How long control takes, and how much memory: python evaluation/control_speed.py [places] [days] [claims a place]"""

from __future__ import annotations

import resource
import sys
import time

from simulator import World, wage

from heldby.control import infer_control


def main() -> None:
    places, days = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000, int(sys.argv[2]) if len(sys.argv) > 2 else 3_000
    world = World(places=places, days=days, sources=3, hazard=1 / 1000, told=0.7, state_rate=1 / 1500, copied=0.1, gap_rate=0.0)
    war = wage(world)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    start, clock = time.process_time(), time.perf_counter()
    found = infer_control(war.claims, families=war.families, published=war.published)
    took, wall = time.process_time() - start, time.perf_counter() - clock
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(f"{places} places, {days} days, {len(war.claims)} claims, {len(found)} rows")
    print(f"{took:.1f} s of processor ({wall:.1f} s by the clock), peak {peak:.2f} GB ({before:.2f} GB before)")


if __name__ == "__main__":
    main()
