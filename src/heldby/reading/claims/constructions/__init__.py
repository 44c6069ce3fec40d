"""Constructions: patterns of the parse that tell a claim by their form alone, and what fills its roles.

Each finder yields `ConstructionMatch` values; their words are data (constructions.toml). The classifiers learn how far to
trust each; a claim found by a construction never gets a probability below `TRUST`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from heldby.reading.claims.constructions.capture import announced, fallen, flags, losing, taken_from, victories
from heldby.reading.claims.constructions.casualties import harm, harmed
from heldby.reading.claims.constructions.figures import figures
from heldby.reading.claims.constructions.holding import holding, in_hands, next_targets, seats
from heldby.reading.claims.constructions.match import TRUST, ConstructionMatch
from heldby.reading.claims.constructions.movement import blocking, demands, driven, driving, gaining, moves
from heldby.reading.claims.constructions.relations import beside, by_agent, hyphenated
from heldby.reading.claims.constructions.tree_walk import COUNTRY_CODE, is_party, sharing_noun
from heldby.reading.parse.parsed_report import Context
from heldby.reference.lexicon import constructions

__all__ = ["COUNTRY_CODE", "TRUST", "ConstructionMatch", "find_told", "is_party", "sharing_noun"]

FINDERS: tuple[Callable[[Context, dict[str, Any]], Iterator[ConstructionMatch]], ...] = (
    hyphenated, by_agent, seats, holding, in_hands, next_targets, blocking, moves, gaining,
    victories, taken_from, fallen, losing, flags, announced, driving, driven, demands, beside, harm,
)  # fmt: skip


def find_told(context: Context, numbers: Sequence[tuple[int, int | None, str | None]] = ()) -> list[ConstructionMatch]:
    """All that the forms of a report tell, in text order. `numbers`: (token, counted noun, unit) of each quantity."""
    words = constructions()
    out = [told for find in FINDERS for told in find(context, words)]
    out += [told for n, number in enumerate(numbers) for find in (figures, harmed) for told in find(context, words, n, number)]
    return sorted(out, key=lambda told: (told.trigger, told.label))
