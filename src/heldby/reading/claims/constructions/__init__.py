"""Constructions: patterns of the parse that find a claim and the phrases that fill its roles by the form of the sentence alone.

They cover forms that the network still misses, most of them of taking and holding a place. Each finder yields `ConstructionMatch` values.
The words it looks for are data (`constructions.toml`). A match proposes a candidate, bounds its probability from below, and fills roles
that the network leaves empty.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from heldby.reading.claims.constructions.capture import announced_captures, captured_by, fallen, flags, losses, taken, taken_from, victories
from heldby.reading.claims.constructions.construction_match import ConstructionMatch
from heldby.reading.claims.constructions.holding import held_by, holding, in_hands, next_targets, possessions
from heldby.reading.claims.constructions.movement import advances, driven_back, driven_out, withdrawals
from heldby.reading.claims.constructions.relations import accompanied, hyphenated
from heldby.reading.claims.constructions.sieges import besieged_places, cut_roads, ended_sieges, past_sieges
from heldby.reading.parse.parsed_report import ParsedReport
from heldby.reference.lexicon import constructions

__all__ = ["ConstructionMatch", "find_constructions"]

FINDERS: tuple[Callable[[ParsedReport, dict[str, Any]], Iterator[ConstructionMatch]], ...] = (
    holding, held_by, in_hands, possessions, next_targets, advances, withdrawals, victories, taken_from, taken, fallen, losses, flags,
    announced_captures, captured_by, driven_out, driven_back, hyphenated, accompanied, ended_sieges, besieged_places,
    past_sieges, cut_roads,
)  # fmt: skip


def find_constructions(parsed: ParsedReport) -> list[ConstructionMatch]:
    """Return all construction matches of a report in text order."""
    words = constructions()
    out = [match for find in FINDERS for match in find(parsed, words)]
    return sorted(out, key=lambda match: (match.trigger, match.label))
