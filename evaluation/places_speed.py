"""Measure the time to the first resolved place in a new process, and the time of finding places compared with the parse.

usage: python -m evaluation.places_speed [--reports FILE.jsonl] [--runs N]

The gazetteer must have been built. `look-up` and `first place` are the times of a new process that opens the gazetteer and resolves one
name, without and with the language model. `ratio` is the CPU time of finding places divided by that of the parse, on the reports of FILE
(default: 40 generated ones).
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

LOOK_UP = "from heldby.reference.gazetteer import open_gazetteer; assert open_gazetteer().named('Mosul')"
FIND = """
from heldby.reference.gazetteer import open_gazetteer
from heldby.reading.parse.model.load import load_model
from heldby.reading.mentions.places import find_places
[found] = find_places(load_model()('Shells fell on Mosul.'), gazetteer=open_gazetteer())
assert found.ref.lat
"""
SAMPLE = (
    "MOSUL, Iraq: Government troops backed by tribal fighters entered the town of Hawija in Kirkuk province on Sunday, officials said. "
    "The group still holds Rawa, about 80 km east of al-Qaim, and villages along the Euphrates near the Syrian border. In Syria, shells "
    "fell on Abu Kamal and Mayadin in Deir ez-Zor province, while aircraft struck the Homs-Palmyra road. Residents fled to Erbil. "
)


def process_times(code: str, runs: int) -> dict[str, float]:
    """Return the median CPU and elapsed seconds of a new process that runs `code`."""
    import resource

    spent, waited = [], []
    for _ in range(runs):
        before, clock = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        subprocess.run([sys.executable, "-c", code], check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
        waited.append(time.perf_counter() - clock)
    return {"cpu_s": round(median(spent), 2), "wall_s": round(median(waited), 2)}


def compare_with_parse(texts: list[str]) -> dict[str, float]:
    """Return the CPU seconds of the parse and of finding places in the same texts, and their ratio."""
    from heldby.reading.mentions.actors import find_actors
    from heldby.reading.mentions.places import find_places
    from heldby.reading.parse.model.load import load_model
    from heldby.reference.gazetteer import open_gazetteer

    language, gazetteer = load_model(), open_gazetteer()
    find_places(language(SAMPLE), gazetteer=gazetteer)
    parsing = finding = 0.0
    for text in texts:
        clock = time.process_time()
        doc = language(text)
        parsed = time.process_time()
        actors = [(a.start, a.end) for a in find_actors(doc)]
        begun = time.process_time()
        find_places(doc, actors=actors, gazetteer=gazetteer, nominal=True)
        parsing, finding = parsing + parsed - clock, finding + time.process_time() - begun
    return {"parse_s": round(parsing, 2), "places_s": round(finding, 2), "ratio": round(finding / parsing, 3)}


def main() -> None:
    """Read the options and print the times."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=Path, help="reports as JSON Lines with the field `text`")
    parser.add_argument("--runs", type=int, default=5, help="number of new processes to time (default 5)")
    options = parser.parse_args()
    lines = options.reports.read_text("utf8").split("\n") if options.reports else []
    texts = [json.loads(line)["text"] for line in lines if line.strip()] or [SAMPLE * 6] * 40
    times = {"look-up": process_times(LOOK_UP, options.runs), "first place": process_times(FIND, options.runs)}
    print(json.dumps({**times, **compare_with_parse(texts)}))


if __name__ == "__main__":
    main()
