"""Build padded tensors from windows of sentences."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor

from heldby.reading.parse.masking import masked_word
from heldby.reading.parse.model.wordpieces import CLOSE, OPEN, OTHER, WordPieces
from training.treebank import Sentence, vary_capitals


@dataclass
class Batch:
    """Tensors of B windows with at most P word pieces and W words.

    Attributes:
        pieces: ids of the word pieces, (B, P).
        cases: how each piece is capitalised, (B, P).
        gaps: what is before each piece, (B, P): 1 a line end, 2 a blank line, else 0.
        mask: 1 for a piece, 0 for padding, (B, P).
        firsts: index of the first piece of each word, (B, W).
        heads: index of the head of each word, (B, W); -1 for padding.
        deps: relation to the head, (B, W).
        tags: tag, (B, W).
        morphs: part of speech with features, (B, W).
        starts: 1.0 for the first word of a sentence, (B, W).
        sentences: number of the sentence in the window, (B, W); -1 for padding.
        inner: whether the word counts in the scores, that is, is not punctuation, (B, W).
    """

    pieces: Tensor
    cases: Tensor
    gaps: Tensor
    mask: Tensor
    firsts: Tensor
    heads: Tensor
    deps: Tensor
    tags: Tensor
    morphs: Tensor
    starts: Tensor
    sentences: Tensor
    inner: Tensor


def by_size(runs: Iterable[list[Sentence]], pieces: int) -> Iterator[list[list[Sentence]]]:
    """Yield groups of windows of similar length with about `pieces` word pieces in total."""
    sorted_runs = sorted(runs, key=lambda run: sum(len(s.words) for s in run))
    group: list[list[Sentence]] = []
    for run in sorted_runs:
        size = sum(len(s.words) for s in run) * 1.25 + 2
        if group and size * (len(group) + 1) > pieces:
            yield group
            group = []
        group.append(run)
    if group:
        yield group


def batch_of(
    runs: list[list[Sentence]], wordpieces: WordPieces, labels: dict[str, list[str]], rng: random.Random, plain: bool = False
) -> Batch:
    """Return the tensors of one training step. `plain` keeps the words unchanged, for evaluation."""
    index = {key: {name: n for n, name in enumerate(names)} for key, names in labels.items()}
    columns: dict[str, list[list[Any]]] = {k: [] for k in Batch.__dataclass_fields__}
    for run in runs:
        row: dict[str, list[Any]] = {k: [] for k in columns}
        row["pieces"], row["cases"], row["gaps"] = [wordpieces.ids[OPEN]], [OTHER], [0]
        for number, s in enumerate(run):
            if (
                len(row["pieces"]) + 8 * len(s.words) > 500
                and len(row["pieces"]) + sum(len(wordpieces.encode(masked_word(w))[0]) for w in s.words) > 500
            ):
                break  # too long for one window, such as a page of addresses: the rest is not used
            base = len(row["heads"])
            gap = (2 if s.paragraph and rng.random() < 0.7 else 0) or (1 if rng.random() < 0.05 else 0)
            for i, word in enumerate(s.words if plain else vary_capitals(s, rng)):
                ids, case = wordpieces.encode(masked_word(word))
                row["firsts"].append(len(row["pieces"]))
                row["pieces"] += ids
                row["cases"] += [case] * len(ids)
                row["gaps"] += [gap if i == 0 else 0] + [0] * (len(ids) - 1)
                row["heads"].append(base + s.heads[i])
                row["deps"].append(index["deps"][s.deps[i]] if s.deps[i] in index["deps"] else index["deps"]["dep"])
                row["tags"].append(index["tags"].get(s.tags[i], 0))
                row["morphs"].append(index["morphs"].get(s.morphs[i], 0))
                row["starts"].append(float(i == 0))
                row["sentences"].append(number)
                row["inner"].append(s.deps[i] not in ("punct", "p"))
        row["pieces"].append(wordpieces.ids[CLOSE])
        row["cases"].append(OTHER)
        row["gaps"].append(0)
        row["mask"] = [1] * len(row["pieces"])
        for k, values in row.items():
            columns[k].append(values)
    fill = {"heads": -1, "sentences": -1, "starts": 0.0, "inner": False}
    return Batch(**{k: padded(v, fill.get(k, 0)) for k, v in columns.items()})


def padded(rows: list[list[Any]], fill: Any) -> Tensor:
    """Return rows of unequal length as one tensor, padded with `fill`."""
    most = max(map(len, rows))
    return torch.tensor([row + [fill] * (most - len(row)) for row in rows])
