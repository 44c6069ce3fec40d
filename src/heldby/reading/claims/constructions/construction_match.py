"""A claim found by a construction, and the lowest probability it may get."""

from __future__ import annotations

from dataclasses import dataclass, field

TRUST = 0.6
"""Lowest probability of a claim that a construction finds. In out-of-fold tests, about this share of the claims that only a construction
finds is right."""
STRONG_TRUST = 0.85
"""Lowest probability for constructions that say who took which place: "took the place from", "fell to", "declared victory over". It is an
estimate, because the training reports contain too few such constructions to measure it."""


@dataclass(frozen=True, slots=True)
class ConstructionMatch:
    """A claim found by the form of its sentence.

    `label` is `kind/type`, and `trigger` a token index. `roles` maps a role to the head tokens of the phrases that fill it. `quantity` is
    the index of the quantity for figures, else -1. `status` is None unless the construction implies a status. `trust` is the lowest
    probability that the claim may get.
    """

    label: str
    trigger: int
    roles: dict[str, tuple[int, ...]] = field(default_factory=dict)
    quantity: int = -1
    status: str | None = None
    trust: float = TRUST

    def role_of(self, head: int) -> str | None:
        """Return the role that the construction gives to the phrase with this head token, or None."""
        return next((role for role, heads in self.roles.items() if head in heads), None)
