"""Claim candidates: the claims that a word or number of a report may state."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible claim of one type at one word. One word may propose several candidates.

    `label` is `kind/type`, such as `event/capture`, and `trigger` is the token that proposes the claim. For a figure, the trigger is the
    number and `quantity` is its index among the report's quantities. For other claims, `quantity` is -1.
    """

    label: str
    trigger: int
    quantity: int = -1

    @property
    def kind(self) -> str:
        """The part of the label before the slash: event, control, relation or figure."""
        return self.label.partition("/")[0]

    @property
    def type(self) -> str:
        """The part of the label after the slash."""
        return self.label.partition("/")[2]
