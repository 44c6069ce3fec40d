"""What is told of one place, searched by day: who held it before, which rebels were there, when it was first attacked."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property
from operator import itemgetter

from heldby.control.evidence.statements import Statement
from heldby.model import ActorRef
from heldby.reference.actors import load_actors

MEMORY_DAYS = 550
"""Days for which "the rebels" may be the party that held the place before, and for which an attack on it is remembered."""
ATTACKS = frozenset({"advance", "offensive", "besiege", "besieged", "airstrike", "shelling"})
"""Types of claims whose actor attacks a place."""


class PlaceHistory:
    """The statements about one place. Each question takes the time of a binary search."""

    def __init__(self, rows: Sequence[Statement]) -> None:
        self._rows = rows

    def holder_before(self, day: int) -> str | None:
        """Return the side that the last statement about the days before a day says held or took the place."""
        at = bisect_left(self._gains, day, key=lambda row: row.last or 0)
        return self._gains[at - 1].gainer if at else None

    def rebels(self, day: int) -> dict[str, ActorRef | None]:
        """Return the rebel sides that held, took or lost the place up to a day, each with the actor of its last gain."""
        found: dict[str, ActorRef | None] = {}
        for side, told in self._of_rebels.items():
            at = bisect_right(told, day, key=itemgetter(0))
            if at and told[at - 1][0] >= day - MEMORY_DAYS:
                found[side] = told[at - 1][1]
        return found

    def is_attacked_by(self, side: str | None) -> bool:
        """Check whether a side is said to attack the place."""
        return side in self._attackers

    def first_attack(self, day: int) -> int | None:
        """Return the first day up to a day on which the place is said to be attacked or besieged, or None."""
        at = bisect_left(self._attacks, day - MEMORY_DAYS)
        return self._attacks[at] if at < len(self._attacks) and self._attacks[at] <= day else None

    @cached_property
    def _gains(self) -> list[Statement]:
        gains = (row for row in self._rows if row.gainer and row.form in ("change", "state") and row.last is not None)
        return sorted(gains, key=lambda row: (row.last or 0, row.strength, row.claim.id))

    @cached_property
    def _of_rebels(self) -> dict[str, list[tuple[int, ActorRef | None]]]:
        """For each rebel side, the days on which it held, took or lost the place, in order, with the actor of its last gain by then."""
        out: dict[str, list[tuple[int, ActorRef | None]]] = defaultdict(list)
        for row in sorted((row for row in self._rows if row.last is not None), key=lambda row: (row.last or 0, row.claim.id)):
            for side in {*row.losers, *((row.gainer,) if row.gainer else ())}:
                if not _is_state(side):
                    before = out[side][-1][1] if out[side] else None
                    out[side].append((row.last or 0, (row.holder if row.gainer == side else None) or before))
        return out

    @cached_property
    def _attackers(self) -> frozenset[str]:
        return frozenset(side for row in self._rows if row.claim.type in ATTACKS for side in row.parties if side != row.gainer)

    @cached_property
    def _attacks(self) -> list[int]:
        fights = (row for row in self._rows if row.form in ("siege", "fight", "strike") and not row.from_area)
        return sorted(row.first for row in fights if row.first is not None)


def _is_state(side: str) -> bool:
    actor = load_actors().get(side)
    return actor is not None and actor.kind in ("state", "state-forces")
