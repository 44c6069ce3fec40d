"""Treebanks as windows of words for the network."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from convert import features, held_out, read, rows

TITLED, SHOUTED = 0.05, 0.01
"""Shares of sentences shown in title case, as headlines are, and in capitals."""


@dataclass
class Sentence:
    """Words with, for each, its tag, part of speech with features, head in the sentence (its own index for the root) and relation."""

    words: list[str]
    tags: list[str]
    morphs: list[str]
    heads: list[int]
    deps: list[str]
    paragraph: bool


def sentence(tokens: object) -> Sentence:
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
    """Training and development documents: EWT's parts and GUM's, one GUM document in ten for development."""
    gum = list(read(treebanks / "gum.conllu.gz"))
    train = [*read(treebanks / "ewt-train.conllu.gz"), *(d for d in gum if not held_out(d))]
    dev = [*read(treebanks / "ewt-dev.conllu.gz"), *(d for d in gum if held_out(d))]
    return [[sentence(s) for s in d] for d in train], [[sentence(s) for s in d] for d in dev]


def written(s: Sentence, rng: random.Random) -> list[str]:
    """A sentence's words, now and then as a headline writes them."""
    chance = rng.random()
    if chance < SHOUTED:
        return [w.upper() for w in s.words]
    if chance < SHOUTED + TITLED:
        return [w.capitalize() if w.islower() and len(w) > 3 else w for w in s.words]
    return s.words


def windows(docs: list[list[Sentence]], longest: int, rng: random.Random) -> Iterator[list[Sentence]]:
    """Runs of sentences of one document, of at most so many words, cut anew each time."""
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
