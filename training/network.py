"""The network of heldby's language model: one small transformer with heads that parse and that score claims.

Shapes: B windows, P word pieces, W words in a window, N claims. A word is represented by its first piece.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor, nn

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
    arc: int = 192
    label: int = 96
    role: int = 128


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
        bias = (1.0 - mask[:, None, None, :].to(x.dtype)) * -1e4
        for block in self.blocks:
            x = block(x, bias)
        return x


def projection(width: int, dropout: float = 0.2) -> nn.Sequential:
    """Return a projection of word vectors to `width`."""
    return nn.Sequential(nn.Linear(WIDTH, width), nn.GELU(), nn.Dropout(dropout))


class ParseHeads(nn.Module):
    """Heads for tags, morphology, sentence starts and a biaffine parse (Dozat and Manning 2017)."""

    def __init__(self, sizes: Sizes) -> None:
        super().__init__()
        self.tag = nn.Linear(WIDTH, sizes.tags)
        self.morph = nn.Linear(WIDTH, sizes.morphs)
        self.start = nn.Linear(WIDTH, 1)
        self.arc_dependent, self.arc_head = projection(sizes.arc), projection(sizes.arc)
        self.arc = nn.Parameter(torch.empty(sizes.arc + 1, sizes.arc))
        self.label_dependent, self.label_head = projection(sizes.label), projection(sizes.label)
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


class ClaimHeads(nn.Module):
    """Heads for claims: which types a word triggers, which phrases fill the roles, and the status."""

    def __init__(self, sizes: Sizes) -> None:
        super().__init__()
        self.claim = nn.Sequential(nn.Linear(WIDTH, WIDTH), nn.GELU(), nn.Dropout(0.2), nn.Linear(WIDTH, sizes.claims))
        nn.init.constant_(self.claim[3].bias, -5.0)
        self.kind = nn.Embedding(sizes.claims, WIDTH)
        nn.init.normal_(self.kind.weight, std=0.3)
        self.trigger, self.filler = projection(sizes.role), projection(sizes.role)
        self.role = nn.Parameter(torch.empty(sizes.roles, sizes.role + 1, sizes.role + 1))
        self.no_filler = nn.Parameter(torch.zeros(sizes.role + 1))
        nn.init.normal_(self.role, std=0.06)
        self.status = nn.Sequential(nn.Linear(WIDTH, 128), nn.GELU(), nn.Dropout(0.2), nn.Linear(128, sizes.statuses))

    def triggers(self, words: Tensor, kinds: Tensor) -> Tensor:
        """Project the trigger words [N, WIDTH] of claims of these types [N] for scoring roles."""
        return with_one(self.trigger(words + self.kind(kinds)))

    def fillers(self, words: Tensor) -> Tensor:
        """Project words for scoring them as fillers of roles."""
        return with_one(self.filler(words))

    def roles(self, triggers: Tensor, fillers: Tensor, excluded: Tensor | None = None) -> Tensor:
        """Return log probabilities [N, roles, 1 + W] of the fillers; the first is "none". `excluded` [N, W] marks words to leave out."""
        scores = torch.einsum("ni,rij,wj->nrw", triggers, self.role, torch.cat([self.no_filler[None], fillers]))
        if excluded is not None:
            scores = scores.masked_fill(F.pad(excluded, (1, 0))[:, None, :], -1e4)
        return torch.log_softmax(scores, dim=-1)

    def statuses(self, words: Tensor, kinds: Tensor) -> Tensor:
        """Return the scores of statuses for trigger words [N, WIDTH] of claims of these types [N]."""
        return self.status(words + self.kind(kinds))


class Network(nn.Module):
    """The encoder with all heads."""

    def __init__(self, sizes: Sizes, dropout: float = 0.1) -> None:
        super().__init__()
        self.sizes = sizes
        self.encoder = Encoder(sizes, dropout)
        self.parse = ParseHeads(sizes)
        self.claims = ClaimHeads(sizes)

    def words(self, pieces: Tensor, cases: Tensor, gaps: Tensor, mask: Tensor, firsts: Tensor, offset: int = 0) -> Tensor:
        """Return the vectors of words [B, W, WIDTH]. `firsts` [B, W] are the indices of their first pieces."""
        x = self.encoder(pieces, cases, gaps, mask, offset)
        return torch.gather(x, 1, firsts[..., None].expand(-1, -1, WIDTH))

    def save(self, path: Path) -> None:
        """Write the sizes and weights to a file."""
        torch.save({"sizes": asdict(self.sizes), "state": self.state_dict()}, path)

    @classmethod
    def load(cls, path: Path) -> Network:
        """Load a network from a file."""
        stored = torch.load(path, weights_only=True)
        network = cls(Sizes(**stored["sizes"]))
        network.load_state_dict(stored["state"])
        return network

    @classmethod
    def load_parser(cls, path: Path) -> Network:
        """Load the encoder and the parse heads from a file; the claim heads are new."""
        stored = torch.load(path, weights_only=True)
        network = cls(Sizes(**stored["sizes"] | {"roles": 3}))
        network.load_state_dict({k: v for k, v in stored["state"].items() if not k.startswith("claims.")}, strict=False)
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
