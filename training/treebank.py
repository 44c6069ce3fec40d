"""Read treebanks and cut them into windows of sentences for the network."""

from __future__ import annotations

import gzip
import hashlib
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import conllu
from conllu.models import TokenList

TITLED, SHOUTED = 0.05, 0.01
"""Shares of training sentences that are changed to title case, as in headlines, and to capitals."""
ARTICLE = re.compile(r"^(al|el|ad|ar|as|ash|at|az|an|ul|ed|es)$", re.IGNORECASE)


@dataclass
class Sentence:
    """A sentence: for each word its tag, part of speech with features, head (its own index for the root) and relation."""

    words: list[str]
    tags: list[str]
    morphs: list[str]
    heads: list[int]
    deps: list[str]
    paragraph: bool


def read(path: Path) -> Iterator[list[TokenList]]:
    """Yield the documents of a treebank, each as a list of sentences."""
    document: list[TokenList] = []
    with gzip.open(path, "rt", encoding="utf8") as lines:
        for sentence in conllu.parse_incr(lines):
            if any(key.startswith("newdoc") for key in sentence.metadata) and document:
                yield document
                document = []
            document.append(sentence)
    if document:
        yield document


def rows(sentence: TokenList) -> list[dict[str, Any]]:
    """Return the syntactic words, each with `space`: whether white space follows it. No space separates the parts of one written word."""
    out: list[dict[str, Any]] = []
    inside_until = 0
    for token in sentence:
        if isinstance(token["id"], tuple):
            if token["id"][1] == "-":
                inside_until = token["id"][2]
                whole_space = (token["misc"] or {}).get("SpaceAfter") != "No"
            continue
        space = (token["misc"] or {}).get("SpaceAfter") != "No"
        if token["id"] < inside_until:
            space = False
        elif token["id"] == inside_until:
            space = whole_space
        out.append({**token, "space": space})
    return join_articles(out)


def join_articles(words: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Join `al`, `-` and `Qaim` to one word, as the shipped tokenizer does."""
    out = [dict(word, group=[word["id"]]) for word in words]
    i = 0
    while i + 2 < len(out):
        first, hyphen, last = out[i : i + 3]
        if (
            ARTICLE.match(first["form"])
            and hyphen["form"] == "-"
            and not first["space"]
            and not hyphen["space"]
            and last["form"][:1].isupper()
        ):
            group = first["group"] + hyphen["group"] + last["group"]
            inner = set(group)
            head = next((w for w in (last, first, hyphen) if w["head"] not in inner), last)
            out[i : i + 3] = [
                {
                    **head,
                    "form": first["form"] + "-" + last["form"],
                    "lemma": first["form"] + "-" + last["form"],
                    "space": last["space"],
                    "upos": "PROPN",
                    "xpos": "NNP",
                    "group": group,
                }
            ]
        i += 1
    return out


def features(word: dict[str, Any]) -> str:
    """Return the morphological features of a word, such as `Number=Sing|Person=3`."""
    return "|".join(f"{key}={value}" for key, value in sorted((word["feats"] or {}).items())) if word["feats"] else ""


def held_out(sentences: list[TokenList]) -> bool:
    """Check whether a GUM document is for development: one in ten is, by the hash of its name."""
    meta = sentences[0].metadata
    name = next(value for key, value in meta.items() if key.startswith("newdoc"))
    return hashlib.sha256(str(name).encode()).digest()[0] % 10 == 0


def sentence(tokens: TokenList) -> Sentence:
    """Convert a sentence of a treebank."""
    words = rows(tokens)
    index = {old: i for i, word in enumerate(words) for old in word["group"]}
    return Sentence(
        [w["form"] for w in words],
        [w["xpos"] or "" for w in words],
        ["|".join(filter(None, (w["upos"], features(w)))) for w in words],
        [index[w["head"]] if w["head"] else i for i, w in enumerate(words)],
        ["ROOT" if not w["head"] else w["deprel"] for w in words],
        any(key.startswith("newpar") for key in tokens.metadata),
    )


def documents(treebanks: Path) -> tuple[list[list[Sentence]], list[list[Sentence]]]:
    """Return the documents for training and for development: EWT's parts, and GUM with one document in ten for development."""
    gum = list(read(treebanks / "gum.conllu.gz"))
    train = [*read(treebanks / "ewt-train.conllu.gz"), *(d for d in gum if not held_out(d))]
    dev = [*read(treebanks / "ewt-dev.conllu.gz"), *(d for d in gum if held_out(d))]
    return [[sentence(s) for s in d] for d in train], [[sentence(s) for s in d] for d in dev]


def vary_capitals(s: Sentence, rng: random.Random) -> list[str]:
    """Return the words of a sentence, in a few cases in title case or capitals."""
    chance = rng.random()
    if chance < SHOUTED:
        return [w.upper() for w in s.words]
    if chance < SHOUTED + TITLED:
        return [w.capitalize() if w.islower() and len(w) > 3 else w for w in s.words]
    return s.words


def windows(docs: list[list[Sentence]], longest: int, rng: random.Random) -> Iterator[list[Sentence]]:
    """Yield runs of sentences of one document with at most `longest` words, cut at random places."""
    for doc in docs:
        run: list[Sentence] = []
        room = rng.randint(longest // 4, longest)
        for s in doc:
            if run and sum(len(x.words) for x in run) + len(s.words) > room:
                yield run
                run, room = [], rng.randint(longest // 4, longest)
            if len(s.words) <= longest:
                run.append(s)
        if run:
            yield run
