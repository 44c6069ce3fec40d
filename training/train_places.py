"""Train the classifier of places, which decides whether a span is a place (src/heldby/reading/mentions/places/weights.json).

usage: python -m training.train_places --treebank gum.conllu.gz [--entities re3d] [--claims claims-train] [--out weights.json]

A span is an example if the annotation decides about it. With annotated entities, it is positive as the head of a place and negative as the
head of another entity. With annotated claims, it is positive if a claim names it as a place and negative if one names it as an actor. All
texts are parsed with heldby's own model, as in reading.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from heldby.reading.mentions.places.candidate_spans import Span, find_spans
from heldby.reading.mentions.places.features import features
from heldby.reading.mentions.places.place_survey import survey_document
from heldby.reading.mentions.places.token_lists import Words, words_of
from training.folds import FOLDS, fold_of

LEXICAL = ("b=", "a=", "h=")
"""Prefixes of features that contain a word of the text."""
UNTAUGHT = ("right=body", "right=outlet", "body after, low")
"""Features about places inside names of bodies, which are not annotated, so they cannot be learned; the classifier has fixed values."""
SEEN_IN = 5
"""Least number of documents with a lexical feature. Rarer features would only memorise names."""
OUT = Path(__file__).parents[1] / "src/heldby/reading/mentions/places/weights.json"


@dataclass
class Example:
    """A span with its features and its class."""

    document: str
    features: list[str]
    positive: bool
    weight: float
    name: str


def gum_documents(path: Path) -> Iterator[tuple[str, str, list[dict[str, Any]]]]:
    """Yield the name, text and entities of each document of GUM. An entity has a type, a span and the spans of its head words."""
    name, text = "", ""
    tokens: list[tuple[int, int]] = []
    opened: dict[str, list[Any]] = {}
    entities: list[dict[str, Any]] = []
    for line in gzip.decompress(path.read_bytes()).decode("utf-8").splitlines(keepends=True):
        if line.startswith("# newdoc"):
            if name:
                yield name, text, entities
            name, text, tokens, opened, entities = line.split("=")[1].strip(), "", [], {}, []
        cells = line.rstrip("\n").split("\t")
        if len(cells) != 10 or not cells[0].isdigit():
            if not line.strip() and text and not text.endswith("\n"):
                text += "\n"
            continue
        tokens.append((len(text), len(text) + len(cells[1])))
        text += cells[1] + ("" if "SpaceAfter=No" in cells[9] else " ")
        note = re.search(r"Entity=([^|]*)", cells[9])
        for start, one, stop in re.findall(r"\((\d+)-([^()]*)(\)?)", note[1]) if note else ():
            opened.setdefault(start, []).append((len(tokens) - 1, one.split("-")))
            if stop:
                close(opened, start, tokens, entities)
        for end in re.findall(r"(?:^|[)\d])?(?<![-\w(])(\d+)\)", re.sub(r"\([^()]*\)?", "", note[1])) if note else ():
            close(opened, end, tokens, entities)
    yield name, text, entities


def close(opened: dict[str, list[Any]], key: str, tokens: list[tuple[int, int]], entities: list[dict[str, Any]]) -> None:
    """Add the open entity with this number to the entities; it ends at the last token."""
    if not opened.get(key):
        return
    first, parts = opened[key].pop()
    places = [int(p) for p in parts[4].split(",") if p.isdigit()] if len(parts) > 4 else []
    heads = [tokens[first + p - 1] for p in places if first + p - 1 < len(tokens)]
    entities.append({"type": parts[0], "span": (tokens[first][0], tokens[-1][1]), "heads": heads})


def label_gum(words: Words, span: Span, entities: list[dict[str, Any]]) -> bool | None:
    """Return whether GUM annotates a span as a place, or None if the annotation does not decide."""
    start, end = offsets(words, span)
    over = [e for e in entities if e["span"][0] < end and start < e["span"][1]]
    headed = [e for e in over if any(a < end and start < b for a, b in e["heads"])]
    if headed:
        tight = min(headed, key=lambda e: e["span"][1] - e["span"][0])
        if tight["type"] in ("organization", "abstract", "object", "event") and any(b <= start or end <= a for a, b in tight["heads"]):
            return None
        return bool(tight["type"] == "place")
    if over and not words.tag[span.first].startswith("JJ"):
        return None
    return False


def label_re3d(words: Words, span: Span, entities: list[dict[str, Any]]) -> bool | None:
    """Return whether re3d annotates a span as a location, or None if the annotation does not decide."""
    start, end = offsets(words, span)
    over = [e for e in entities if e["start"] <= start and end <= e["end"] + 2 and e["text"][:1] != " "]
    if not over:
        return None
    tight = min(over, key=lambda e: e["end"] - e["start"])
    if tight["type"] == "Location":
        return True
    return False if tight["type"] == "Person" or end - start >= 0.6 * (tight["end"] - tight["start"]) else None


def label_claims(words: Words, span: Span, named: tuple[set[str], set[str]]) -> bool | None:
    """Return whether gold claims name a span as a place and not as an actor, or None if they do not decide."""
    name = span.name.lower()
    place = any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) for text in named[0])
    actor = any(name == text.removeprefix("the ") for text in named[1])
    return None if place == actor else place


def offsets(words: Words, span: Span) -> tuple[int, int]:
    """Return the character offsets of a span."""
    return words.start[span.first], words.start[span.last - 1] + len(words.text[span.last - 1])


def named_in(claims: list[dict[str, Any]]) -> tuple[set[str], set[str]]:
    """Return the texts that gold claims name as places, and those that they name as actors, targets or sources."""

    def texts(value: Any) -> list[str]:
        return [v for v in (value if isinstance(value, list) else [value]) if isinstance(v, str)]

    places = {t.lower() for c in claims for t in texts(c.get("place"))}
    return places, {t.lower() for c in claims for key in ("actor", "target", "source") for t in texts(c.get(key))}


def examples(options: argparse.Namespace) -> list[Example]:
    """Return the examples of all annotated texts that the options name."""
    from heldby.reading.mentions.actors import find_actors
    from heldby.reading.parse.model.load import load_model
    from heldby.reference.gazetteer import open_gazetteer

    language, gazetteer, out = load_model(), open_gazetteer(), []

    def add(name: str, text: str, label: Any, gold: Any, weight: float) -> None:
        doc = language(text)
        words = words_of(doc)
        actors = [(a.start, a.end) for a in find_actors(doc) if a.form != "nominal"] if options.actors else []
        spans = find_spans(words, gazetteer, actors)
        seen = survey_document(words, spans)
        for span in spans:
            if (positive := label(words, span, gold)) is not None:
                out.append(Example(name, features(words, span, seen), positive, weight, span.name))

    for name, text, entities in gum_documents(options.treebank):
        add(name, text, label_gum, entities, 2.0 if "news" in name or "interview" in name else 1.0)
    if options.entities:
        gold = defaultdict(list)
        for line in (options.entities / "gold.jsonl").read_text("utf8").splitlines():
            if (one := json.loads(line))["kind"] == "entity":
                gold[one["report"]].append(one)
        for line in (options.entities / "reports.jsonl").read_text("utf8").splitlines():
            report = json.loads(line)
            if options.fold is None or fold_of(report["id"]) != options.fold:
                add(report["id"], report["text"], label_re3d, gold[report["id"]], 0.7)
    if options.claims:
        for path in sorted(options.claims.glob("*.gold.json")):
            report = json.loads(path.with_name(path.name.replace(".gold", "")).read_text("utf8"))
            report = report[0] if isinstance(report, list) else report
            add(path.stem, report["text"], label_claims, named_in(json.loads(path.read_text("utf8"))), 0.5)
    return out


def learn(data: list[Example], strength: float) -> dict[str, float]:
    """Fit a logistic regression and return the weight of each feature; weights below 0.01 are left out."""
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    documents = defaultdict(set)
    for one in data:
        for name in one.features:
            documents[name].add(one.document)
    kept = {
        name for name, where in documents.items() if len(where) >= (SEEN_IN if name.startswith(LEXICAL) else 2) and name not in UNTAUGHT
    }
    vectors = DictVectorizer()
    matrix = vectors.fit_transform([{name: 1.0 for name in one.features if name in kept} for one in data])
    learner = LogisticRegression(C=strength, max_iter=2000)
    learner.fit(matrix, [one.positive for one in data], sample_weight=[one.weight for one in data])
    table = {
        name: round(float(value), 3)
        for name, value in zip(vectors.get_feature_names_out(), learner.coef_[0], strict=True)
        if abs(value) >= 0.01
    }
    return {"bias": round(float(learner.intercept_[0]), 3), **table}


def held_out(data: list[Example], strength: float) -> dict[str, float]:
    """Return precision, recall and F1 out of fold, over five folds of documents."""
    n: Counter[tuple[bool, bool]] = Counter()
    for fold in range(FOLDS):
        table = learn([one for one in data if fold_of(one.document) != fold], strength)
        for one in data:
            if fold_of(one.document) == fold:
                predicted = table["bias"] + sum(table.get(name, 0.0) for name in one.features) > 0
                n[predicted, one.positive] += 1
    hit, false, missed = n[True, True], n[True, False], n[False, True]
    return {"p": hit / (hit + false), "r": hit / (hit + missed), "f1": 2 * hit / (2 * hit + false + missed)}


def main() -> None:
    """Read the options, print the scores out of fold, and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--treebank", type=Path, required=True, help="GUM with entities, as compressed CoNLL-U")
    parser.add_argument("--entities", type=Path, help="folder of re3d")
    parser.add_argument("--claims", type=Path, help="folder of annotated claims")
    parser.add_argument("--fold", type=int, help="exclude this fold of the entities")
    parser.add_argument("--actors", action="store_true", help="exclude names of actors, as the reader does")
    parser.add_argument("--strength", type=float, default=0.5)
    parser.add_argument("--out", type=Path, default=OUT)
    options = parser.parse_args()
    data = examples(options)
    print(len(data), "examples,", sum(one.positive for one in data), "places;", held_out(data, options.strength))
    table = learn(data, options.strength)
    options.out.write_text(json.dumps(table, ensure_ascii=False, indent=0, sort_keys=True) + "\n", "utf8")


if __name__ == "__main__":
    main()
