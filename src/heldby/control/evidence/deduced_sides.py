"""Deduce who took or lost a place from who held it before and who says so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from heldby.control.evidence.statements import Statement, as_actor

SURE = 0.8
"""Factor on the strength of a statement whose sides are deduced."""


def deduce_sides(rows: Sequence[Statement]) -> list[Statement]:
    """Fill in the sides of captures that name none ("the town fell", "the town has been recovered, the government said").

    A party that announces the capture of a place that another side held has taken it. In all other cases, the side that held it has lost
    it, and who took it stays unknown. Where nobody is known to have held the place, the statement is left out: it says nothing. `rows` are
    the statements about one place, ordered by time.
    """
    out = []
    for one in rows:
        if one.form == "change" and one.gainer is None and not one.losers:
            before = _holder_before(one, rows)
            if before is not None:
                out.append(_deduced(one, before))
        else:
            out.append(one)
    return out


def _holder_before(one: Statement, rows: Sequence[Statement]) -> str | None:
    """Return the side that the last earlier statement says held or took the place."""
    if one.last is None:
        return None
    earlier = [row for row in rows if row.gainer and row.form in ("change", "state") and row.last is not None and row.last < one.last]
    return max(earlier, key=lambda row: (row.last or 0, row.strength, row.claim.id)).gainer if earlier else None


def _deduced(one: Statement, before: str) -> Statement:
    if one.speaker is None or one.speaker == before or one.claim.source is None:
        return replace(one, losers=(before,), strength=one.strength * SURE, deduced=True)
    return replace(
        one, gainer=one.speaker, losers=(before,), holder=as_actor(one.claim.source), strength=one.strength * SURE, deduced=True
    )  # fmt: skip
