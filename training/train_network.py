"""Train the claim heads and the encoder on annotated reports.

usage: python -m training.train_network EXAMPLES.pickle BASE.pt OUT.pt --treebanks DIR [--extra MORE.pickle...] [--without K...]
       [--dev DEV.pickle...] [--epochs 10]

BASE.pt is a parser or an earlier network: all but its grid is kept, and with --continue its grid too. Half of the examples after --extra
are shown in each epoch.

Folds after --without are excluded from training and scored, as are the files after --dev. After each epoch everything that is needed to go
on is written to OUT.pt.state; the same command then continues. Each step also trains the parse, on treebank sentences and on the parse
that the examples were made with, so that the encoder does not forget it.
"""

from __future__ import annotations

import argparse
import json
import pickle
import random
import time
from pathlib import Path
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from heldby.reading.claims.claim_inputs import TIME
from heldby.reading.claims.network_features import network_numbers
from heldby.reading.parse.model.onnx_network import CLAIM_INPUTS
from heldby.reading.parse.model.wordpieces import WordPieces
from training.batches import batch_of, by_size, padded
from training.example import ROLES, ClaimExample
from training.folds import fold_of
from training.network import Network, sizes_of
from training.train_parse import LABELS, parse_loss
from training.treebank import documents, windows

FROZEN = 2
"""Number of lowest layers that are not trained further."""
PIECES, REHEARSED = 1600, 250
"""Number of word pieces of reports in a training step, and of treebank sentences that are added to it."""
MASKED = 0.06
"""Share of word pieces that are masked in training."""
PROPOSED = -2.5
"""Lowest logit at which a word proposes a candidate of a type."""
EXPECTED = (6.0, 3.0, 1.5)
"""Bonus of the expected trigger of a claim over the other words of its quote, by epoch."""


class Prepared:
    """A training example as tensors and label numbers."""

    def __init__(self, example: ClaimExample, labels: dict[str, list[str]]) -> None:
        index = {key: {name: n for n, name in enumerate(names)} for key, names in labels.items()}
        self.example, self.inputs, self.claims = example, example.inputs, example.claims
        self.label = [index["claims"][c.label] for c in example.claims]
        self.status = [index["statuses"][c.status] for c in example.claims]
        figures = np.array([name.startswith("figure/") for name in labels["claims"]])
        self.possible = torch.tensor(~figures[None] | example.counts[:, None])
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


def kept_parse_loss(network: Network, p: Prepared, window: Any, words: Tensor) -> Tensor:
    """Return the loss of the parse of a window against the parse that the example was made with."""
    first, last = window.offset, window.last
    words = words[: last - first]
    tags, morphs, starts, arcs, dependents, heads = network.parse(words[None])
    head = p.heads[first:last] - first
    n = torch.arange(len(head))
    roots = head == n
    inside = (head >= 0) & (head < len(head))
    top = n.clone()
    for _ in range(40):  # each word's root, to find its sentence
        step = torch.where(inside[top], head[top].clamp(0, len(head) - 1), top)
        if torch.equal(step, top):
            break
        top = step
    arcs = arcs[0].masked_fill(top[:, None] != top[None, :], -1e4)
    use = inside
    chosen = head[use]
    labels = network.parse.labels(dependents[0][use], heads[0][chosen])
    s = slice(first, last)
    del roots, starts
    return (
        F.cross_entropy(arcs[use], chosen) + F.cross_entropy(labels, p.deps[s][use])
        + 0.5 * F.cross_entropy(tags[0], p.tags[s]) + 0.5 * F.cross_entropy(morphs[0], p.morphs[s])
    )  # fmt: skip


def score(network: Network, held: list[Prepared], threshold: float = 0.4) -> dict[str, float]:
    """Return approximate benchmark figures of the claim heads alone."""
    network.eval()
    n = dict.fromkeys(("gold", "pred", "match", "tuple", "arg_gold", "arg_pred", "arg_hit", "when", "source", "status", "first"), 0)
    with torch.no_grad():
        for p in held:
            words = encode(network, [p], None, random.Random(0))[0][0]
            logits = network.claims.trigger(words[p.at])
            chosen = candidates(p, logits, {}, 400)
            n["gold"] += len(p.claims)
            n["arg_gold"] += sum(len(c.fillers[r]) for c in p.claims for r in range(3))
            if not chosen or not len(p.inputs.word):
                continue
            claims, roles, statuses = run_grid(network, p, words, chosen, logits)
            chances = torch.sigmoid(claims)
            roles = torch.sigmoid(roles)
            accepted = [k for k in chances.argsort(descending=True).tolist() if chances[k] > threshold]
            filled = {k: [fillers_of(p, roles[k], r) for r in range(5)] for k in accepted}
            n["pred"] += len(accepted)
            n["arg_pred"] += sum(len(filled[k][r]) for k in accepted for r in range(3))
            pairs = []
            for k in accepted:
                t, label = chosen[k]
                for g, claim in enumerate(p.claims):
                    if p.label[g] == label and t in claim.allowed:
                        hits = [sum(any(x in rows for x in filled[k][r]) for rows in claim.fillers[r]) for r in range(5)]
                        pairs.append((sum(hits[:3]), k, g, hits))
            used_k, used_g = set(), set()
            for _, k, g, hits in sorted(pairs, key=lambda x: -x[0]):
                if k in used_k or g in used_g:
                    continue
                used_k.add(k)
                used_g.add(g)
                claim = p.claims[g]
                n["match"] += 1
                n["arg_hit"] += sum(hits[:3])
                n["tuple"] += all(hits[r] == len(claim.fillers[r]) == len(filled[k][r]) for r in range(3))
                n["when"] += (
                    claim.unsure[4] is not None and hits[4] == len(claim.fillers[4]) and (bool(claim.fillers[4]) or not filled[k][4])
                )
                n["source"] += claim.unsure[3] is not None and (hits[3] > 0 or (not claim.fillers[3] and not filled[k][3]))
                n["status"] += int(statuses[k].argmax()) == p.status[g]
    network.train()
    m = max(1, n["match"])
    return {
        "claim": round(2 * n["match"] / max(1, n["gold"] + n["pred"]), 4),
        "core": round(2 * n["arg_hit"] / max(1, n["arg_gold"] + n["arg_pred"]), 4),
        "tuple": round(2 * n["tuple"] / max(1, n["gold"] + n["pred"]), 4),
        "when": round(n["when"] / m, 3), "source": round(n["source"] / m, 3), "status": round(n["status"] / m, 3),
        "p": round(n["match"] / max(1, n["pred"]), 3), "r": round(n["match"] / max(1, n["gold"]), 3),
    }  # fmt: skip


def fillers_of(p: Prepared, chances: Tensor, role: int) -> list[int]:
    """Return one row for each entity that fills a role, by the chance that any of its rows does."""
    values = chances[:, role].tolist()
    rows: dict[int, list[int]] = {}
    for k, entity in enumerate(p.inputs.entity.tolist()):
        if bool(p.is_time[k]) == (role == 4):
            rows.setdefault(entity, []).append(k)
    out = []
    for members in rows.values():
        miss = 1.0
        for k in members:
            miss *= 1 - values[k]
        if 1 - miss > 0.45:
            out.append((1 - miss, max(members, key=lambda k: values[k])))
    out.sort(reverse=True)
    return [k for _, k in (out[:1] if role >= 3 else out)]


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


def prepare(path: Path, labels: dict[str, list[str]]) -> list[Prepared]:
    """Read examples from a file."""
    return [Prepared(e, labels) for e in pickle.loads(path.read_bytes())["examples"] if e.windows]


def main() -> None:
    """Read the options, train the network and save it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("examples", "base", "out"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--treebanks", type=Path, required=True)
    parser.add_argument("--extra", type=Path, nargs="*", default=[], help="more examples to train on, never held out")
    parser.add_argument("--without", type=int, nargs="*", default=[], help="folds to exclude and score")
    parser.add_argument("--dev", type=Path, nargs="*", default=[], help="examples to score")
    parser.add_argument("--share", type=float, default=1.0, help="share of the reports to train on")
    parser.add_argument("--continue", action="store_true", dest="keep", help="keep the grid of BASE.pt")
    parser.add_argument("--epochs", type=int, default=10)
    parser.add_argument("--rate", type=float, default=1.5e-4)
    parser.add_argument("--seed", type=int, default=2)
    args = parser.parse_args()
    torch.manual_seed(args.seed)
    rng = random.Random(args.seed)
    labels = json.loads(LABELS.read_text("utf-8"))
    wordpieces = WordPieces(Path("src/heldby/reading/parse/model/en/parser/vocab.txt"))
    rows = prepare(args.examples, labels)
    train = [p for p in rows if fold_of(p.example.id) not in args.without]
    train = random.Random(0).sample(train, round(len(train) * args.share))
    extra = [p for path in args.extra for p in prepare(path, labels) if fold_of(p.example.id.partition("~")[0]) not in args.without]
    held = {"folds": [p for p in rows if fold_of(p.example.id) in args.without][::2]} if args.without else {}
    held |= {path.stem: prepare(path, labels) for path in args.dev}
    network = Network.load_base(args.base, sizes_of(labels, wordpieces.size), keep_grid=args.keep)
    network.train()
    lower = [network.encoder.word, network.encoder.position, network.encoder.case, network.encoder.gap, network.encoder.norm]
    for module in (*lower, *network.encoder.blocks[:FROZEN]):
        module.requires_grad_(False)
    encoder = [p for p in network.encoder.parameters() if p.requires_grad]
    parse, heads = list(network.parse.parameters()), list(network.claims.parameters())
    groups_of = [
        {"params": encoder, "lr": args.rate},
        {"params": parse, "lr": 5e-4},
        {"params": heads, "lr": 8 * args.rate if args.keep else 1e-3},
    ]
    optimizer = torch.optim.AdamW(groups_of, weight_decay=0.01, fused=True, betas=(0.9, 0.98))
    rates = [group["lr"] for group in optimizer.param_groups]
    banks = documents(args.treebanks)[0]
    rehearsal: list[Any] = []
    shown = len(extra) // 2  # half of the variants in each epoch
    steps = args.epochs * len(batches(train + random.Random(0).sample(extra, shown), random.Random(0)))
    first, started = 0, time.monotonic()
    state = args.out.with_name(args.out.name + ".state")
    step = 0
    if state.exists():
        kept = torch.load(state, weights_only=False)
        network.load_state_dict(kept["network"])
        optimizer.load_state_dict(kept["optimizer"])
        first, step = kept["epoch"], kept["step"]
        rng.setstate(kept["rng"])
        print("continues at epoch", first, flush=True)
    for epoch in range(first, args.epochs):
        bonus = EXPECTED[-1 if args.keep else min(epoch, len(EXPECTED) - 1)]
        total = claims = 0.0
        for group in batches(train + rng.sample(extra, shown), rng):
            for g, rate in zip(optimizer.param_groups, rates, strict=True):
                g["lr"] = rate * min(1.0, (step + 1) / 100) * max(0.02, 1 - step / steps)
            words, runs = encode(network, group, wordpieces.ids["[MASK]"], rng)
            n = max(8, sum(len(p.claims) for p in group))
            loss = torch.stack([claim_loss(network, p, w, bonus) for p, w in zip(group, words, strict=True)]).sum() / n
            total, claims = total + float(loss.detach()) * n, claims + n
            loss = loss + 0.5 * torch.stack([kept_parse_loss(network, p, w, x) for p, w, x in runs]).mean()
            loss.backward()
            if step % 3 == 0:
                if not rehearsal:
                    rehearsal = list(by_size(windows(banks, 220, rng), 2 * REHEARSED))
                    rng.shuffle(rehearsal)
                b = batch_of(rehearsal.pop(), wordpieces, labels, rng)
                parsed, _ = parse_loss(network, b, rng.randint(0, max(0, 512 - b.pieces.shape[1])))
                parsed.backward()
            torch.nn.utils.clip_grad_norm_([*encoder, *parse, *heads], 2.0)
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
            step += 1
            if step % 50 == 0:
                print(epoch, step, steps, round(total / claims, 3), f"{time.monotonic() - started:.0f} s", flush=True)
        network.save(args.out)
        torch.save(
            {"network": network.state_dict(), "optimizer": optimizer.state_dict(), "epoch": epoch + 1, "step": step, "rng": rng.getstate()},
            state,
        )
        for name, reports in held.items():
            print(epoch, name, score(network, reports), flush=True)


if __name__ == "__main__":
    main()
