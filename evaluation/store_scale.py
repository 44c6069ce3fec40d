"""Measure the speed and size of a dossier: python -m evaluation.store_scale [--reports 2000...] [--postgresql] [-o FILE.json]

The script adds generated reports on a thousand towns, of about two thousand characters and eight claims each, in batches as `heldby run`
does. Then it runs each of several queries 200 times with different words. Prints one JSON object: reports and claims per second (adding
only, one process), bytes per report on disk, the 95th percentile of the time of each query in milliseconds, and the cost of the review
queue. Times are given both as elapsed time and as processor time of this process, since the machine may do other work. With `-o`, the
figures are also added to the file. With several sizes, it prints the figures of each, and then the time of each query at ten million
claims, if it grows as a power of the number of claims does (`evaluation.growth`).
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import platform
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import islice
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from dossier_making import HandReading, actor, make_report
from evaluation.growth import Growth
from heldby import views
from heldby.base.geo import Box, Near
from heldby.model import Claim, PlaceRef, Report, SourceRef, When, make_claim
from heldby.pipeline import BATCH
from heldby.store import Addition, ClaimFilter, Dossier

FAR = 10_000_000
"""Number of claims for which the times are estimated."""
TIMES = 200
"""How often each query runs."""
PROVINCES = [f"Province{number}, {country}" for number in range(20) for country in ("Iraq", "Syria")]
SIDES = ("Iraqi forces", "IS", "Syrian army")


def town(number: int) -> PlaceRef:
    """Return one of a thousand towns on a grid of 10 by 20 degrees."""
    lat, lon = 30 + number // 50 * 0.5, 36 + number % 50 * 0.4
    name, within = f"Town{number}", PROVINCES[number % len(PROVINCES)]
    country = {"Iraq": "IQ", "Syria": "SY"}[within.split(", ")[1]]
    return PlaceRef(
        text=name, id=f"town-{number}", name=name, within=within, country=country, lat=lat, lon=lon, precision="point", method="exact"
    )


TOWNS = [town(number) for number in range(1000)]
WORDS = [f"w{number:x}" for number in range(20_000)]


def report(number: int, chance: random.Random, among: Sequence[PlaceRef] = ()) -> tuple[Report, bytes, HandReading]:
    """Return a report of eight sentences with one claim each and other words between them, its bytes and its reading.

    `among` are the towns that the claims are about, by default `TOWNS`.
    """
    day = f"20{chance.randrange(12, 24)}-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}"
    towns, sides = [chance.choice(among or TOWNS) for _ in range(8)], [chance.choice(SIDES) for _ in range(8)]
    sentences = [
        f"{side} of brigade {chance.randrange(300)} took {place.name} from its garrison in action {number}."
        for side, place in zip(sides, towns, strict=True)
    ]
    text = " ".join(f"{sentence} {' '.join(chance.choices(WORDS, k=30))}." for sentence in sentences)
    made, original = make_report(text, id=f"r{number}", published=day, source=f"Agency {number % 40}")
    claims = tuple(_claim(made, sentence, side, place) for sentence, side, place in zip(sentences, sides, towns, strict=True))
    return made, original, HandReading(made, (), claims)


def _claim(made: Report, sentence: str, side: str, place: PlaceRef) -> Claim:
    start = made.text.index(sentence)
    when = When(first=made.published, last=made.published, precision="day", text="on that day")
    return make_claim(
        report=made.id, start=start, end=start + len(sentence), quote=sentence, kind="event", type="capture", actor=(actor(side),),
        place=(place,), when=when, source=SourceRef(text="a spokesman"), confidence=0.9, reader="hand 1",
    )  # fmt: skip


@contextmanager
def engine(postgresql: bool) -> Iterator[str | None]:
    """Yield the database URL of a temporary PostgreSQL server, or None for SQLite."""
    if not postgresql:
        yield None
        return
    from postgres_server import running

    with running() as server:
        yield server.new_database()


def p95(query: Callable[[], object]) -> dict[str, float]:
    """Return the 95th percentile of the time of a query in milliseconds: elapsed, and processor time of this process."""
    clock, own = [], []
    for _ in range(TIMES):
        start, own_start = time.perf_counter(), time.process_time()
        query()
        clock.append(time.perf_counter() - start)
        own.append(time.process_time() - own_start)
    return {name: round(sorted(times)[int(TIMES * 0.95)] * 1000, 2) for name, times in (("clock", clock), ("processor", own))}


def measure(reports: int, database: str | None, folder: Path) -> dict[str, object]:
    """Fill a dossier, unless it is filled already, query it and return the figures."""
    chance = random.Random(7)
    with Dossier.open(folder, create=True, database=database) as dossier:
        added = {} if dossier.ledger_position() else fill(dossier, reports, chance)
        counts = dossier.counts()
        size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) + _on_server(dossier)
        times = {name: p95(query) for name, query in queries(dossier, chance).items()}
        queue = queue_cost(dossier)
    return {
        **counts,
        "engine": "postgresql" if database else "sqlite",
        **added,
        "bytes_per_report": size // counts["reports"],
        "p95_ms": times,
        "review_queue": queue,
        "load": round(os.getloadavg()[0], 1),
        "cores": os.cpu_count(),
        "python": platform.python_version(),
    }


def queue_cost(dossier: Dossier) -> dict[str, float]:
    """Return the seconds for the first page of the review queue, and the peak memory of this process in MB."""
    start, own = time.perf_counter(), time.process_time()
    views.review_queue(dossier, limit=50)
    own, clock = time.process_time() - own, time.perf_counter() - start
    return {"clock_s": round(clock, 1), "processor_s": round(own, 1), "peak_mb": getrusage(RUSAGE_SELF).ru_maxrss // 1024}


def fill(dossier: Dossier, reports: int, chance: random.Random) -> dict[str, object]:
    """Add generated reports and return how many were added per second."""
    made = (Addition(*report(number, chance)) for number in range(reports))
    clock = own = 0.0
    # After an interrupt, the figures cover what was added so far.
    with suppress(KeyboardInterrupt):
        while batch := list(islice(made, BATCH)):
            start, own_start = time.perf_counter(), time.process_time()
            dossier.add_all(batch)
            clock += time.perf_counter() - start
            own += time.process_time() - own_start
    added, claims = dossier.counts().values()
    return {
        "reports_per_s": round(added / clock, 1),
        "claims_per_s": round(claims / clock, 1),
        "claims_per_processor_s": round(claims / own, 1),
        "load_while_adding": round(os.getloadavg()[1], 1),
    }


def queries(dossier: Dossier, chance: random.Random) -> dict[str, Callable[[], object]]:
    """Return the queries to measure: the first page of several searches, and all claims of a place in a year."""

    def search(**filters: Callable[[], object]) -> Callable[[], object]:
        return lambda: views.search(dossier, ClaimFilter(**{name: make() for name, make in filters.items()}))  # type: ignore[arg-type]

    def spot() -> tuple[float, float]:
        return chance.uniform(30, 40), chance.uniform(36, 56)

    def name() -> str:
        return chance.choice(TOWNS).name or ""

    return {
        "words": search(text=lambda: f"{name()} garrison"),
        "common_words": search(text=lambda: "garrison brigade"),
        "phrase": search(text=lambda: f'"brigade {chance.randrange(300)} took"'),
        "prefix": search(text=lambda: f"{chance.choice(('garris', 'brig', 'town1', 't', 'to', 'w'))}*"),
        "prefix_and_actor": search(text=lambda: "garris*", actor=lambda: chance.choice(SIDES)),
        "near_25_km": search(text=lambda: "garrison", zone=lambda: Near(*spot(), 25)),
        "box_of_one_degree": search(text=lambda: "took", zone=lambda: Box(*(at := spot()), at[0] + 1, at[1] + 1)),
        "area": search(text=lambda: "took", area=lambda: chance.choice(PROVINCES).split(",")[0]),
        "side_type_and_days": search(side=lambda: "islamic-state", type=lambda: "capture", first=lambda: _day(chance)),
        "source_not_reviewed": search(source=lambda: f"Agency {chance.randrange(40)}", reviewed=lambda: False, text=lambda: name()),
        "words_in_reports": lambda: views.search(dossier, ClaimFilter(text=f"{chance.choice(WORDS)} {name()}"), within="reports"),
        "claims_of_a_place_in_a_year": lambda: list(
            dossier.claims(place=name(), first=(day := _day(chance)), last=day.replace(year=day.year + 1))
        ),
    }


def _day(chance: random.Random) -> dt.date:
    return dt.date(chance.randrange(2012, 2024), 6, 1)


def _on_server(dossier: Dossier) -> int:
    if dossier.database.engine.dialect.name == "sqlite":
        return 0
    with dossier.database.reading() as connection:
        return int(connection.exec_driver_sql("SELECT pg_database_size(current_database())").scalar_one())


def main() -> None:
    """Read the options and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, nargs="+", default=[2000], help="number of reports to add (default 2000), or several")
    parser.add_argument("--postgresql", action="store_true", help="use a temporary PostgreSQL server")
    parser.add_argument("-o", type=Path, metavar="FILE.json", help="add the figures to this file")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="keep the dossiers in this folder, and use filled ones (SQLite)")
    options = parser.parse_args()
    found = []
    for reports in options.reports:
        with engine(options.postgresql) as database, tempfile.TemporaryDirectory() as folder:
            figures = measure(reports, database, (options.keep or Path(folder)) / f"d{reports}")
        print(json.dumps(figures), flush=True)
        found.append(figures)
        if options.o:
            before = json.loads(options.o.read_text("utf-8")) if options.o.exists() else {}
            name = f"{figures['engine']} {figures['claims']} claims"
            options.o.write_text(json.dumps({**before, name: figures}, indent=1) + "\n", "utf-8")
    if len(found) > 1:
        print_growth(found)


def print_growth(found: Sequence[dict[str, Any]]) -> None:
    """Print the 95th percentile of each query at each size, in ms of processor time, and at ten million claims."""
    claims = [figures["claims"] for figures in found]
    print("p95 in ms of processor time", *(f"{count:>10,}" for count in claims), f"{FAR:>12,}", sep="")
    for name in found[0]["p95_ms"]:
        times = [figures["p95_ms"][name]["processor"] for figures in found]
        growth = Growth.fit(claims, times)
        print(f"{name:<27}", *(f"{time:>10.1f}" for time in times), f"{growth.at(FAR):>12.1f}", f"  (claims^{growth.exponent:.2f})", sep="")


if __name__ == "__main__":
    main()
