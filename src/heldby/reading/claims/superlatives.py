"""Superlatives of control: whether a place is its holder's last, only, main or former one."""

from __future__ import annotations

from heldby.model.claim import HeldAs
from heldby.reading.claims.constructions.sieges import is_over
from heldby.reading.parse.parsed_report import ParsedReport

ADJECTIVES: dict[HeldAs, tuple[str, ...]] = {
    "former": ("former", "onetime", "erstwhile", "ex"),
    "last": ("last", "final", "remaining"),
    "only": ("only", "sole"),
    "main": ("main", "principal", "chief", "biggest", "largest", "major", "key"),
}
"""The adjectives that express each value. If several values apply, the first in this order counts."""
VALUES: dict[str, HeldAs] = {adjective: value for value, adjectives in ADJECTIVES.items() for adjective in adjectives}
NOUNS = frozenset(
    [
        "stronghold", "bastion", "possession", "capital", "town", "city", "territory", "enclave", "pocket", "hold", "base", "holdout",
        "redoubt", "hub", "area", "headquarters", "foothold",
    ]
)  # fmt: skip
"""Nouns for a place that is held."""


def held_as(parsed: ParsedReport, trigger: int) -> HeldAs | None:
    """Return the value that the adjectives of a held place express, or None if they express none. A siege that is over is `former`."""
    if is_over(parsed, trigger):
        return "former"
    heads = [trigger] if parsed.lemma[trigger] in NOUNS else []
    heads += [i for i in (parsed.head[trigger], *parsed.children[trigger]) if parsed.lemma[i] in NOUNS]
    adjectives = (parsed.lower[c] for head in heads for c in parsed.children[head] if parsed.dep[c] == "amod")
    found = {VALUES[adjective] for adjective in adjectives if adjective in VALUES}
    return next((value for value in ADJECTIVES if value in found), None)
