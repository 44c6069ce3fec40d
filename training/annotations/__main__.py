"""Write our annotated excerpts as annotated reports, or add new annotations.

usage: python -m training.annotations OUT_DIR REPORTS.jsonl                 (write the reports)
       python -m training.annotations --add NOTATION.txt REPORTS.jsonl      (add annotations; see notation.py)
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from training.annotations.notation import as_gold, read_notation
from training.augment import write

EXCERPTS = Path(__file__).with_name("excerpts.jsonl")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", type=Path, metavar="PATH")
    parser.add_argument("reports", type=Path, metavar="REPORTS.jsonl")
    parser.add_argument("--add", action="store_true")
    options = parser.parse_args()
    reports = {row["id"]: row for row in map(json.loads, options.reports.read_text("utf-8").splitlines())}
    if options.add:
        sys.exit(_add(options.path, reports))
    options.path.mkdir(parents=True, exist_ok=True)
    rows = [json.loads(line) for line in EXCERPTS.read_text("utf-8").splitlines()]
    for row in rows:
        report = reports[row["report"]]
        excerpt = {name: report.get(name) for name in ("title", "published", "source")}
        excerpt["text"] = report["text"][row["start"] : row["end"]]
        write(options.path, f"own-{row['report']}-{row['start']}", excerpt, as_gold(row, report))
    print(f"{len(rows)} excerpts, {sum(len(row['claims']) for row in rows)} claims")


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
