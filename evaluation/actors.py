"""Measure how well actors are found: names and nominal mentions on re3d, arguments of claims on claims-train and claims.

usage: python -m evaluation.actors SHARED [--errors N]

re3d is scored with its own script. On claims-train and claims, the figures are shares of the gold actors and targets in the text: those
found as a mention with the same text (`exact`), as a mention that contains the gold text or is part of it (`overlap`), and as a mention
inside the quote (`in_quote`).
"""

from __future__ import annotations

import argparse
import collections
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin

from heldby.reading.mentions.actors import ActorMention, find_actors

WORK = Path(__file__).parent / "work"


def main() -> None:
    """Read the options and print the scores."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--errors", type=int, default=0, help="print this many of the most frequent errors")
    parser.add_argument("--model", help="a spaCy model other than heldby's own")
    args = parser.parse_args()
    bench, nlp = args.shared / "bench", language(args.model)
    print(json.dumps(re3d(bench, nlp, args.errors)))
    for name in ("claims-train", "claims"):
        print(json.dumps({"set": name} | claims(bench / name, nlp, args.errors)))


def language(model: str | None) -> Language:
    """Load the named spaCy model, or heldby's own."""
    if model:
        return spacy.load(model)
    from heldby.reading.parse.model.load import load_model

    return load_model()


def parsed(nlp: Language, name: str, texts: list[str]) -> list[Doc]:
    """Return the parsed texts. They are stored in evaluation/work and reused as long as the texts stay the same."""
    WORK.mkdir(exist_ok=True)
    path = WORK / f"actors-{name}.spacy"
    if path.exists():
        docs = list(DocBin().from_disk(path).get_docs(nlp.vocab))
        if [doc.text for doc in docs] == texts:
            return docs
    docs = list(nlp.pipe(texts))
    DocBin(docs=docs, store_user_data=False).to_disk(path)
    return docs


def re3d(bench: Path, nlp: Language, errors: int) -> dict[str, float]:
    """Return the figures about actors from the benchmark's own script."""
    reports = [json.loads(line) for line in (bench / "re3d/reports.jsonl").read_text("utf-8").splitlines()]
    rows = []
    for report, doc in zip(reports, parsed(nlp, "re3d", [report["text"] for report in reports]), strict=True):
        found = [mention for mention in find_actors(doc) if mention.sort != "platforms"]  # the benchmark does not annotate machines
        rows += [{"report": report["id"], "kind": "actor", "start": m.start, "end": m.end, "text": m.text} for m in found]
    if errors:
        show_re3d(bench, rows, errors)
    with tempfile.TemporaryDirectory() as folder:
        mentions, none = Path(folder, "mentions.jsonl"), Path(folder, "claims.jsonl")
        mentions.write_text("\n".join(map(json.dumps, rows)), "utf-8")
        none.write_text("", "utf-8")
        script = [sys.executable, str(bench / "score_re3d.py"), str(bench / "re3d"), str(none), str(mentions), "--json"]
        score = json.loads(subprocess.run(script, capture_output=True, text=True, check=True).stdout)
    return {key: value for key, value in score.items() if key.startswith("actors")}


def show_re3d(bench: Path, rows: list[dict[str, Any]], errors: int) -> None:
    """Print the most frequent gold actors without a mention, and mentions without a gold actor, person or nationality."""
    gold = [json.loads(line) for line in (bench / "re3d/gold.jsonl").read_text("utf-8").splitlines()]
    gold = [row for row in gold if row["kind"] == "entity"]

    def overlaps(a: dict[str, Any], b: dict[str, Any]) -> bool:
        return bool(a["report"] == b["report"] and a["start"] < b["end"] and b["start"] < a["end"])

    actors = [row for row in gold if row["type"] == "Organisation"]
    missed = collections.Counter(g["text"] for g in actors if not any(overlaps(g, row) for row in rows))
    others = [row for row in gold if row["type"] in ("Organisation", "Person", "Nationality")]
    extra = collections.Counter(row["text"] for row in rows if not any(overlaps(g, row) for g in others))
    print("re3d missed", missed.most_common(errors))
    print("re3d extra", extra.most_common(errors))


def claims(folder: Path, nlp: Language, errors: int) -> dict[str, float]:
    """Return the shares of gold actors and targets that are found in a folder of annotated reports."""
    golds = sorted(folder.glob("*.gold.json"))
    texts = [json.loads(path.with_name(path.name.replace(".gold", "")).read_text("utf-8"))["text"] for path in golds]
    total = exact = overlap = near = found_in_all = 0
    missed: collections.Counter[str] = collections.Counter()
    for path, doc in zip(golds, parsed(nlp, folder.name, texts), strict=True):
        mentions = find_actors(doc)
        found_in_all += len(mentions)
        spellings = {mention.text for mention in mentions}
        for claim, text in arguments(json.loads(path.read_text("utf-8")), doc.text):
            total += 1
            exact += text in spellings
            overlap += any(text in spelling or spelling in text for spelling in spellings)
            near += in_quote(doc.text, claim["quote"], text, mentions)
            if text not in spellings:
                missed[text] += 1
    if errors:
        print("claims missed", missed.most_common(errors))
    shares = {"exact": exact, "overlap": overlap, "in_quote": near}
    return {"gold": total, "mentions": found_in_all} | {name: round(count / max(1, total), 4) for name, count in shares.items()}


def arguments(gold: list[dict[str, Any]], text: str) -> Iterator[tuple[dict[str, Any], str]]:
    """Yield each gold claim with each of its actors and targets that occurs in the text."""
    for claim in gold:
        for role in ("actor", "target"):
            for mention in claim[role]:
                if mention in text:
                    yield claim, mention


def in_quote(text: str, quote: str, argument: str, mentions: list[ActorMention]) -> bool:
    """Check whether the argument is a mention inside the quote, or does not occur in the quote at all."""
    start = text.find(quote)
    if argument not in quote or start < 0:
        return True
    return any(m.text == argument and start <= m.start < start + len(quote) for m in mentions)


if __name__ == "__main__":
    main()
