"""Compose short reports about control, with their annotations, from the sentences of patterns.txt.

usage: python -m training.compose OUT_DIR [--reports 3000] [--seed 1] [--show 0]

Real reports seldom say that a place was handed over, that a siege is over or that a town was not taken, so a network sees too few of such
sentences to tell them apart. The patterns say each in many ways, with the parties and towns of all wars in both roles.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
from pathlib import Path
from typing import Any

from training.augment import AGENCIES, add_dateline, add_speakers, change_case, write
from training.compose.names import SPEAKERS, Names
from training.compose.sentence import Rendered, Sentence, claims_of
from training.compose.times import Times

PATTERNS = Path(__file__).with_name("patterns.txt")
LENGTHS = (1, 1, 2, 2, 3, 4, 5, 7)
"""Numbers of sentences of a report."""
OPENINGS = ("Meanwhile, ", "Separately, ", "In the north, ", "Elsewhere, ", "In another report, ", "Further south, ")
SMALL = frozenset(
    {"The", "On", "In", "It", "A", "An", "After", "While", "By", "Under", "Without", "Rebels", "Government", "Fighters", "Insurgents"}
)
HEADLINES = "headlines"
"""A section whose title holds this word is used at the head of a report or alone."""


def read_patterns(path: Path = PATTERNS) -> dict[bool, list[tuple[str, str]]]:
    """Return sentences and their claims, by whether they are headlines."""
    out: dict[bool, list[tuple[str, str]]] = {True: [], False: []}
    headline = False
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("##"):
            headline = HEADLINES in line
        elif line.strip() and not line.startswith("#"):
            sentence, _, claims = line.partition(" =>")
            out[headline].append((sentence.strip(), claims.strip()))
    return out


def _open(rendered: Rendered, rng: random.Random) -> None:
    """Put an opening such as "Meanwhile, " before a sentence whose first word may be written small."""
    text = rendered.text
    if text.split()[0] in SMALL:
        small = text[0].lower()
        rendered.quotes = {n: small + q[1:] if text.startswith(q) else q for n, q in rendered.quotes.items()}
        rendered.text = rng.choice(OPENINGS) + small + text[1:]


def compose(patterns: dict[bool, list[tuple[str, str]]], names: Names, rng: random.Random) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Return a report and its annotations."""
    published = dt.date(rng.randint(1992, 2026), rng.randint(1, 12), rng.randint(1, 28)) if rng.random() < 0.75 else None
    war, times = names.war(), Times(published, rng)
    speakers = SPEAKERS + tuple(f"a spokesman for {f.text}" for p in war.parties for f in p.forms[:2])
    count = rng.choice(LENGTHS)
    chosen = rng.sample(patterns[False], count)
    if rng.random() < 0.15:
        chosen[0] = rng.choice(patterns[True])
    parts, gold = [], []
    town: str | None = None
    for sentence, claims in chosen:
        made = Sentence(war, names, times, speakers, rng, town)
        rendered = made.render(sentence)
        if any(r in parts for r in [rendered.text]):
            continue
        if rng.random() < 0.12:
            _open(rendered, rng)
        parts.append(rendered.text)
        gold += claims_of(claims, rendered, times)
        town = made.places["P"] if rng.random() < 0.3 else None
    joint = rng.choice((" ", " ", " ", "\n", "\n\n", "\n- "))
    text = ("- " if joint == "\n- " else "") + joint.join(parts)
    report: dict[str, Any] = {
        "published": published.isoformat() if published else None, "title": None, "outlet": rng.choice(AGENCIES), "licence": None,
        "text": text,
    }  # fmt: skip
    if rng.random() < 0.4:
        add_speakers(report, gold, [], rng)
    if rng.random() < 0.35:
        add_dateline(report, gold, list(war.towns), rng)
    if rng.random() < (0.3 if chosen[0] in patterns[True] else 0.04):
        change_case(report, gold, [], rng)
    return report, gold


def main() -> None:
    """Write the reports and print how many claims they have."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--reports", type=int, default=3000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", type=int, default=0, help="number of reports to print")
    args = parser.parse_args()
    rng = random.Random(args.seed)
    names, patterns = Names(rng), read_patterns()
    args.out.mkdir(parents=True, exist_ok=True)
    claims = lost = 0
    for n in range(args.reports):
        report, gold = compose(patterns, names, rng)
        kept = [c for c in gold if c["quote"] in report["text"]]
        lost += len(gold) - len(kept)
        claims += len(kept)
        write(args.out, f"composed-{args.seed}-{n:04}", report, kept)
        if n < args.show:
            print(report["published"], report["text"])
            for c in kept:
                print("    ", c["type"], c["status"], c["actor"], c["target"], c["place"], c["when"], c["source"], "|", c["quote"])
    print(args.reports, "reports,", claims, "claims,", lost, "without a quote")


if __name__ == "__main__":
    main()
