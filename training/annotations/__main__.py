"""Write our annotated excerpts as annotated reports, add new annotations, or write excerpts for a teacher to label.

usage: python -m training.annotations OUT_DIR REPORTS.jsonl                 (write the annotated excerpts)
       python -m training.annotations --add NOTATION.txt REPORTS.jsonl      (add annotations; see notation.py)
       python -m training.annotations --excerpts OUT_DIR REPORTS.jsonl      (write other excerpts, without annotations)
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from training.annotations.choose_excerpts import choose_excerpts
from training.annotations.notation import as_gold, read_notation
from training.augment import write

EXCERPTS = Path(__file__).with_name("excerpts.jsonl")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", type=Path, metavar="PATH")
    parser.add_argument("reports", type=Path, metavar="REPORTS.jsonl")
    parser.add_argument("--add", action="store_true")
    parser.add_argument("--excerpts", action="store_true")
    options = parser.parse_args()
    reports = {row["id"]: row for row in map(json.loads, options.reports.read_text("utf-8").splitlines())}
    if options.add:
        sys.exit(_add(options.path, reports))
    options.path.mkdir(parents=True, exist_ok=True)
    if options.excerpts:
        chosen = [(report, span) for report in reports.values() for span in choose_excerpts(report["text"])]
        for report, (start, end) in chosen:
            write(options.path, f"excerpt-{report['id']}-{start}", _excerpt(report, start, end), [])
        print(f"{len(chosen)} excerpts")
        return
    rows = [json.loads(line) for line in EXCERPTS.read_text("utf-8").splitlines()]
    for row in rows:
        report = reports[row["report"]]
        excerpt = _excerpt(report, row["start"], row["end"])
        write(options.path, f"own-{row['report']}-{row['start']}", excerpt, as_gold(row, report))
    print(f"{len(rows)} excerpts, {sum(len(row['claims']) for row in rows)} claims")


def _excerpt(report: dict[str, Any], start: int, end: int) -> dict[str, Any]:
    """Return characters `start` to `end` of a report as a report."""
    return {name: report.get(name) for name in ("title", "published", "source")} | {"text": report["text"][start:end]}


def _add(path: Path, reports: dict[str, dict[str, str]]) -> int:
    """Add the excerpts of a file to the stored ones, in place of older annotations of the same excerpt. Return 1 if a line is wrong."""
    rows = [json.loads(line) for line in EXCERPTS.read_text("utf-8").splitlines()] if EXCERPTS.exists() else []
    stored = {(row["report"], row["start"]): row for row in rows}
    problems = 0
    for excerpt in read_notation(iter(path.read_text("utf-8").splitlines()), reports):
        stored[excerpt.report, excerpt.start] = excerpt.as_row()
        for problem in excerpt.problems:
            problems += 1
            print(f"{path}: {problem}", file=sys.stderr)
    rows = [stored[key] for key in sorted(stored)]
    EXCERPTS.write_text("".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n" for row in rows), "utf-8")
    print(f"{len(rows)} excerpts, {sum(len(row['claims']) for row in rows)} claims, {problems} lines left out")
    return int(problems > 0)


if __name__ == "__main__":
    main()
