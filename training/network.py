"""The network of heldby's language model: one small transformer with heads that parse and that score claims.

Shapes: B windows, P word pieces, W words in a window, N claims. A word is represented by its first piece.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from heldby.reading.claims.network_features import PAIR_SIZES, ROW_SIZES
from heldby.reading.parse.model.wordpieces import CASES
from training.example import ROLES

WIDTH, LAYERS, ATTENTION_HEADS, INNER, POSITIONS = 384, 6, 12, 1536, 512
"""The sizes of MiniLM-L6 (Wang et al. 2020), whose weights are the initial weights."""


@dataclass(frozen=True)
class Sizes:
    """Numbers of embeddings and of classes, and widths of the projections."""

    pieces: int
    cases: int
    gaps: int
    tags: int
    morphs: int
    deps: int
    claims: int
    roles: int
    statuses: int
    rows: tuple[int, ...]
    pairs: tuple[int, ...]
    arc: int = 192
    label: int = 96
    inner: int = 256
    cell: int = 96
    blocks: int = 2
    bilinear: int = 64
    width: int = WIDTH


def sizes_of(labels: dict[str, list[str]], pieces: int) -> Sizes:
    """Return the sizes for these labels and a vocabulary of `pieces` word pieces."""
    return Sizes(
        pieces=pieces, cases=CASES, gaps=3, tags=len(labels["tags"]), morphs=len(labels["morphs"]), deps=len(labels["deps"]),
        claims=len(labels["claims"]), roles=len(ROLES), statuses=len(labels["statuses"]), rows=ROW_SIZES, pairs=PAIR_SIZES,
    )  # fmt: skip


class Block(nn.Module):
    """One layer of the transformer, with normalisation after each part as in BERT."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm1 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.up = nn.Linear(WIDTH, INNER)
        self.down = nn.Linear(INNER, WIDTH)
        self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = nn.Dropout(dropout)  # not on attention: on a CPU its random numbers cost more than all else

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """Return the vectors [B, P, WIDTH] after this layer. `mask` is added to the attention scores."""
        b, p, _ = x.shape
        q, k, v = (part.view(b, p, ATTENTION_HEADS, WIDTH // ATTENTION_HEADS).transpose(1, 2) for part in self.qkv(x).split(WIDTH, dim=-1))
        mixed = F.scaled_dot_product_attention(q, k, v, attn_mask=mask).transpose(1, 2).reshape(b, p, WIDTH)
        x = self.norm1(x + self.dropout(self.out(mixed)))
        return self.norm2(x + self.dropout(self.down(F.gelu(self.up(x)))))


class Encoder(nn.Module):
    """The transformer: turns word pieces, their capitals (`cases`) and the white space before them (`gaps`) into vectors."""

    def __init__(self, sizes: Sizes, dropout: float = 0.1) -> None:
        super().__init__()
        self.word = nn.Embedding(sizes.pieces, WIDTH)
        self.position = nn.Embedding(POSITIONS, WIDTH)
        self.case = nn.Embedding(sizes.cases, WIDTH)
        self.gap = nn.Embedding(sizes.gaps, WIDTH)
        nn.init.zeros_(self.case.weight)
        nn.init.zeros_(self.gap.weight)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = nn.Dropout(dropout)
        self.blocks = nn.ModuleList(Block(dropout) for _ in range(LAYERS))

    def forward(self, pieces: Tensor, cases: Tensor, gaps: Tensor, mask: Tensor, offset: int = 0) -> Tensor:
        """Return the vectors [B, P, WIDTH]. `offset` is the position of the first piece."""
        at = torch.arange(pieces.shape[1], device=pieces.device) + offset
        x = self.word(pieces) + self.position(at)[None] + self.case(cases) + self.gap(gaps)
        x = self.dropout(self.norm(x))
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=self.training):  # half the time on processors that have it
            bias = (1.0 - mask[:, None, None, :].to(torch.bfloat16 if self.training else x.dtype)) * -1e4
            for block in self.blocks:
                x = block(x, bias)
        return x.float()


def projection(inner: int, outer: int, dropout: float = 0.2) -> nn.Sequential:
    """Return a projection of word vectors from width `inner` to width `outer`."""
    return nn.Sequential(nn.Linear(inner, outer), nn.GELU(), nn.Dropout(dropout))


class ParseHeads(nn.Module):
    """Heads for tags, morphology, sentence starts and a biaffine parse (Dozat and Manning 2017)."""

    def __init__(self, sizes: Sizes) -> None:
        super().__init__()
        self.tag = nn.Linear(sizes.width, sizes.tags)
        self.morph = nn.Linear(sizes.width, sizes.morphs)
        self.start = nn.Linear(sizes.width, 1)
        self.arc_dependent, self.arc_head = projection(sizes.width, sizes.arc), projection(sizes.width, sizes.arc)
        self.arc = nn.Parameter(torch.empty(sizes.arc + 1, sizes.arc))
        self.label_dependent, self.label_head = projection(sizes.width, sizes.label), projection(sizes.width, sizes.label)
        self.label = nn.Parameter(torch.empty(sizes.deps, sizes.label + 1, sizes.label + 1))
        nn.init.xavier_uniform_(self.arc)
        nn.init.normal_(self.label, std=0.02)

    def forward(self, words: Tensor) -> tuple[Tensor, ...]:
        """Return tags, morphs, starts, arcs [B, W dependents, W heads], label dependents and label heads."""
        arcs = with_one(self.arc_dependent(words)) @ self.arc @ self.arc_head(words).transpose(-1, -2)
        return (
            self.tag(words), self.morph(words), self.start(words)[..., 0], arcs,
            with_one(self.label_dependent(words)), with_one(self.label_head(words)),
        )  # fmt: skip

    def labels(self, dependents: Tensor, heads: Tensor) -> Tensor:
        """Return the scores of labels for pairs of dependents and heads, one pair for each row."""
        return torch.einsum("ni,dij,nj->nd", dependents, self.label, heads)


class AxialBlock(nn.Module):
    """Attention over the grid of claims and rows: among the rows of each claim, then among the claims of each row."""

    def __init__(self, width: int, heads: int, dropout: float = 0.1) -> None:
        super().__init__()
        self.heads = heads
        self.norms = nn.ModuleList(nn.LayerNorm(width) for _ in range(3))
        self.qkv = nn.ModuleList(nn.Linear(width, 3 * width) for _ in range(2))
        self.out = nn.ModuleList(nn.Linear(width, width) for _ in range(2))
        self.up, self.down = nn.Linear(width, 2 * width), nn.Linear(2 * width, width)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor) -> Tensor:
        """Return the cells [N, 1 + K, width] after this block."""
        x = x + self.dropout(self.attend(0, x))
        x = x + self.dropout(self.attend(1, x.transpose(0, 1)).transpose(0, 1))
        return x + self.dropout(self.down(F.gelu(self.up(self.norms[2](x)), approximate="tanh")))

    def attend(self, axis: int, x: Tensor) -> Tensor:
        """Return the output of attention along the second axis."""
        a, b, width = x.shape
        q, k, v = (
            part.reshape(a, b, self.heads, width // self.heads).transpose(1, 2)
            for part in self.qkv[axis](self.norms[axis](x)).split(width, dim=-1)
        )
        weights = torch.softmax(q @ k.transpose(-1, -2) * (width // self.heads) ** -0.5, dim=-1)
        return self.out[axis]((weights @ v).transpose(1, 2).reshape(a, b, width))


class ClaimGrid(nn.Module):
    """Scores every candidate claim of a report against every row: who acts, on whom, where, when and who says so.

    N candidates and K rows make a grid. A cell starts from the vectors of its candidate and of its row and from what relates the two. The
    first cell of each candidate stands for the claim itself. Blocks of attention then let the cells of a claim compete and the claims of a
    report agree.
    """

    PAIRS = ("path", "sentences", "words", "paragraph", "speech", "time")
    ROWS = ("cls", "form", "region", "repeats", "preposition", "speaks")

    def __init__(self, sizes: Sizes) -> None:
        super().__init__()
        width, cell = sizes.inner, sizes.cell
        self.label = nn.Embedding(sizes.claims, width)
        self.claim_in, self.row_in = nn.Linear(2 * sizes.width, width), nn.Linear(2 * sizes.width, width)
        self.status_rule, self.position = nn.Embedding(5, width), nn.Embedding(32, width)
        self.rows = nn.ModuleDict({name: nn.Embedding(size, width) for name, size in zip(self.ROWS, sizes.rows, strict=True)})
        self.pairs = nn.ModuleDict({name: nn.Embedding(size, cell) for name, size in zip(self.PAIRS, sizes.pairs, strict=True)})
        self.claim_norm, self.row_norm, self.norm = nn.LayerNorm(width), nn.LayerNorm(width), nn.LayerNorm(cell)
        self.claim_add, self.claim_times, self.claim_first = (nn.Linear(width, cell) for _ in range(3))
        self.row_add, self.row_times = nn.Linear(width, cell), nn.Linear(width, cell)
        self.blocks = nn.ModuleList(AxialBlock(cell, 4) for _ in range(sizes.blocks))
        self.role = nn.Sequential(nn.LayerNorm(cell), nn.Linear(cell, sizes.roles))
        self.claim_role, self.row_role = nn.Linear(width, sizes.roles * sizes.bilinear), nn.Linear(width, sizes.bilinear)
        self.roles = sizes.roles
        self.claim = nn.Sequential(
            nn.LayerNorm(cell + width), nn.Linear(cell + width, 128), nn.GELU(approximate="tanh"), nn.Dropout(0.1),
            nn.Linear(128, 1 + sizes.statuses),
        )  # fmt: skip
        self.mix = nn.Linear(2, 1)
        with torch.no_grad():
            self.mix.weight.copy_(torch.tensor([[1.0, 0.3]]))
            self.mix.bias.zero_()
        self.dropout = nn.Dropout(0.1)
        for table in (self.label, self.status_rule, self.position, *self.rows.values(), *self.pairs.values()):
            nn.init.normal_(table.weight, std=0.1)
        nn.init.constant_(self.role[1].bias, -4.0)

    def forward(
        self, words: Tensor, odds: Tensor, at: Tensor, noun: Tensor, label: Tensor, status_rule: Tensor, position: Tensor, word: Tensor,
        entity: Tensor, rows: Tensor, pairs: Tensor,
    ) -> tuple[Tensor, Tensor, Tensor]:  # fmt: skip
        """Return the logits of claims [N], of roles [N, K, roles] and of statuses [N, statuses].

        `words` [W, sizes.width] are the word vectors and `odds` [N] the log odds that the words alone give to the candidates. `at`, `noun`,
        `label`, `status_rule` and `position` [N] describe the candidates, `word` and `entity` [K] the rows, `rows` [K, 6] their features,
        and `pairs` [N, K, 6] what relates candidates and rows.
        """
        claims = self.claim_in(torch.cat([words[at], words[noun]], -1)) + self.label(label) + self.status_rule(status_rule)
        claims = self.dropout(self.claim_norm(F.gelu(claims + self.position(position), approximate="tanh")))
        own = words[word]
        same = (entity[:, None] == entity[None, :]).to(own.dtype)
        shared = (same / same.sum(1, keepdim=True)) @ own
        fields = self.row_in(torch.cat([own, shared], -1)) + sum(self.rows[name](rows[:, n]) for n, name in enumerate(self.ROWS))
        fields = self.dropout(self.row_norm(F.gelu(fields, approximate="tanh")))
        cells = (
            self.claim_add(claims)[:, None] + self.row_add(fields)[None] + self.claim_times(claims)[:, None] * self.row_times(fields)[None]
        )
        cells = cells + sum(self.pairs[name](pairs[:, :, n]) for n, name in enumerate(self.PAIRS))
        x = self.norm(torch.cat([self.claim_first(claims)[:, None], cells], 1))
        for block in self.blocks:
            x = block(x)
        whole = self.claim(torch.cat([x[:, 0], claims], -1))
        asked = self.claim_role(claims).reshape(claims.shape[0], self.roles, -1)
        given = self.row_role(fields)
        direct = torch.matmul(asked, given.transpose(0, 1)).transpose(1, 2) * given.shape[1] ** -0.5
        return self.mix(torch.stack([odds, whole[:, 0]], -1))[:, 0], self.role(x[:, 1:]) + direct, whole[:, 1:]


class ClaimHeads(nn.Module):
    """Heads for claims: which types a word may state, and the grid that decides the claims and their roles."""

    def __init__(self, sizes: Sizes) -> None:
        super().__init__()
        inner = nn.Linear(sizes.width, sizes.width)
        self.trigger = nn.Sequential(inner, nn.GELU(approximate="tanh"), nn.Dropout(0.2), nn.Linear(sizes.width, sizes.claims))
        nn.init.constant_(self.trigger[3].bias, -5.0)
        self.grid = ClaimGrid(sizes)


class Network(nn.Module):
    """The encoder with all heads. `encoder` may be another one, whose vectors have the width `sizes.width`."""

    def __init__(self, sizes: Sizes, dropout: float = 0.1, encoder: nn.Module | None = None) -> None:
        super().__init__()
        self.sizes = sizes
        self.encoder = encoder or Encoder(sizes, dropout)
        self.parse = ParseHeads(sizes)
        self.claims = ClaimHeads(sizes)

    def words(self, pieces: Tensor, cases: Tensor, gaps: Tensor, mask: Tensor, firsts: Tensor, offset: int = 0) -> Tensor:
        """Return the vectors of words [B, W, sizes.width]. `firsts` [B, W] are the indices of their first pieces."""
        x = self.encoder(pieces, cases, gaps, mask, offset)
        return torch.gather(x, 1, firsts[..., None].expand(-1, -1, self.sizes.width))

    def save(self, path: Path) -> None:
        """Write the sizes and weights to a file."""
        torch.save({"sizes": asdict(self.sizes), "state": self.state_dict()}, path)

    @classmethod
    def load(cls, path: Path) -> Network:
        """Load a network from a file."""
        stored = torch.load(path, weights_only=True)
        network = cls(Sizes(**stored["sizes"]))
        network.load_state_dict(stored["state"], strict=False)
        return network

    @classmethod
    def load_base(cls, path: Path, sizes: Sizes, keep_grid: bool = False) -> Network:
        """Load a network from a file. The grid is new unless it is kept."""
        network = cls(sizes)
        state = torch.load(path, weights_only=True)["state"]
        network.load_state_dict({k: v for k, v in state.items() if keep_grid or not k.startswith("claims.grid.")}, strict=False)
        return network


def with_one(x: Tensor) -> Tensor:
    """Append a constant one, so that a bilinear form also has linear terms."""
    return torch.cat([x, torch.ones_like(x[..., :1])], dim=-1)


def copy_minilm(encoder: Encoder, weights: dict[str, Tensor]) -> None:
    """Copy MiniLM's published weights, with the names of Hugging Face's BertModel, to an encoder."""
    with torch.no_grad():
        encoder.word.weight.copy_(weights["embeddings.word_embeddings.weight"])
        encoder.position.weight.copy_(
            weights["embeddings.position_embeddings.weight"] + weights["embeddings.token_type_embeddings.weight"][0]
        )
        copy(encoder.norm, weights, "embeddings.LayerNorm")
        for n, block in enumerate(encoder.blocks):
            layer = f"encoder.layer.{n}"
            for part in ("weight", "bias"):
                getattr(block.qkv, part).copy_(
                    torch.cat([weights[f"{layer}.attention.self.{x}.{part}"] for x in ("query", "key", "value")])
                )
            copy(block.out, weights, f"{layer}.attention.output.dense")
            copy(block.norm1, weights, f"{layer}.attention.output.LayerNorm")
            copy(block.up, weights, f"{layer}.intermediate.dense")
            copy(block.down, weights, f"{layer}.output.dense")
            copy(block.norm2, weights, f"{layer}.output.LayerNorm")


def copy(module: nn.Module, weights: dict[str, Tensor], name: str) -> None:
    """Copy the weight and bias with this name to a module."""
    module.weight.copy_(weights[f"{name}.weight"])
    module.bias.copy_(weights[f"{name}.bias"])
