"""How fast and how large a dossier is: `python evaluation/store_scale.py --reports 2000 [--postgresql]`.

Generated reports of eight claims each are added in batches as `heldby run` does; then come searches and questions, each timed 200 times.
Prints one JSON object: reports and claims a second, bytes a report on disk, and the 95th percentile of each question in milliseconds.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from dossier_making import HandReading, claim_of, make_report
from heldby import views
from heldby.model import Report
from heldby.pipeline import BATCH
from heldby.store import Addition, Dossier, Wanted

TOWNS = [f"Town{number}" for number in range(500)]
TIMES = 200


def report(number: int, chance: random.Random) -> tuple[Report, bytes, HandReading]:
    """A report of eight sentences with a claim each."""
    towns = [chance.choice(TOWNS) for _ in range(8)]
    sentences = [
        f"Brigade {chance.randrange(300)} took {town} from its garrison in action {number}-{place}." for place, town in enumerate(towns)
    ]
    day = f"20{chance.randrange(12, 24)}-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}"
    made, original = make_report(" ".join(sentences), id=f"r{number}", published=day, source=f"Agency {number % 40}")
    claims = tuple(
        claim_of(made, sentence, type="capture", actor=[" ".join(sentence.split()[:2])], place=[town], day=day)
        for sentence, town in zip(sentences, towns, strict=True)
    )
    return made, original, HandReading(made, (), claims)


@contextmanager
def engine(postgresql: bool) -> Iterator[str | None]:
    """The database URL of a throwaway server, or None."""
    if not postgresql:
        yield None
        return
    from postgres_server import running

    with running() as server:
        yield server.new_database()


def p95(question: Callable[[], object]) -> float:
    """The 95th percentile of the time that a question takes, in milliseconds."""
    times = []
    for _ in range(TIMES):
        start = time.perf_counter()
        question()
        times.append(time.perf_counter() - start)
    return round(sorted(times)[int(TIMES * 0.95)] * 1000, 2)


def measure(reports: int, database: str | None, folder: Path) -> dict[str, object]:
    """Fill a dossier and ask it."""
    chance = random.Random(7)
    made = [report(number, chance) for number in range(reports)]
    with Dossier.open(folder, create=True, database=database) as dossier:
        start = time.perf_counter()
        for first in range(0, reports, BATCH):
            dossier.add_all([Addition(*one) for one in made[first : first + BATCH]])
        seconds = time.perf_counter() - start
        town, brigade = (lambda: chance.choice(TOWNS)), (lambda: f"Brigade {chance.randrange(300)}")
        asked = {
            "search_words": p95(lambda: views.search(dossier, Wanted(text=f"{town()} garrison"))),
            "search_phrase": p95(lambda: views.search(dossier, Wanted(text=f'"{brigade()} took"'))),
            "search_prefix": p95(lambda: views.search(dossier, Wanted(text="garris*", actor=brigade()))),
            "claims_of_place": p95(lambda: list(dossier.claims(place=town()))),
        }
        size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
        counts = dossier.counts()
    return {
        **counts,
        "engine": "postgresql" if database else "sqlite",
        "reports_per_s": round(reports / seconds, 1),
        "claims_per_s": round(counts["claims"] / seconds, 1),
        "bytes_per_report": size // reports,
        "p95_ms": asked,
    }


def main() -> None:
    """Read the options and print the figures."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--reports", type=int, default=2000)
    options.add_argument("--postgresql", action="store_true")
    given = options.parse_args()
    with engine(given.postgresql) as database, tempfile.TemporaryDirectory() as folder:
        print(json.dumps(measure(given.reports, database, Path(folder) / "dossier")))


if __name__ == "__main__":
    main()
