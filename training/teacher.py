"""Train the teacher: the same heads over a larger encoder, all-mpnet-base-v2. It is too slow to ship; the shipped network learns from it.

usage: python -m training.teacher train EXAMPLES.pickle MPNET_DIR OUT.pt [--without K...] [--dev DEV.pickle...] [--epochs 3]
       python -m training.teacher teach TEACHER.pt MPNET_DIR TEXTS.pickle OUT.pickle

MPNET_DIR holds `config.json`, `vocab.txt` and `model.safetensors` of all-mpnet-base-v2 (Apache 2.0). `teach` writes what the teacher says
of texts without annotations (see distillation.py). `train` needs 11 GB of memory, and about 25 minutes an epoch on two cores; it writes its
state every 60 steps and goes on from there when it is started again.
"""

from __future__ import annotations

import argparse
import json
import pickle
import random
from pathlib import Path

import torch
from torch import Tensor, nn

from heldby.reading.parse.model.wordpieces import WordPieces
from training.claim_loss import Prepared, batches, claim_loss, encode, prepare
from training.distillation import taught
from training.folds import fold_of
from training.network import Network, Sizes, sizes_of
from training.train_network import EXPECTED, score
from training.train_parse import LABELS

WIDTH = 768
POSITIONS = 512
FIRST_POSITION = 2
"""Number of the first position in MPNet's table."""
SPECIAL = {"[CLS]": "<s>", "[SEP]": "</s>", "[PAD]": "<pad>", "[MASK]": "<mask>"}
"""MPNet's names of the special word pieces. All others are the same as ours."""
VOCABULARY = Path("src/heldby/reading/parse/model/en/parser/vocab.txt")
FROZEN = 2
"""Number of lowest layers that are not trained."""
RATE, WARM_UP, SAVED = 6e-5, 80, 60
"""Learning rate of the encoder, number of steps until it is reached, and number of steps between two states."""


class TeacherEncoder(nn.Module):
    """MPNet over our word pieces, with our embeddings of capitals and white space added to its own."""

    def __init__(self, folder: Path, sizes: Sizes) -> None:
        super().__init__()
        from transformers import MPNetConfig, MPNetModel

        config = json.loads((folder / "config.json").read_text("utf-8")) | {"attention_probs_dropout_prob": 0.0}
        self.model = MPNetModel(MPNetConfig(**config), add_pooling_layer=False)
        own = VOCABULARY.read_text("utf-8").split("\n")[: sizes.pieces]
        theirs = {piece: n for n, piece in enumerate((folder / "vocab.txt").read_text("utf-8").split("\n"))}
        self.register_buffer("map", torch.tensor([theirs.get(SPECIAL.get(piece, piece), theirs["[UNK]"]) for piece in own]))
        self.case, self.gap = nn.Embedding(sizes.cases, WIDTH), nn.Embedding(sizes.gaps, WIDTH)
        nn.init.zeros_(self.case.weight)
        nn.init.zeros_(self.gap.weight)

    def load_published(self, folder: Path) -> None:
        """Load MPNet's published weights."""
        from safetensors.torch import load_file

        self.model.load_state_dict(load_file(str(folder / "model.safetensors")), strict=False)

    def lowest(self) -> list[nn.Module]:
        """Return the parts that are not trained."""
        return [self.model.embeddings, *self.model.encoder.layer[:FROZEN]]

    def forward(self, pieces: Tensor, cases: Tensor, gaps: Tensor, mask: Tensor, offset: int = 0) -> Tensor:
        """Return the vectors [B, P, WIDTH]. `offset` is the position of the first piece."""
        count = pieces.shape[1]
        x = self.model.embeddings.word_embeddings(self.map[pieces]) + self.case(cases) + self.gap(gaps)
        at = (torch.arange(count) + FIRST_POSITION + min(offset, POSITIONS - count))[None].expand(pieces.shape[0], -1)
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=self.training):
            return self.model(inputs_embeds=x, attention_mask=mask, position_ids=at).last_hidden_state.float()


def new_teacher(folder: Path, labels: dict[str, list[str]], pieces: int) -> Network:
    """Return a teacher whose encoder has its published weights."""
    sizes = sizes_of(labels, pieces)
    sizes = Sizes(**{**vars(sizes), "width": WIDTH})
    encoder = TeacherEncoder(folder, sizes)
    encoder.load_published(folder)
    return Network(sizes, encoder=encoder)


def train(args: argparse.Namespace, labels: dict[str, list[str]], wordpieces: WordPieces) -> None:
    """Train the teacher and save it after each epoch."""
    torch.manual_seed(args.seed)
    rng = random.Random(args.seed)
    examples = [p for p in prepare(args.examples, labels) if fold_of(p.example.id) not in args.without]
    held = {path.stem: prepare(path, labels) for path in args.dev}
    network = new_teacher(args.mpnet, labels, wordpieces.size)
    network.train()
    for module in network.encoder.lowest():
        module.requires_grad_(False)
    encoder, heads = [p for p in network.encoder.parameters() if p.requires_grad], list(network.claims.parameters())
    groups = [{"params": encoder, "lr": RATE}, {"params": heads, "lr": 1e-3}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01, fused=True, betas=(0.9, 0.98))
    steps, step, first, done = args.epochs * len(batches(examples, random.Random(0))), 0, 0, 0
    state = args.out.with_name(args.out.name + ".state")
    if state.exists():
        kept = torch.load(state, weights_only=False)
        network.load_state_dict(kept["network"])
        optimizer.load_state_dict(kept["optimizer"])
        first, step, done = kept["epoch"], kept["step"], kept["done"]
        rng.setstate(kept["rng"])

    def keep(epoch: int, done: int, at: object) -> None:
        """Write everything that is needed to go on. `at` is the state of the random numbers at the beginning of the epoch."""
        now = {"network": network.state_dict(), "optimizer": optimizer.state_dict(), "epoch": epoch, "step": step, "done": done, "rng": at}
        torch.save(now, f"{state}.tmp")
        Path(f"{state}.tmp").replace(state)

    for epoch in range(first, args.epochs):
        at = rng.getstate()
        for n, group in enumerate(batches(examples, rng)):
            if epoch == first and n < done:
                continue
            if n and n % SAVED == 0 and n != done:
                keep(epoch, n, at)
            for part, rate in zip(optimizer.param_groups, (RATE, 1e-3), strict=True):
                part["lr"] = rate * min(1.0, (step + 1) / WARM_UP) * max(0.02, 1 - step / steps)
            loss = _loss(network, group, wordpieces.ids["[MASK]"], EXPECTED[min(epoch, len(EXPECTED) - 1)], rng)
            loss.backward()
            torch.nn.utils.clip_grad_norm_([*encoder, *heads], 2.0)
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
            step += 1
            if step % 20 == 0:
                print(epoch, step, steps, round(float(loss), 3), flush=True)
        network.save(args.out)
        keep(epoch + 1, 0, rng.getstate())
        for name, reports in held.items():
            print(epoch, name, score(network, reports), flush=True)


def _loss(network: Network, group: list[Prepared], hidden: int, bonus: float, rng: random.Random) -> Tensor:
    """Return the mean loss of the claims of some reports."""
    words, _ = encode(network, group, hidden, rng)
    count = max(8, sum(len(p.claims) for p in group))
    return torch.stack([claim_loss(network, p, w, bonus) for p, w in zip(group, words, strict=True)]).sum() / count


def teach(args: argparse.Namespace, labels: dict[str, list[str]], wordpieces: WordPieces) -> None:
    """Write what the teacher says of each text."""
    network = new_teacher(args.mpnet, labels, wordpieces.size)
    network.load_state_dict(torch.load(args.teacher, weights_only=True)["state"])
    network.eval()
    out = []
    stored = pickle.loads(args.texts.read_bytes())["examples"]
    for number, example in enumerate(stored, 1):
        if example.windows:
            out.append((example, taught(network, Prepared(example, labels))))
        if number % 100 == 0:
            print(number, len(stored), flush=True)
    args.out.write_bytes(pickle.dumps(out, protocol=pickle.HIGHEST_PROTOCOL))


def main() -> None:
    """Read the options, and train or teach."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    training = commands.add_parser("train")
    for name in ("examples", "mpnet", "out"):
        training.add_argument(name, type=Path)
    training.add_argument("--without", type=int, nargs="*", default=[])
    training.add_argument("--dev", type=Path, nargs="*", default=[])
    training.add_argument("--epochs", type=int, default=3)
    training.add_argument("--seed", type=int, default=2)
    teaching = commands.add_parser("teach")
    for name in ("teacher", "mpnet", "texts", "out"):
        teaching.add_argument(name, type=Path)
    args = parser.parse_args()
    labels = json.loads(LABELS.read_text("utf-8"))
    (train if args.command == "train" else teach)(args, labels, WordPieces(VOCABULARY))


if __name__ == "__main__":
    main()
