"""The loss of the claims of annotated reports, and the reports as tensors."""

from __future__ import annotations

import pickle
import random
from collections.abc import Collection
from pathlib import Path
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from heldby.reading.claims.claim_inputs import TIME
from heldby.reading.claims.network_features import network_numbers
from heldby.reading.parse.model.onnx_network import CLAIM_INPUTS
from training.batches import padded
from training.example import ROLES, ClaimExample
from training.network import Network

PIECES = 1600
"""Number of word pieces of reports in a training step."""
MASKED = 0.06
"""Share of word pieces that are masked in training."""
PROPOSED = -2.5
"""Lowest logit at which a word proposes a candidate of a type."""


class Prepared:
    """A training example as tensors and label numbers. It says nothing of the `untaught` types of claims."""

    def __init__(self, example: ClaimExample, labels: dict[str, list[str]], untaught: Collection[str] = ()) -> None:
        index = {key: {name: n for n, name in enumerate(names)} for key, names in labels.items()}
        self.example, self.inputs = example, example.inputs
        self.claims = [c for c in example.claims if c.label not in untaught]
        self.label = [index["claims"][c.label] for c in self.claims]
        self.status = [index["statuses"][c.status] for c in self.claims]
        figures = np.array([name.startswith("figure/") for name in labels["claims"]])
        taught = np.array([name not in untaught for name in labels["claims"]])
        self.possible = torch.tensor((~figures[None] | example.counts[:, None]) & taught[None])
        self.at = torch.tensor(example.inputs.at, dtype=torch.long)
        self.is_time = torch.tensor(example.inputs.cls == TIME)
        self.pieces = sum(len(w.pieces) for w in example.windows)
        self.heads = torch.tensor(example.heads, dtype=torch.long)
        self.deps = torch.tensor([index["deps"].get(d, index["deps"]["dep"]) for d in example.deps])
        self.tags = torch.tensor([index["tags"].get(t, 0) for t in example.tags])
        self.morphs = torch.tensor([index["morphs"].get(m, 0) for m in example.morphs])


def encode(
    network: Network, group: list[Prepared], hide: int | None, rng: random.Random
) -> tuple[list[Tensor], list[tuple[Prepared, Any, Tensor]]]:
    """Return the word vectors of each report, and (report, window, word vectors) of each window."""
    runs = [(p, w) for p in group for w in p.example.windows]
    pieces = padded([w.pieces for _, w in runs], 0)
    mask = padded([[1] * len(w.pieces) for _, w in runs], 0)
    cases = padded([w.cases for _, w in runs], 0)
    offset = 0
    if hide is not None:
        pieces = torch.where((torch.rand(pieces.shape) < MASKED) & (mask == 1), torch.full_like(pieces, hide), pieces)
        offset = rng.randint(0, 512 - pieces.shape[1])
    x = network.words(pieces, cases, padded([w.gaps for _, w in runs], 0), mask, padded([w.firsts for _, w in runs], 0), offset)
    words: dict[int, list[Tensor]] = {}
    out = []
    for (p, w), vectors in zip(runs, x, strict=True):
        words.setdefault(id(p), []).append(vectors[w.first - w.offset : w.last - w.offset])
        out.append((p, w, vectors[: len(w.firsts)]))
    return [torch.cat(words[id(p)]) for p in group], out


def assign(p: Prepared, logits: Tensor, bonus: float) -> dict[tuple[int, int], int]:
    """Return for each chosen (trigger, label) its gold claim: the allowed trigger that scores best, each at most once."""
    pairs = []
    for g, claim in enumerate(p.claims):
        scores = logits[claim.allowed, p.label[g]].tolist()
        pairs += [(s + bonus * (t == claim.expected), g, t) for s, t in zip(scores, claim.allowed, strict=True)]
    out: dict[tuple[int, int], int] = {}
    done: set[int] = set()
    for _, g, t in sorted(pairs, reverse=True):
        if g not in done and (t, p.label[g]) not in out:
            done.add(g)
            out[t, p.label[g]] = g
    return out


def candidates(p: Prepared, logits: Tensor, gold: dict[tuple[int, int], int], most: int) -> list[tuple[int, int]]:
    """Return the gold candidates, followed by the best other ones."""
    scores = logits.detach().masked_fill(~p.possible, -1e4)
    found = (scores > PROPOSED).nonzero().tolist()
    others = sorted(((float(scores[t, k]), t, k) for t, k in found if (t, k) not in gold), reverse=True)[:most]
    return [*gold, *((t, k) for _, t, k in others)]


def run_grid(network: Network, p: Prepared, words: Tensor, chosen: list[tuple[int, int]], logits: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """Return the grid's logits for these candidates. `logits` are those of the words alone."""
    numbers = network_numbers(p.inputs, chosen)
    t, k = zip(*chosen, strict=True)
    odds = logits.detach()[list(t), list(k)]
    out: tuple[Tensor, Tensor, Tensor] = network.claims.grid(words, odds, *(torch.from_numpy(numbers[name]) for name in CLAIM_INPUTS))
    return out


def claim_loss(network: Network, p: Prepared, words: Tensor, bonus: float) -> Tensor:
    """Return the summed loss of the claims of a report."""
    logits = network.claims.trigger(words[p.at])
    gold = assign(p, logits.detach(), bonus)
    truth = torch.zeros_like(logits)
    for t, k in gold:
        truth[t, k] = 1.0
    each = F.binary_cross_entropy_with_logits(logits, truth, reduction="none")
    total = (each * p.possible).sum()
    chosen = candidates(p, logits, gold, max(24, 2 * len(gold)))
    if not chosen or not len(p.inputs.word):
        return total
    claims, roles, statuses = run_grid(network, p, words, chosen, logits)
    right = torch.tensor([1.0 if pair in gold else 0.0 for pair in chosen])
    total = total + F.binary_cross_entropy_with_logits(claims, right, reduction="sum")
    if gold:
        owners = list(gold.values())
        status = torch.tensor([p.status[g] for g in owners])
        total = total + 0.5 * F.cross_entropy(statuses[: len(owners)], status, reduction="sum")
        total = total + role_loss(p, owners, roles[: len(owners)])
    return total


def role_loss(p: Prepared, owners: list[int], logits: Tensor) -> Tensor:
    """Return the summed loss of the roles of gold claims.

    Each filler needs at least one of the rows that match it; every row that matches none is an example against the role.
    """
    against = F.softplus(logits)  # -log of the chance that a row does not fill the role
    weight = torch.ones_like(logits)
    weight[:, p.is_time, :4] = 0.0
    weight[:, ~p.is_time, 4] = 0.0
    sets: list[tuple[int, int, list[int]]] = []
    for n, g in enumerate(owners):
        claim = p.claims[g]
        for r in range(len(ROLES)):
            unsure = claim.unsure[r]
            if unsure is None:
                weight[n, :, r] = 0.0
                continue
            if unsure:
                weight[n, unsure, r] = 0.0
            for rows in claim.fillers[r]:
                weight[n, rows, r] = 0.0
                sets.append((n, r, rows))
    total = (against * weight).sum()
    if sets:
        sums = torch.stack([against[n, rows, r].sum() for n, r, rows in sets])
        total = total - torch.log(-torch.expm1(-sums.clamp(min=1e-6))).sum()
    return total


def batches(train: list[Prepared], rng: random.Random) -> list[list[Prepared]]:
    """Return groups of reports with about `PIECES` word pieces, in random order; reports of a group have similar lengths."""
    train = train[:]
    rng.shuffle(train)
    out: list[list[Prepared]] = []
    for n in range(0, len(train), 64):
        pool = sorted(train[n : n + 64], key=lambda p: p.pieces)
        group: list[Prepared] = []
        for p in pool:
            if group and sum(q.pieces for q in group) + p.pieces > PIECES:
                out.append(group)
                group = []
            group.append(p)
        out.append(group)
    rng.shuffle(out)
    return out


def prepare(path: Path, labels: dict[str, list[str]], untaught: Collection[str] = ()) -> list[Prepared]:
    """Read examples from a file, without the `untaught` types of claims."""
    return [Prepared(e, labels, untaught) for e in pickle.loads(path.read_bytes())["examples"] if e.windows]
