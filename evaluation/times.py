"""Measure how well dates are found and resolved, and how well claims are dated, on the reports of a benchmark.

usage: python -m evaluation.times mentions FOLDER > MENTIONS.jsonl     (print mentions, to score with the benchmark's own script)
       python -m evaluation.times claims FOLDER [--show N]             (print the share of gold claims that get the right date)
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from heldby.reading.mentions.times import find_event_time, find_times

if TYPE_CHECKING:
    from spacy.tokens import Doc


def lines(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the objects of a JSON Lines file."""
    with path.open(encoding="utf8") as stream:
        yield from (json.loads(line) for line in stream if line.strip())


def day(value: str | None) -> dt.date | None:
    """Parse the day of an ISO 8601 date or time."""
    return dt.date.fromisoformat(value[:10]) if value else None


def mentions(folder: Path, language: Any) -> None:
    """Print the time mentions of a folder's reports as JSON Lines."""
    for report in lines(folder / "reports.jsonl"):
        doc = language(report["text"])
        for time in find_times(doc, day(report.get("published")), title=report.get("title")):
            row = {"report": report["id"], "start": time.start, "end": time.end, "text": doc.text[time.start : time.end], "kind": "time"}
            row |= {"first": time.when.first, "last": time.when.last, "precision": time.when.precision}
            print(json.dumps(row, default=str, ensure_ascii=False))


def trigger(doc: Doc, start: int, end: int) -> int:
    """Return the approximate trigger of a quoted claim: the syntactic root of the quote."""
    span = doc.char_span(start, end, alignment_mode="expand")
    return int(span.root.i) if span is not None else 0


def claims(folder: Path, language: Any, show: int) -> None:
    """Compare the date found for each gold claim with its gold date, by the measure of the benchmark's script, and print the shares."""
    sys.path.insert(0, str(folder.parent))
    import score_claims

    right = total = dated = dated_right = 0
    for gold_file in sorted(folder.glob("*.gold.json")):
        report = json.loads(gold_file.with_name(gold_file.name.replace(".gold", "")).read_text("utf8"))
        doc = language(report["text"])
        times = find_times(doc, day(report.get("published")), title=report.get("title"))
        for claim in json.loads(gold_file.read_text("utf8")):
            start = report["text"].find(claim["quote"])
            if start < 0:
                continue
            found = find_event_time(doc, trigger(doc, start, start + len(claim["quote"])), times, kind=claim["kind"])
            has_date = found is not None and (found.first or found.last) is not None
            answer = {"first": found.first and str(found.first), "last": found.last and str(found.last)} if found and has_date else None
            good = score_claims.when_ok(claim.get("when"), answer)
            total, right = total + 1, right + good
            dated, dated_right = dated + bool(claim.get("when")), dated_right + (good and bool(claim.get("when")))
            if not good and show:
                show -= 1
                got = found and (str(found.first), str(found.last), found.text)
                print(report.get("published"), claim["type"], "gold", claim.get("when"), "got", got, "|", claim["quote"][:160])
    print(json.dumps({"claims": total, "when": round(right / total, 4), "dated": dated, "dated_right": round(dated_right / dated, 4)}))


def main() -> None:
    """Read the options and print mentions or shares."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["mentions", "claims"])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--model", help="a spaCy model other than heldby's own")
    parser.add_argument("--show", type=int, default=0, help="print this many wrong dates")
    options = parser.parse_args()
    from heldby.reading.parse.model.load import load_model

    language = load_model(options.model)
    if options.what == "mentions":
        mentions(options.folder, language)
    else:
        claims(options.folder, language, options.show)


if __name__ == "__main__":
    main()
