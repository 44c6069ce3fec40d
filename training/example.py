"""A report as a training example of the claim network."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from heldby.reading.claims.claim_inputs import ClaimInputs

ROLES = ("actor", "target", "place", "source", "when")


@dataclass
class GoldClaim:
    """A gold claim: its label, the indexes of the triggers that may state it, the expected one (-1: none), and its status.

    `fillers[r]` holds for each filler of role r the rows that match it, and `unsure[r]` the rows that are not used; None for a role that
    is not used at all.
    """

    label: str
    allowed: list[int]
    expected: int
    status: str
    fillers: list[list[list[int]]]
    unsure: list[list[int] | None]


@dataclass
class Window:
    """Word pieces of one run of the encoder. Words `first` to `last` of the report are read from it; `offset` is its first word."""

    pieces: list[int]
    cases: list[int]
    gaps: list[int]
    firsts: list[int]
    offset: int
    first: int
    last: int


@dataclass
class ClaimExample:
    """A report as a training example."""

    id: str
    windows: list[Window]
    inputs: ClaimInputs
    counts: NDArray[np.bool_]
    """Which triggers are numbers. Only they state figures."""
    claims: list[GoldClaim]
    heads: NDArray[np.int32] = field(default_factory=lambda: np.zeros(0, np.int32))
    deps: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    morphs: list[str] = field(default_factory=list)
