"""Measure the reading time of texts that are made to be slow, compared with news.

usage: python -m evaluation.any_text [--size N]

Prints one row for each text: seconds of processor time per megabyte, and the time of the text divided by that of a text a quarter as long.
docs/reading.md states the bound.
"""

from __future__ import annotations

import argparse
import time

from heldby.model import Report
from heldby.reading import Reader

NEWS = "Government forces captured the town of Hit from Islamic State on Monday, killing at least 12 fighters, the army said. "
TEXTS = {
    "news": NEWS, "sentence": "rebels captured Hit and killed 12 soldiers and ", "letters": "a", "brackets": "()", "quotes": '"Hit" ',
    "numbers": "12 345 6,789 ", "number words": "hundred and twenty thousand ", "town": "Hit ", "sayings": "he said that they said ",
    "blocks": "The army said:\n\n", "labels": "army: ", "pronouns": "it said they took it from them. ", "hyphens": "US-backed IS-held ",
    "dates": "Monday, 3 May 2016 to June 2017, ", "distances": "80 km east of Rawa, ", "acronyms": "ABC (ABC) ", "names": "Xyz Qwe Rty ",
    "lists": "Ramadi and ", "dots": ".", "lines": "\n",
}  # fmt: skip


def seconds(reader: Reader, text: str) -> float:
    """Return the seconds of processor time that the reader needs for a text."""
    started = time.process_time()
    reader.read(Report(id="r", sha256="", text=text))
    return time.process_time() - started


def main() -> None:
    """Read the options and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, default=40_000, help="length of the longer text in code points (default 40000)")
    size = parser.parse_args().size
    reader = Reader(parse_all=True)
    seconds(reader, NEWS * 20)
    for name, unit in TEXTS.items():
        short, long = (seconds(reader, (unit * (n // len(unit) + 1))[:n]) for n in (size // 4, size))
        print(f"{name:>14}  {long / size * 1e6:6.0f} s/MB  x{long / max(short, 0.01):.1f}", flush=True)


if __name__ == "__main__":
    main()
