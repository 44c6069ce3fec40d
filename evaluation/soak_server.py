"""Measure the app and its server on a large dossier.

usage: python -m evaluation.soak_server [--places 20000] [--claims 200000] [--seconds 60]

The script fills a dossier with generated places over three years, starts `heldby serve` on it, sends a mix of 20 requests a second, and
measures memory before and after. A headless Chromium then opens the map, steps through days and simulates an hour of use
(`soak_browser.py`). Prints one JSON object and writes it to `evaluation/soak_server.json`. Times depend on the machine; its load is part of
the result.
"""

from __future__ import annotations

import argparse
import concurrent.futures
import datetime as dt
import hashlib
import json
import math
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from typing import Any, NamedTuple

from evaluation.soak_browser import browse
from heldby.model import ActorRef, Claim, Control, Event, Interval, Mention, PlaceRef, Report, When, make_claim
from heldby.store import Addition, Conclusions, Dossier
from heldby.version import __version__

SIDES = [f"side-{number}" for number in range(6)]
FIRST, DAYS = dt.date(2020, 1, 1), 3 * 365
IN_REPORT = 40
"""Claims in each report."""
RATE = 20
"""Requests a second."""
VIEWS = ("timeline", "actors", "sources", "contradictions", "review/queue?limit=30", "changes", "audit/sample?of=places")
"""Views of the whole record, with the parameters of the app's first request."""


class GeneratedReading(NamedTuple):
    """A generated report with its claims, in the form that the store accepts."""

    report: Report
    mentions: tuple[Mention, ...]
    claims: tuple[Claim, ...]
    notes: tuple[str, ...] = ()


def side_at(site: PlaceRef, day: int, chance: random.Random) -> int:
    """Return the side that takes a place on a day: the side whose moving band of land it lies in, or one time in ten a random side."""
    if chance.random() < 0.1:
        return chance.randrange(len(SIDES))
    share = ((site.lon or 0) - 36) / 12 + 0.2 * math.sin(2 * math.pi * (day / DAYS + (site.lat or 0) / 8))
    return int(share * len(SIDES)) % len(SIDES)


def fill(dossier: Dossier, places: int, count: int) -> Conclusions:
    """Add generated reports of forty claims, and return their conclusions: the side of the last capture holds a place."""
    chance = random.Random(7)
    sites = [
        PlaceRef(text=f"Town {n}", id=f"p{n}", name=f"Town {n}", within="Nowhere", country="XX", lat=30 + chance.random() * 8,
                 lon=36 + chance.random() * 12, precision="point", method="exact")
        for n in range(places)
    ]  # fmt: skip
    captures: dict[str, list[tuple[dt.date, str, str]]] = {}
    events, families, batch = [], {}, []
    for number in range(count // IN_REPORT):
        passed = number * IN_REPORT * DAYS // count
        made, original, claims = report_of(number, FIRST + dt.timedelta(days=passed), passed, sites, chance)
        for claim in claims:
            captures.setdefault(claim.place[0].id or "", []).append((made.published or FIRST, claim.actor[0].name or "", claim.id))
            events.append(event_of(claim))
        families[made.id] = made.id
        batch.append(Addition(made, original, GeneratedReading(made, (), claims)))
        if len(batch) == 50 or number == count // IN_REPORT - 1:
            dossier.add_all(batch)
            print(f"\r{(number + 1) * IN_REPORT} claims", end="", file=sys.stderr)
            batch = []
    return Conclusions(families, events, [control_of(site, captures.get(site.id or "", [])) for site in sites], [])


def report_of(
    number: int, day: dt.date, passed: int, sites: list[PlaceRef], chance: random.Random
) -> tuple[Report, bytes, tuple[Claim, ...]]:
    """Return a report of captures on one day, its bytes and its claims."""
    rows = [(site, side_at(site, passed, chance)) for site in chance.choices(sites, k=IN_REPORT)]
    others = [SIDES[(side + chance.randrange(1, len(SIDES))) % len(SIDES)] for _, side in rows]
    sentences = [f"{SIDES[side]} took {site.name} from {other} in action {number}-{i}."
                 for i, ((site, side), other) in enumerate(zip(rows, others, strict=True))]  # fmt: skip
    text = " ".join(sentences)
    original = text.encode()
    made = Report(id=f"r{number}", sha256=hashlib.sha256(original).hexdigest(), text=text, title=f"Report {number}", published=day,
                  source=f"Agency {number % 40}")  # fmt: skip
    claims, start = [], 0
    for sentence, (site, side), other in zip(sentences, rows, others, strict=True):
        claims.append(make_claim(
            report=made.id, start=start, end=start + len(sentence), quote=sentence, kind="event", type="capture", place=(site,),
            actor=(party(SIDES[side]),), target=(party(other),), confidence=0.5 + chance.random() / 2,
            when=When(first=day, last=day, precision="day", text="that day"), reader="soak 1",
        ))  # fmt: skip
        start += len(sentence) + 1
    return made, original, tuple(claims)


def party(name: str) -> ActorRef:
    """Return the reference to a side."""
    return ActorRef(text=name, id=name, name=name)


def event_of(claim: Claim) -> Event:
    """Return an event with a single claim."""
    fields = {name: getattr(claim, name) for name in ("actor", "target", "place", "when", "status")}
    return Event(
        id=f"e{claim.id}", type="capture", **fields, claims=(claim.id,), reports=(claim.report,), families=1, score=0.9, explanation="one"
    )


def control_of(site: PlaceRef, captures: list[tuple[dt.date, str, str]]) -> Control:
    """Return the control of a place from its captures: day, side and claim id, in order of time."""
    intervals = [
        Interval(first=day, last=captures[i + 1][0] - dt.timedelta(days=1) if i + 1 < len(captures) else None, holder=side, side=side,
                 status="held", p=0.9,
                 claims=(claim,))
        for i, (day, side, claim) in enumerate(captures)
    ]  # fmt: skip
    return Control(
        place=site.name or "",
        id=site.id or "",
        lat=site.lat,
        lon=site.lon,
        within=site.within,
        precision="point",
        intervals=tuple(intervals),
    )


def request(url: str) -> tuple[float, int]:
    """Request a URL and return the milliseconds and the bytes of the response."""
    begin = time.perf_counter()
    with urllib.request.urlopen(url, timeout=120) as answer:
        size = len(answer.read())
    return (time.perf_counter() - begin) * 1000, size


def request_urls(base: str, places: int, reports: int) -> list[str]:
    """Return a fixed random mix of 2,000 URLs."""
    chance = random.Random(3)
    made = []
    for _ in range(200):
        lon, lat = 36 + chance.random() * 11, 30 + chance.random() * 7
        made += [
            f"{base}places/p{chance.randrange(places)}/evidence", f"{base}claims?place=p{chance.randrange(places)}&limit=20",
            f"{base}reports?limit=50",
            f"{base}timeline?place=p{chance.randrange(places)}&limit=50", f"{base}search?q=action+{chance.randrange(1000)}",
            f"{base}collections/claims/items?bbox={lon},{lat},{lon + 0.2},{lat + 0.2}&limit=50",
            f"{base}reports/r{chance.randrange(reports)}",
            f"{base}collections/events/items?bbox={lon},{lat},{lon + 0.2},{lat + 0.2}&limit=50",
            f"{base}collections/places/items?bbox={lon},{lat},{lon + 0.5},{lat + 0.5}", chance.choice([base + view for view in VIEWS]),
        ]  # fmt: skip
    chance.shuffle(made)
    return made


def load(base: str, places: int, reports: int, seconds: int) -> dict[str, float]:
    """Send `RATE` requests a second, whether or not earlier ones were answered, and return their times in milliseconds."""
    waiting, urls = [], request_urls(base, places, reports)
    with concurrent.futures.ThreadPoolExecutor(40) as pool:
        begin = time.perf_counter()
        for number in range(RATE * seconds):
            time.sleep(max(0.0, begin + number / RATE - time.perf_counter()))
            waiting.append(pool.submit(request, urls[number % len(urls)]))
        times = sorted(one.result()[0] for one in waiting)
    return {
        "median_ms": round(statistics.median(times), 1),
        "p95_ms": round(times[int(0.95 * len(times))], 1),
        "worst_ms": round(times[-1], 1),
    }


def memory_mb(pid: int) -> int:
    """Return the resident memory of a process in MB."""
    return int(next(line.split()[1] for line in Path(f"/proc/{pid}/status").read_text().splitlines() if line.startswith("VmRSS"))) // 1024


def load_now() -> list[float]:
    """Return the load of the machine: the mean number of runnable processes over the last 1, 5 and 15 minutes."""
    return [round(one, 1) for one in os.getloadavg()]


def wait_for(url: str) -> None:
    """Wait until a URL answers."""
    while True:
        try:
            request(url)
            return
        except OSError:
            time.sleep(0.1)


def measure_server(base: str, pid: int, options: argparse.Namespace, begin: float) -> dict[str, Any]:
    """Return the times and memory of the server, which was started at `begin` (`time.perf_counter`)."""
    reports = options.claims // IN_REPORT
    results: dict[str, Any] = {}
    wait_for(f"{base}conformance")
    results["first_scene_ms"], size = (round(one) for one in request(f"{base}scene"))
    results["start_s"] = round(time.perf_counter() - begin, 1)
    results["scene_mb"] = round(size / 1e6, 1)
    results["scene_again_ms"] = round(request(f"{base}scene")[0])
    results["first_ms"] = {view: round(request(f"{base}{view}")[0]) for view in VIEWS}
    load(base, options.places, reports, 5)
    results["memory_mb"] = [memory_mb(pid)]
    for _ in range(3):
        results["questions"] = load(base, options.places, reports, options.seconds // 3)
        results["memory_mb"].append(memory_mb(pid))
    return results


def measure(folder: Path, options: argparse.Namespace) -> dict[str, Any]:
    """Serve a dossier and return all results."""
    address = f"http://127.0.0.1:{options.port}/"
    results: dict[str, Any] = {"places": options.places, "claims": options.claims, "cores": os.cpu_count(), "load_before": load_now()}
    begin = time.perf_counter()
    command = [sys.executable, "-m", "heldby", "serve", "--dossier", str(folder), "--port", str(options.port)]
    server = subprocess.Popen(command, env=os.environ)
    try:
        results |= measure_server(f"{address}api/v1/", server.pid, options, begin)
        if not options.server_only:
            results["browser"] = browse(address, lambda: memory_mb(server.pid))
        return results | {"load_after": load_now()}
    finally:
        server.terminate()
        server.wait(timeout=20)


def main() -> None:
    """Read the options, run all measurements, print the results and write them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--places", type=int, default=20_000)
    parser.add_argument("--claims", type=int, default=200_000)
    parser.add_argument("--seconds", type=int, default=60, help="seconds of requests (default 60)")
    parser.add_argument("--port", type=int, default=8765)
    parser.add_argument("--dossier", type=Path, help="store the dossier in this folder, and use it if it exists")
    parser.add_argument("--server-only", action="store_true", help="skip the browser, and write no file")
    options = parser.parse_args()
    folder = options.dossier or Path(tempfile.mkdtemp()) / "dossier"
    if not (folder / "heldby.db").exists():
        with Dossier.open(folder, create=True, who="soak") as dossier:
            found = fill(dossier, options.places, options.claims)
            dossier.save_conclusions(found, through=dossier.ledger_position(), by=__version__)
    results = measure(folder, options)
    print(json.dumps(results, indent=1))
    if not options.server_only:
        (Path(__file__).parent / "soak_server.json").write_text(json.dumps(results, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
