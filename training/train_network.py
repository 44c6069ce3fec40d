"""Train the claim heads, and the upper layers of the encoder, on annotated reports.

usage: python -m training.train_network CLAIMS.json PARSE.pt MINILM_DIR OUT.pt [--without K...] [--treebanks DIR] [--epochs 12]

CLAIMS.json is written by claim_examples.py. --without excludes the reports of those folds (SHA-256 of the id, modulo 5) from training and
scores the network on them. With --treebanks, each step also trains the parse, so that the encoder does not forget it.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor

from heldby.reading.parse.masking import masked_word
from heldby.reading.parse.model.wordpieces import CLOSE, OPEN, OTHER, WordPieces
from training.batches import batch_of, by_size, padded
from training.folds import fold_of
from training.network import Network
from training.train_parse import LABELS, parse_loss
from training.treebank import documents, windows

FROZEN = 2
"""Number of lowest layers that are not trained further."""
REPORTS, REHEARSED = 3, 350
"""Number of reports in a training step, and of word pieces from treebank sentences that are added to the step."""
MASKED = 0.06
"""Share of word pieces that are masked in training."""


@dataclass
class TrainingReport:
    """One report: its word pieces and its claims.

    Attributes:
        id: id of the report.
        pieces, cases, gaps: word pieces, as in `Batch`.
        firsts: index of the first piece of each word.
        heads: words that head phrases.
        claims: trigger word, type and status of each claim.
        roles: for each claim, the role of each head: 0 none, 1 and up a role, -1 not used.
    """

    id: str
    pieces: list[int]
    cases: list[int]
    gaps: list[int]
    firsts: list[int]
    heads: list[int]
    claims: list[tuple[int, int, int]]
    roles: list[list[int]]


def training_report(row: dict[str, Any], wordpieces: WordPieces, labels: dict[str, list[str]], most: int = 510) -> TrainingReport:
    """Convert a row of claim_examples.py. A report is cut off after `most` word pieces."""
    index = {key: {name: n for n, name in enumerate(names)} for key, names in labels.items()}
    pieces, cases, gaps = [wordpieces.ids[OPEN]], [OTHER], [0]
    firsts: list[int] = []
    at: dict[int, int] = {}
    gap = 0
    for i, word in enumerate(row["words"]):
        if word.isspace():
            gap = max(gap, min(word.count("\n"), 2))
            continue
        ids, case = wordpieces.encode(masked_word(word))
        if len(pieces) + len(ids) > most:
            break
        at[i] = len(firsts)
        firsts.append(len(pieces))
        pieces += ids
        cases += [case] * len(ids)
        gaps += [gap] + [0] * (len(ids) - 1)
        gap = 0
    heads = [i for i in row["heads"] if i in at]
    claims, roles = [], []
    for c in row["claims"]:
        if c["trigger"] not in at:
            continue
        claims.append((at[c["trigger"]], index["claims"][c["label"]], index["statuses"][c["status"]]))
        unsure = set(c["unsure"]) | {c["trigger"]}
        roles.append([-1 if i in unsure else index["roles"][c["roles"][str(i)]] + 1 if str(i) in c["roles"] else 0 for i in heads])
    return TrainingReport(
        row["id"], [*pieces, wordpieces.ids[CLOSE]], [*cases, OTHER], [*gaps, 0], firsts, [at[i] for i in heads], claims, roles
    )


def encode(network: Network, group: list[TrainingReport], hide: int | None, offset: int) -> Tensor:
    """Return the vectors of words [B, W, WIDTH]. Some pieces are replaced with the piece `hide`, unless it is None."""
    pieces = padded([t.pieces for t in group], 0)
    mask = padded([[1] * len(t.pieces) for t in group], 0)
    if hide is not None:
        pieces = torch.where((torch.rand(pieces.shape) < MASKED) & (mask == 1), torch.full_like(pieces, hide), pieces)
    firsts = padded([t.firsts for t in group], 0)
    return network.words(pieces, padded([t.cases for t in group], 0), padded([t.gaps for t in group], 0), mask, firsts, offset)


def claim_loss(network: Network, group: list[TrainingReport], words: Tensor) -> Tensor:
    """Return the loss of types, roles and statuses for each claim of the reports."""
    total = words.new_zeros(())
    n = max(1, sum(len(t.claims) for t in group))
    for t, w in zip(group, words, strict=True):
        w = w[: len(t.firsts)]
        scores = network.claims.claim(w)
        gold = torch.zeros_like(scores)
        for at, label, _ in t.claims:
            gold[at, label] = 1.0
        total = total + F.binary_cross_entropy_with_logits(scores, gold, reduction="sum")
        if t.claims and t.heads:
            at, kinds, statuses = (torch.tensor(column) for column in zip(*t.claims, strict=True))
            truth = torch.tensor(t.roles)
            roles = network.claims.roles(network.claims.triggers(w[at], kinds), network.claims.fillers(w[t.heads]), truth == -1)
            total = total + role_loss(roles, truth)
            total = total + 0.3 * F.cross_entropy(network.claims.statuses(w[at], kinds), statuses, reduction="sum")
    return total / n


def role_loss(chances: Tensor, truth: Tensor) -> Tensor:
    """Sum over claims and roles the mean negative log probability of the true fillers, or of "none".

    `chances` are log probabilities [N, roles, 1 + W]; `truth` [N, W] has 0 for none, 1 and up for a role, -1 for words that are not used.
    """
    total = chances.new_zeros(())
    for role in range(chances.shape[1]):
        fills = F.pad((truth == role + 1).float(), (1, 0))
        fills[:, 0] = (fills.sum(1) == 0).float()
        total = total - ((chances[:, role] * fills).sum(1) / fills.sum(1)).sum()
    return total


def score(network: Network, held: list[TrainingReport]) -> dict[str, float]:
    """Return the scores of the claim heads alone on held-out reports: trigger F1 with its best threshold, role F1, status accuracy."""
    network.eval()
    triggers: list[tuple[float, bool]] = []
    hit = predicted = true = right = count = 0
    with torch.no_grad():
        for t in held:
            w = encode(network, [t], None, 0)[0]
            gold = {(at, label) for at, label, _ in t.claims}
            chances = torch.sigmoid(network.claims.claim(w))
            triggers += [(float(chances[i, k]), (int(i), int(k)) in gold) for i, k in (chances > 0.05).nonzero()]
            triggers += [(0.0, True)] * sum(1 for i, k in gold if chances[i, k] <= 0.05)
            if t.claims and t.heads:
                at, kinds, statuses = (torch.tensor(column) for column in zip(*t.claims, strict=True))
                best = network.claims.roles(network.claims.triggers(w[at], kinds), network.claims.fillers(w[t.heads])).argmax(-1) - 1
                want = torch.tensor(t.roles)
                predicted += int((best >= 0).sum())
                true += int((want > 0).sum())
                hit += sum(int(want[n, best[n, r]] == r + 1) for n in range(len(want)) for r in range(3) if best[n, r] >= 0)
                right += int((network.claims.statuses(w[at], kinds).argmax(-1) == statuses).sum())
                count += len(t.claims)
    network.train()
    all_true = sum(ok for _, ok in triggers)
    best = max(
        (2 * sum(ok for p, ok in triggers if p >= x) / (all_true + sum(p >= x for p, _ in triggers)), x) for x in (0.2, 0.3, 0.4, 0.5, 0.6)
    )
    return {
        "trigger_f1": round(best[0], 4),
        "at": best[1],
        "role_f1": round(2 * hit / max(1, predicted + true), 4),
        "status": round(right / max(1, count), 4),
    }


def main() -> None:
    """Read the options, train the network and save it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("claims", "parse", "minilm", "out"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--without", type=int, nargs="*", default=[], help="folds to exclude and score")
    parser.add_argument("--treebanks", type=Path, help="also train the parse on these treebanks")
    parser.add_argument("--rehearsed", type=int, default=REHEARSED, help="word pieces of treebank sentences in each step")
    parser.add_argument("--epochs", type=int, default=20)
    parser.add_argument("--rate", type=float, default=1.5e-4)
    args = parser.parse_args()
    torch.manual_seed(2)
    rng = random.Random(2)
    labels = json.loads(LABELS.read_text("utf-8"))
    wordpieces = WordPieces(args.minilm / "vocab.txt")
    rows = [training_report(row, wordpieces, labels) for row in json.loads(args.claims.read_text("utf-8"))]
    train = [t for t in rows if fold_of(t.id) not in args.without]
    held = [t for t in rows if fold_of(t.id) in args.without]
    network = Network.load_parser(args.parse)
    network.train()
    frozen = [
        network.encoder.word,
        network.encoder.position,
        network.encoder.case,
        network.encoder.gap,
        network.encoder.norm,
        *network.encoder.blocks[:FROZEN],
    ]
    for module in frozen:
        module.requires_grad_(False)
    encoder = [p for p in network.encoder.parameters() if p.requires_grad]
    heads = [*network.claims.parameters(), *(network.parse.parameters() if args.treebanks else ())]
    optimizer = torch.optim.AdamW([{"params": encoder, "lr": args.rate}, {"params": heads, "lr": 2e-3}], weight_decay=0.01, fused=True)
    rates = [group["lr"] for group in optimizer.param_groups]
    banks = documents(args.treebanks)[0] if args.treebanks else []
    rehearsal: list[Any] = []
    steps, step, started = args.epochs * -(-len(train) // REPORTS), 0, time.monotonic()
    for epoch in range(args.epochs):
        rng.shuffle(train)
        for n in range(0, len(train), REPORTS):
            group = train[n : n + REPORTS]
            for g, rate in zip(optimizer.param_groups, rates, strict=True):
                g["lr"] = rate * min(1.0, (step + 1) / 60) * max(0.02, 1 - step / steps)
            longest = max(len(t.pieces) for t in group)
            loss = claim_loss(network, group, encode(network, group, wordpieces.ids["[MASK]"], rng.randint(0, 512 - longest)))
            loss.backward()
            if banks:
                if not rehearsal:
                    rehearsal = list(by_size(windows(banks, 220, rng), args.rehearsed))
                    rng.shuffle(rehearsal)
                b = batch_of(rehearsal.pop(), wordpieces, labels, rng)
                parsed, _ = parse_loss(network, b, rng.randint(0, max(0, 512 - b.pieces.shape[1])))
                parsed.backward()
            torch.nn.utils.clip_grad_norm_([*encoder, *heads], 2.0)
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
            step += 1
        if held and (epoch % 3 == 2 or epoch == args.epochs - 1):
            print("held out", score(network, held), flush=True)
        print(epoch, step, steps, round(float(loss.detach()), 3), f"{time.monotonic() - started:.0f} s", flush=True)
    network.save(args.out)


if __name__ == "__main__":
    main()
