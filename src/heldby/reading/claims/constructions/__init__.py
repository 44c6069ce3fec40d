"""Constructions: patterns of the parse that find a claim and the phrases that fill its roles by the form of the sentence alone.

Each finder yields `ConstructionMatch` values. The words it looks for are data (`constructions.toml`). A match is a feature for the
classifiers, and it bounds the probability of its claim: the probability is never below the `trust` of the match.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from heldby.reading.claims.constructions.capture import announced_captures, fallen, flags, losses, taken_from, victories
from heldby.reading.claims.constructions.casualties import casualty_figures, harmful_acts
from heldby.reading.claims.constructions.construction_match import TRUST, ConstructionMatch
from heldby.reading.claims.constructions.figures import figures
from heldby.reading.claims.constructions.holding import holding, in_hands, next_targets, strongholds
from heldby.reading.claims.constructions.movement import advances, demands, driven_back, driven_out, gains, repelled_advances
from heldby.reading.claims.constructions.relations import accompanied, by_agent, hyphenated
from heldby.reading.claims.constructions.tree_walk import COUNTRY_CODE, is_party, sharing_noun
from heldby.reading.parse.parsed_report import ParsedReport
from heldby.reference.lexicon import constructions

__all__ = ["COUNTRY_CODE", "TRUST", "ConstructionMatch", "find_constructions", "is_party", "sharing_noun"]

FINDERS: tuple[Callable[[ParsedReport, dict[str, Any]], Iterator[ConstructionMatch]], ...] = (
    hyphenated, by_agent, strongholds, holding, in_hands, next_targets, repelled_advances, advances, gains,
    victories, taken_from, fallen, losses, flags, announced_captures, driven_out, driven_back, demands, accompanied, harmful_acts,
)  # fmt: skip
FIGURE_FINDERS = (figures, casualty_figures)


def find_constructions(parsed: ParsedReport, numbers: Sequence[tuple[int, int | None, str | None]] = ()) -> list[ConstructionMatch]:
    """Return all construction matches of a report in text order. `numbers` holds (token, counted noun or None, unit) of each quantity."""
    words = constructions()
    out = [match for find in FINDERS for match in find(parsed, words)]
    out += [match for n, number in enumerate(numbers) for find in FIGURE_FINDERS for match in find(parsed, words, n, number)]
    return sorted(out, key=lambda match: (match.trigger, match.label))
