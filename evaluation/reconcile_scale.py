"""Measure how the time to reconcile reports grows with their number: python -m evaluation.reconcile_scale [COUNT...]

Reconciling finds families of reports and of passages, events, control (in two passes, to weight sources) and contradictions. The reports
are simulated, and one in four contains a passage from a news agency. Prints seconds of processor time and the exponent of growth.
"""

from __future__ import annotations

import math
import random
import sys
import time
from dataclasses import replace

from evaluation.simulator import World, simulate
from heldby.base.gc_pause import gc_paused
from heldby.control import ControlInput, infer_control
from heldby.events import build_events, find_contradictions, find_families, passage_families
from heldby.model import Claim, Report

WORDS = [f"{a}{b}" for a in "bdfgklmnprstvz" for b in ("alor", "enik", "imas", "otun", "usha", "arel")]


def reports(claims: list[Claim], families: dict[str, str]) -> list[Report]:
    """Return a report of about 60 words for each claim. Copies share their text, and one in four begins with an agency's passage."""
    found = []
    for number, claim in enumerate(claims):
        own = random.Random(families[claim.report])
        agency = random.Random(f"agency {number // 20}") if number % 4 == 0 else own
        first, rest = " ".join(agency.choices(WORDS, k=25)), " ".join(own.choices(WORDS, k=30))
        found.append(
            Report(id=claim.report, sha256="", text=f"{claim.actor[0].name} {claim.type} {claim.place[0].name}. {first}.\n\n{rest}.")
        )
    return found


def reconcile(count: int) -> float:
    """Return the seconds of processor time that `count` reports need."""
    war = simulate(replace(World(), places=max(5, count // 150)))
    claims = war.claims[:count]
    texts = reports(claims, war.families)
    start = time.process_time()
    with gc_paused():  # like the pipeline
        families = find_families(texts)
        voices = {**families, **passage_families(texts, claims, families)}
        build_events(claims, families=voices, published=war.published)
        controls = infer_control(ControlInput(claims, families=voices, published=war.published, outlets=war.sources))
        find_contradictions(claims, controls, families=voices, published=war.published)
    return time.process_time() - start


def main() -> None:
    """Print the times for each number of reports, and the exponent of growth."""
    counts = [int(argument) for argument in sys.argv[1:]] or [1_000, 3_000, 10_000, 30_000]
    took = []
    reconcile(100)  # loads modules and fills caches
    for count in counts:
        took.append(reconcile(count))
        print(f"{count:>7} reports: {took[-1]:7.1f} s, {1000 * took[-1] / count:.2f} ms per report", flush=True)
    if len(took) > 1:
        print(f"exponent {math.log(took[-1] / took[0]) / math.log(counts[-1] / counts[0]):.2f}")


if __name__ == "__main__":
    main()
