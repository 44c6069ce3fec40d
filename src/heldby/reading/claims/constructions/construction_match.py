"""A claim found by a construction, and the lowest probability it may get."""

from __future__ import annotations

from dataclasses import dataclass, field

TRUST = 0.6
"""Lowest probability of a claim that a construction finds. About this share of the claims that only a construction finds is right."""
STRONG_TRUST = 0.85
"""Lowest probability for constructions that say who took or left which place. In 25 of them in the validation reports, actor and place were
both right in 19, which is the square of this number."""


@dataclass(frozen=True, slots=True)
class ConstructionMatch:
    """A claim found by the form of its sentence.

    `label` is `kind/type`, and `trigger` a token index. `roles` maps a role to the head tokens of the phrases that fill it. `status` is
    None unless the construction implies a status. `trust` is the lowest probability that the claim may get.
    """

    label: str
    trigger: int
    roles: dict[str, tuple[int, ...]] = field(default_factory=dict)
    status: str | None = None
    trust: float = TRUST
