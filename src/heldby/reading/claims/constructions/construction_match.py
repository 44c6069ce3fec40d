"""A claim found by a construction, and the lowest probability it may get."""

from __future__ import annotations

from dataclasses import dataclass, field

TRUST = 0.6
"""Lowest probability of a claim that a construction finds: out of fold, about this share of the claims found only so is right."""
STRONG_TRUST = 0.85
"""The same for constructions that name who took what: "took the place from", "fell to", "declared victory over". An estimate: the training
reports have too few of them to measure."""


@dataclass(frozen=True, slots=True)
class ConstructionMatch:
    """A claim found by the form of its sentence.

    `label` is `kind/type`, `trigger` a token index, `roles` maps a role to the head tokens of the phrases that fill it. `quantity` is the
    index of the quantity for figures, else -1. `status` is set where the construction implies one. `trust` is the lowest probability that
    the claim may get.
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
