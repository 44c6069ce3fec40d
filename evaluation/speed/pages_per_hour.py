"""Measure how many news pages an hour are read from HTML: python -m evaluation.speed.pages_per_hour [REPORTS.jsonl] [--pages N]

Without a file, the pages are generated: general news, 2% of it about armed conflict. With a file of real reports, their texts are put into
the same kind of page. A few pages at a time, each of these is done in turn, so that the ratios do not depend on what else the machine does:

- trafilatura alone extracts the articles;
- heldby extracts them;
- the bare parse parses the articles;
- heldby reads the articles;
- heldby reads the articles with --read-all.

Times are processor time of one thread, and elapsed time beside it. Pages an hour are for two cores: two processes share no work, so that
they take half of the processor time each.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import random
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from evaluation.speed.news_pages import CONFLICT_SHARE, article, page
from heldby.intake import Accepted
from heldby.intake.item import item_from_bytes
from heldby.intake.read_item import read_item
from heldby.model import Report
from heldby.reading import Reader

CORES = 2
TARGET = 200_000
"""Pages an hour on two cores that heldby should read."""
CHUNK = 20
"""Number of pages that each stage works on before the next stage."""
DAY = dt.date(2023, 5, 5)
TRAFILATURA, EXTRACT, PARSE, READ, READ_ALL = "trafilatura alone", "extract", "bare parse", "read", "read, with --read-all"


class Clock:
    """Adds up processor time and elapsed time, in seconds, by the name of what was done."""

    def __init__(self) -> None:
        self.own: dict[str, float] = defaultdict(float)
        self.elapsed: dict[str, float] = defaultdict(float)

    def time(self, name: str, work: Callable[[], Iterable[Any]]) -> list[Any]:
        """Do some work and return its results."""
        own, elapsed = time.process_time(), time.perf_counter()
        found = list(work())
        self.own[name] += time.process_time() - own
        self.elapsed[name] += time.perf_counter() - elapsed
        return found


def texts(file: Path | None, pages: int) -> list[str]:
    """Return the texts of the pages: those of evenly spread reports of a file, or generated ones."""
    chance = random.Random(1)
    if file is None:
        conflict = round(pages * CONFLICT_SHARE)
        made = [article(chance, conflict=n < conflict) for n in range(pages)]
        chance.shuffle(made)
        return made
    found = [json.loads(line)["text"] for line in file.read_text("utf8").split("\n") if line.strip()]
    return found[:: max(1, len(found) // pages)][:pages]


def extracted(pages: list[str]) -> Iterator[Report]:
    """Yield the reports in pages."""
    for number, html in enumerate(pages):
        for found in read_item(item_from_bytes(f"{number}.html", html.encode()), DAY):
            if isinstance(found, Accepted):
                yield found.report.model_copy(update={"id": str(number)})


def measure(pages: list[str]) -> tuple[Clock, int, int]:
    """Return the times, the number of words, and the number of reports that were not read further."""
    from trafilatura import extract

    reader, everything = Reader(), Reader(parse_all=True)
    warm = [Report(id="0", sha256="", text=article(random.Random(0), conflict=True))]
    for one in (reader, everything):
        list(one.read_all(warm))
    list(extracted(pages[:1]))
    extract(pages[0])
    clock, words, skipped = Clock(), 0, 0
    for start in range(0, len(pages), CHUNK):
        chunk = pages[start : start + CHUNK]
        clock.time(TRAFILATURA, partial(map, partial(extract, include_comments=False), chunk))
        reports = clock.time(EXTRACT, partial(extracted, chunk))
        clock.time(PARSE, partial(reader.analyser.nlp.pipe, [report.text for report in reports]))
        readings = clock.time(READ, partial(reader.read_all, reports))
        clock.time(READ_ALL, partial(everything.read_all, reports))
        words += sum(len(report.text.split()) for report in reports)
        skipped += sum(reading.skipped for reading in readings)
    return clock, words, skipped


def table(clock: Clock, pages: int) -> Iterator[str]:
    """Yield the lines of a table of the times."""
    yield "| | ms of a core for a page | elapsed ms | pages an hour on two cores |"
    yield "|---|---|---|---|"
    sums = {
        TRAFILATURA: (TRAFILATURA,), "extraction": (EXTRACT,), "bare parse of the articles": (PARSE,), "reading the articles": (READ,),
        "heldby, from HTML to claims": (EXTRACT, READ), "the same with --read-all": (EXTRACT, READ_ALL),
    }  # fmt: skip
    for name, parts in sums.items():
        own, elapsed = (sum(times[part] for part in parts) / pages for times in (clock.own, clock.elapsed))
        yield f"| {name} | {1000 * own:.1f} | {1000 * elapsed:.1f} | {CORES * 3600 / own:,.0f} |"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", nargs="?", type=Path, help="reports as JSON Lines, whose texts are put into pages")
    parser.add_argument("--pages", type=int, default=200, help="number of pages (200)")
    options = parser.parse_args()
    chance = random.Random(2)
    pages = [page(text, DAY, chance) for text in texts(options.file, options.pages)]
    clock, words, skipped = measure(pages)
    count = len(pages)
    print(f"{count} pages of {words / count:.0f} words in {sum(map(len, pages)) / count / 1000:.0f} kB of HTML; {skipped} not read further")
    print(*table(clock, count), sep="\n")
    whole = clock.own[EXTRACT] + clock.own[READ]
    print(f"heldby from HTML is {clock.own[PARSE] / whole:.2f} times as fast as the bare parse of the articles,")
    print(
        f"{clock.own[TRAFILATURA] / whole:.2f} times as fast as trafilatura alone, and reaches {CORES * 3600 * count / whole / TARGET:.2f}"
    )
    print(f"of {TARGET:,} pages an hour on two cores")


if __name__ == "__main__":
    main()
