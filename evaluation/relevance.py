"""Measure what is lost and saved by not parsing reports that cannot be about armed conflict.

usage: python -m evaluation.relevance [--bench DIR] [--parse NUMBER]

Prints for each set of annotated reports the share of its claims in reports that are not read further, and for each set the share of its
words that are skipped. Then it puts each sentence with a claim alone into general news and prints how many of these texts are skipped, and
the speed of the decision and, for NUMBER reports of the general news, that of the parse.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import time
from pathlib import Path

from evaluation.bench import BENCH, rows_of
from evaluation.speed.news_pages import article
from heldby.reading.relevance import load_model

ANNOTATED = ("claims", "claims-world", "claims-dev", "claims-train")
CONFLICT, GENERAL = ("unlabelled", "re3d", "events-ged"), ("places-lgl", "places-geovirus", "times-gum")
GENERAL_NEWS = "places-lgl"
ALONE = "claims-dev"
"""The set whose sentences with a claim are put alone into general news."""


def texts_of(bench: Path, name: str) -> dict[str, str]:
    """Return title and text of each report of a set, by its id."""
    rows = rows_of(bench / name / "reports.jsonl")
    return {row["id"]: f"{row['title']}\n{row['text']}" if row.get("title") else row["text"] for row in rows}


def claims_of(bench: Path, name: str) -> dict[str, int]:
    """Return the number of annotated claims of each report of a set."""
    found = {}
    for path in (bench / name).glob("*.gold.json"):
        report = json.loads(path.with_name(path.name.replace(".gold", "")).read_text("utf-8"))
        found[report["id"]] = len(json.loads(path.read_text("utf-8")))
    return found


def measure(bench: Path, name: str) -> str:
    """Return a line about a set: its name, and the shares of claims, reports and words that are skipped."""
    model = load_model()
    texts = texts_of(bench, name)
    skipped = {id for id, text in texts.items() if not model.is_relevant(text)}
    claims = claims_of(bench, name) if name in ANNOTATED else {}
    lost = f"{sum(claims.get(id, 0) for id in skipped)} of {sum(claims.values())}" if claims else ""
    words = {id: len(text.split()) for id, text in texts.items()}
    share = sum(words[id] for id in skipped) / sum(words.values())
    return f"{name:16} {lost:>14} {len(skipped):>6} of {len(texts):<6} {share:>10.1%}"


def alone(bench: Path) -> str:
    """Return a line about sentences with an annotated claim that stand alone in general news: how many are skipped with it."""
    chance, model, sentences = random.Random(1), load_model(), set()
    for path in (bench / ALONE).glob("*.gold.json"):
        text = json.loads(path.with_name(path.name.replace(".gold", "")).read_text("utf-8"))["text"]
        bounds = [0, *(match.end() for match in re.finditer(r"[.!?]\s+|\n+", text)), len(text)]
        for claim in json.loads(path.read_text("utf-8")):
            if (start := text.find(claim["quote"])) >= 0:
                end = start + len(claim["quote"])
                sentences.add(text[max(n for n in bounds if n <= start) : min(n for n in bounds if n >= end)])
    texts = (f"{article(chance, conflict=False)}\n\n{one}\n\n{article(chance, conflict=False)}" for one in sorted(sentences))
    lost = sum(not model.is_relevant(text) for text in texts)
    return f"sentences with a claim, each alone in general news: {lost} of {len(sentences)} skipped ({lost / len(sentences):.0%})"


def speed(bench: Path, parsed: int) -> None:
    """Print words per second of processor time, for the decision and for the parse of the same kind of text."""
    from heldby.reading.parse.model.load import load_model as load_parser
    from heldby.reading.parse.pipeline import add_report_components

    texts = list(texts_of(bench, GENERAL_NEWS).values())
    model = load_model()
    start = time.process_time()
    for text in texts:
        model.is_relevant(text)
    decided = sum(len(text.split()) for text in texts) / (time.process_time() - start)
    nlp = add_report_components(load_parser())
    nlp(texts[0])
    start = time.process_time()
    for text in texts[:parsed]:
        nlp(text)
    read = sum(len(text.split()) for text in texts[:parsed]) / (time.process_time() - start)
    print(f"words per second: decision {decided:,.0f}, parse {read:,.0f}, ratio {decided / read:.0f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bench", type=Path, default=BENCH)
    parser.add_argument("--parse", type=int, default=20)
    given = parser.parse_args()
    print(f"{'set':16} {'claims lost':>14} {'reports skipped':>16} {'words':>10}")
    for name in (*ANNOTATED, *CONFLICT, *GENERAL):
        print(measure(given.bench, name))
    print(alone(given.bench))
    speed(given.bench, given.parse)


if __name__ == "__main__":
    main()
