"""A contradiction: two or more claims that cannot all be so, or a claim that the record itself speaks against."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from heldby.model.base import Record

ContradictionKind = Literal["two_holders", "denied", "numbers", "capture_before_entry", "superlative", "share"]


class Contradiction(Record):
    """What does not fit together, why (`reason`, a plain sentence), where, between which days, and the claims that say so.

    `place` is the place's name, null where none is meant; `first` and `last` bound the time the claims speak of, null where undated.
    """

    id: str
    kind: ContradictionKind
    reason: str
    place: str | None = None
    place_id: str | None = None
    claims: tuple[str, ...]
    first: dt.date | None = None
    last: dt.date | None = None
