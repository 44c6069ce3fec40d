"""Measure how well places are found on a benchmark: read its reports, write the mentions and print the score.

usage: python -m evaluation.places FOLDER... [--bench DIR] [--limit N] [--actors] [--keep DIR]

FOLDER is the name of a benchmark (places-lgl, places-geovirus, re3d, headlines-ged), which is scored with its own script.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from heldby.reading.mentions.places import PlaceMention, find_places


def reports_of(folder: Path, work: Path) -> list[dict[str, Any]]:
    """Return the reports of a benchmark. Those of headlines are first prepared by its script."""
    path = folder / "reports.jsonl"
    if not path.exists():
        path = work / "headlines.jsonl"
        subprocess.run(
            [sys.executable, str(folder.parent / "score_headlines.py"), "prepare", str(folder / "rows.jsonl"), str(path)], check=True
        )
    return [json.loads(line) for line in path.read_text("utf8").split("\n") if line.strip()]


def as_mention(report: str, found: PlaceMention) -> dict[str, Any]:
    """Return a mention in the format of the benchmarks, with its grounds and candidates."""
    fields = found.ref.model_dump(mode="json", exclude={"start", "end", "text", "anaphor"})
    return {
        "report": report,
        "start": found.start,
        "end": found.end,
        "text": found.ref.text,
        "kind": "place",
        "grounds": found.grounds,
        **fields,
        "candidates": [c.model_dump() for c in found.candidates],
    }


def score(folder: Path, mentions: Path, work: Path) -> dict[str, Any]:
    """Score a file of mentions with the benchmark's own script."""
    claims = work / "no-claims.jsonl"
    claims.write_text("")
    script = {"re3d": "score_re3d.py", "headlines-ged": "score_headlines.py"}.get(folder.name, "score_mentions.py")
    arguments: list[object] = [folder, mentions]
    if script == "score_re3d.py":
        arguments = [folder, claims, mentions]
    elif script == "score_headlines.py":
        arguments = ["score", folder / "rows.jsonl", mentions, claims]
    done = subprocess.run(
        [sys.executable, str(folder.parent / script), *map(str, arguments), "--json"], check=True, capture_output=True, text=True
    )
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def main() -> None:
    """Read the options and print the figures of each benchmark."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+")
    parser.add_argument("--bench", type=Path, default=Path(__file__).parents[2] / "shared" / "bench")
    parser.add_argument("--limit", type=int, default=0, help="read only this many reports")
    parser.add_argument("--model", default=None, help="a spaCy model other than heldby's own")
    parser.add_argument("--actors", action="store_true", help="exclude names of actors, as the reader does")
    parser.add_argument("--keep", type=Path, default=Path(__file__).parent / "work", help="folder for the mentions")
    options = parser.parse_args()
    options.keep.mkdir(parents=True, exist_ok=True)
    for name in options.folders:
        print(json.dumps(measure(options.bench / name, options)))


def measure(folder: Path, options: argparse.Namespace) -> dict[str, Any]:
    """Read the reports of a benchmark and return its figures, with the seconds for the parse (`parse_s`) and for places (`places_s`)."""
    from heldby.reading.mentions.actors import find_actors
    from heldby.reading.parse.model.load import load_model
    from heldby.reference.gazetteer import open_gazetteer

    language, gazetteer = load_model(options.model), open_gazetteer()
    reports = reports_of(folder, options.keep)
    reports = reports[: options.limit] if options.limit else reports
    lines, parsing, finding = [], 0.0, 0.0
    for report in reports:
        clock = time.perf_counter()
        doc = language(report["text"])
        parsed = time.perf_counter()
        actors = [(a.start, a.end) for a in find_actors(doc)] if options.actors else []
        begun = time.perf_counter()
        found = find_places(doc, actors=actors, title=report.get("title"), outlet=report.get("source"), gazetteer=gazetteer)
        parsing, finding = parsing + parsed - clock, finding + time.perf_counter() - begun
        lines += [json.dumps(as_mention(report["id"], one), ensure_ascii=False) for one in found]
    path = options.keep / f"mentions-{folder.name}.jsonl"
    path.write_text("\n".join(lines) + "\n", "utf8")
    return {**score(folder, path, options.keep), "parse_s": round(parsing, 1), "places_s": round(finding, 1)}


if __name__ == "__main__":
    main()
