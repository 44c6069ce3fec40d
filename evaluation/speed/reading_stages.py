"""Measure what share of the processor time of reading each stage takes, and how fast reading is beside the bare parse.

usage: python -m evaluation.speed.reading_stages [REPORTS.jsonl] [--reports N]

The reports are read once with a clock around each stage, and parsed and read in turns, a few at a time, so that the ratio of the two does
not depend on what else the machine does. All times are processor time of one thread.
"""

from __future__ import annotations

import argparse
import functools
import importlib
import json
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from heldby.model import Report
from heldby.reading import Reader

REPORTS = Path(__file__).parents[3] / "shared" / "bench" / "unlabelled" / "reports.jsonl"
CHUNK = 8
"""Number of reports that are parsed, then read, before the next are parsed."""
PARSE, CLAIMS, ANALYSIS = "heldby.reading.parse", "heldby.reading.claims", "heldby.reading.claims.analysis"
STAGES = {
    "tokenising": (f"{PARSE}.length_limits:BoundedTokenizer.__call__",),
    "network": (f"{PARSE}.model.onnx_network:Network.run",),
    "decoding of the parse": (f"{PARSE}.model.encoder:Encoder.__call__",),
    "actors": tuple(
        f"{ANALYSIS}:{name}" for name in ("find_unlinked_actors", "link_short_forms", "resolve_nominals", "resolve_bare_nouns")
    ),
    "places": (f"{ANALYSIS}:find_places",),
    "times": (f"{ANALYSIS}:find_times",),
    "quantities": (f"{ANALYSIS}:find_quantities",),
    "phrases": (f"{ANALYSIS}:build_parsed_report",),
    "candidates": (f"{CLAIMS}.decide:propose", f"{CLAIMS}.decide:match_constructions"),
    "claim features": (f"{CLAIMS}.decide:claim_inputs", f"{CLAIMS}.decide:network_numbers"),
    "claim network": (f"{PARSE}.model.onnx_network:ClaimNetwork.run",),
    "building claims": (f"{CLAIMS}.builder:ClaimBuilder.claims",),
    "mentions for output": ("heldby.reading.reader:public_mentions",),
    "other": ("heldby.reading.reader:Reader._read_batch",),
}
"""The functions of each stage. The time of a function does not count the time of functions of other stages that it calls."""


class Clock:
    """Adds up the processor time of the stages, each without the stages inside it."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = defaultdict(float)
        self._open: list[str] = []
        self._since = time.process_time()

    def switch(self, opened: str | None) -> None:
        """Enter a stage, or leave the present one."""
        now = time.process_time()
        if self._open:
            self.spent[self._open[-1]] += now - self._since
        if opened:
            self._open.append(opened)
        else:
            self._open.pop()
        self._since = now

    def around(self, stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """Return a function with this clock around it."""

        @functools.wraps(function)
        def timed(*args: Any, **options: Any) -> Any:
            self.switch(stage)
            try:
                out = function(*args, **options)
                return list(out) if isinstance(out, Iterator) else out
            finally:
                self.switch(None)

        return timed


def install(clock: Clock) -> None:
    """Put the clock around the functions of all stages."""
    for stage, paths in STAGES.items():
        for path in paths:
            module, _, name = path.partition(":")
            owner: Any = importlib.import_module(module)
            *outer, last = name.split(".")
            owner = functools.reduce(getattr, outer, owner)
            setattr(owner, last, clock.around(stage, getattr(owner, last)))


def ratio(reader: Reader, reports: list[Report]) -> tuple[float, float, int]:
    """Return the seconds of the bare parse, the seconds of reading, and the number of words."""
    parse_s = reading_s = 0.0
    words = 0
    for start in range(0, len(reports), CHUNK):
        chunk = reports[start : start + CHUNK]
        begun = time.process_time()
        words += sum(len(doc) for doc in reader.analyser.nlp.pipe([r.text for r in chunk]))
        parsed = time.process_time()
        list(reader.read_all(chunk))
        parse_s, reading_s = parse_s + parsed - begun, reading_s + time.process_time() - parsed
    return parse_s, reading_s, words


def load(path: Path, most: int) -> list[Report]:
    """Return evenly spread reports of a file, `most` at most."""
    rows = [json.loads(line) for line in path.read_text("utf8").split("\n") if line.strip()]
    step = max(1, len(rows) // most)
    return [Report(id=str(n), sha256="", text=row["text"], title=row.get("title")) for n, row in enumerate(rows[::step][:most])]


def main() -> None:
    """Read the options, measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", nargs="?", type=Path, default=REPORTS)
    parser.add_argument("--reports", type=int, default=100, help="number of reports (100)")
    args = parser.parse_args()
    reports, reader = load(args.file, args.reports), Reader(parse_all=True)
    list(reader.read_all(reports[:8]))
    parse_s, reading_s, words = ratio(reader, reports)
    clock = Clock()
    install(clock)
    list(reader.read_all(reports))
    total = sum(clock.spent.values())
    print(f"{len(reports)} reports, {words} words")
    print(f"bare parse {words / parse_s:,.0f} words/s, reading {words / reading_s:,.0f} words/s, ratio {parse_s / reading_s:.3f}")
    for stage, seconds in sorted(clock.spent.items(), key=lambda row: -row[1]):
        print(f"{stage:>24} {seconds / total:6.1%} {1e6 * seconds / words:8.1f} µs a word")


if __name__ == "__main__":
    main()
