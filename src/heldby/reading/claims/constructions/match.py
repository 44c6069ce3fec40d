"""A claim that the form of a sentence tells."""

from __future__ import annotations

from dataclasses import dataclass, field

TRUST = 0.6
"""Out of fold about so many of the claims that only their form tells are right, taken together."""
WHOLE = 0.85
"""The same for forms that name who took what: "took the place from", "fell to", "declared victory over"; too few were seen to measure."""


@dataclass(frozen=True, slots=True)
class ConstructionMatch:
    """A claim told by its form: label, trigger token, phrase heads by role; `quantity` for figures; `status` where the form gives it.

    `trust`: the least that the claim is thought likely.
    """

    label: str
    trigger: int
    roles: dict[str, tuple[int, ...]] = field(default_factory=dict)
    quantity: int = -1
    status: str | None = None
    trust: float = TRUST
