"""Contradictions: claims that cannot all be right, or that the record speaks against."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from heldby.model.base import Record

ContradictionKind = Literal["two_holders", "denied", "numbers", "capture_before_entry", "superlative", "share"]


class Contradiction(Record):
    """Two or more claims, or a claim and the record, that cannot both be right.

    Attributes:
        id: hash of the kind, the place and the claims.
        kind: the kind of contradiction, one for each rule that finds them.
        reason: why they cannot both be right, in words.
        place: name of the place; null if the contradiction is not about a place.
        place_id: gazetteer id of the place; null if it has none.
        claims: ids of the claims.
        first: first day that the claims are about; null if they are undated.
        last: last day that the claims are about; null if they are undated.
    """

    id: str
    kind: ContradictionKind
    reason: str
    place: str | None = None
    place_id: str | None = None
    claims: tuple[str, ...]
    first: dt.date | None = None
    last: dt.date | None = None
