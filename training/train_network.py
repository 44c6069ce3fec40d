"""Train the claim heads and the encoder on annotated reports.

usage: python -m training.train_network EXAMPLES.pickle BASE.pt OUT.pt --treebanks DIR [--extra MORE.pickle...] [--taught TAUGHT.pickle]
       [--untaught TYPE...] [--without K...] [--dev DEV.pickle...] [--epochs 10]

BASE.pt is a parser or an earlier network: all but its grid is kept, and with --continue its grid too. Half of the examples after --extra
are shown in each epoch. TAUGHT.pickle holds texts without annotations and what a teacher says of them (see teacher.py). EXAMPLES.pickle
does not teach the types of claims after --untaught: use it for types that it annotates by another standard.

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

import torch
import torch.nn.functional as F
from torch import Tensor

from heldby.reading.parse.model.wordpieces import WordPieces
from training.batches import batch_of, by_size
from training.claim_loss import Prepared, batches, candidates, claim_loss, encode, prepare, run_grid
from training.distillation import Taught, claims_in, distillation_loss
from training.folds import fold_of
from training.network import Network, sizes_of
from training.train_parse import LABELS, parse_loss
from training.treebank import documents, windows

FROZEN = 2
"""Number of lowest layers that are not trained further."""
REHEARSED = 250
"""Number of word pieces of treebank sentences that are added to a training step."""
EXPECTED = (6.0, 3.0, 1.5)
"""Bonus of the expected trigger of a claim over the other words of its quote, by epoch."""


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


def main() -> None:
    """Read the options, train the network and save it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("examples", "base", "out"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--treebanks", type=Path, required=True)
    parser.add_argument("--extra", type=Path, nargs="*", default=[], help="more examples to train on, never held out")
    parser.add_argument("--taught", type=Path, help="texts with what a teacher says of them")
    parser.add_argument("--untaught", nargs="*", default=[], help="types of claims that EXAMPLES.pickle does not teach, as relation/leads")
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
    rows = prepare(args.examples, labels, args.untaught)
    train = [p for p in rows if fold_of(p.example.id) not in args.without]
    train = random.Random(0).sample(train, round(len(train) * args.share))
    extra = [p for path in args.extra for p in prepare(path, labels) if fold_of(p.example.id.partition("~")[0]) not in args.without]
    said: dict[int, Taught] = {}
    for example, words_of_teacher in pickle.loads(args.taught.read_bytes()) if args.taught else ():
        train.append(Prepared(example, labels))
        said[id(train[-1])] = words_of_teacher
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
            n = max(8, sum(claims_in(said[id(p)]) if id(p) in said else len(p.claims) for p in group))
            losses = [
                distillation_loss(network, p, w, said[id(p)]) if id(p) in said else claim_loss(network, p, w, bonus)
                for p, w in zip(group, words, strict=True)
            ]
            loss = torch.stack(losses).sum() / n
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
