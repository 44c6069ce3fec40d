"""Superlatives of control: the last, the only, the main, the former stronghold."""

from __future__ import annotations

from heldby.model.claim import HeldAs
from heldby.reading.context import Context

WORDS: dict[str, HeldAs] = {
    "last": "last", "final": "last", "remaining": "last", "only": "only", "sole": "only", "main": "main", "principal": "main", "chief": "main",
    "biggest": "main", "largest": "main", "major": "main", "key": "main", "former": "former", "onetime": "former", "erstwhile": "former", "ex": "former",
}  # fmt: skip
NOUNS = frozenset("stronghold bastion possession capital town city territory enclave pocket hold base holdout redoubt hub area headquarters foothold".split())


def held_as(context: Context, trigger: int) -> HeldAs | None:
    """What the adjectives of a control claim's noun say, by the order above; null when they say nothing."""
    heads = [trigger] if context.lemma[trigger] in NOUNS else []
    heads += [i for i in (context.head[trigger], *context.children[trigger]) if context.lemma[i] in NOUNS]
    said = [WORDS[context.lower[c]] for head in heads for c in context.children[head] if context.dep[c] == "amod" and context.lower[c] in WORDS]
    order: tuple[HeldAs, ...] = ("former", "last", "only", "main")
    return next((value for value in order if value in said), None)
