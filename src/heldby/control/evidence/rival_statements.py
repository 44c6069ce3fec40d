"""Read what two parties each say of themselves in one sentence as a place that is disputed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from heldby.control.evidence.statements import Statement


def mark_rivals(rows: Sequence[Statement]) -> list[Statement]:
    """Return the statements about one place, where rival ones say that it is fought over.

    "Both the army and the rebels said they controlled the town" names two holders. The sentence takes no side, so neither counts as one.
    """
    told: dict[tuple[str, int, int], set[str]] = defaultdict(set)
    for one in rows:
        if _is_own_gain(one) and one.gainer is not None:
            told[_sentence(one)].add(one.gainer)
    return [_disputed(one, told[_sentence(one)]) if _is_own_gain(one) and len(told[_sentence(one)]) > 1 else one for one in rows]


def _is_own_gain(one: Statement) -> bool:
    """Check for a party that says that it holds or has taken the place."""
    source = one.claim.source
    if one.form not in ("change", "state") or one.gainer is None or source is None:
        return False
    return one.gainer == one.speaker or source.text.casefold() in {ref.text.casefold() for ref in one.claim.actor}


def _sentence(one: Statement) -> tuple[str, int, int]:
    return one.claim.report, one.claim.start, one.claim.end


def _disputed(one: Statement, parties: set[str]) -> Statement:
    return replace(one, form="fight", gainer=None, losers=(), parties=tuple(sorted(parties)), holder=None)
