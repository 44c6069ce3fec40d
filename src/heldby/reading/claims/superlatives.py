"""Superlatives of control: the last, the only, the main, the former stronghold."""

from __future__ import annotations

from heldby.model.claim import HeldAs
from heldby.reading.parse.parsed_report import Context

SAYING: dict[HeldAs, tuple[str, ...]] = {
    "former": ("former", "onetime", "erstwhile", "ex"),
    "last": ("last", "final", "remaining"),
    "only": ("only", "sole"),
    "main": ("main", "principal", "chief", "biggest", "largest", "major", "key"),
}
WORDS: dict[str, HeldAs] = {word: value for value, words in SAYING.items() for word in words}
NOUNS = frozenset(
    [
        "stronghold",
        "bastion",
        "possession",
        "capital",
        "town",
        "city",
        "territory",
        "enclave",
        "pocket",
        "hold",
        "base",
        "holdout",
        "redoubt",
        "hub",
        "area",
        "headquarters",
        "foothold",
    ]
)


def held_as(context: Context, trigger: int) -> HeldAs | None:
    """What the adjectives of a control claim's noun say, by the order above; null when they say nothing."""
    heads = [trigger] if context.lemma[trigger] in NOUNS else []
    heads += [i for i in (context.head[trigger], *context.children[trigger]) if context.lemma[i] in NOUNS]
    said = [
        WORDS[context.lower[c]] for head in heads for c in context.children[head] if context.dep[c] == "amod" and context.lower[c] in WORDS
    ]
    return next((value for value in SAYING if value in said), None)
