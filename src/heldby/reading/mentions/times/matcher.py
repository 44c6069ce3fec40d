"""Match the rules of the grammar of times in a text. Of overlapping matches the longest one counts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from heldby.reading.mentions.times.expression import Expression
from heldby.reading.mentions.times.grammar import CORE, RULES, Rule, compile_pattern
from heldby.reading.mentions.times.lexer import CLASSES, split_pieces

__all__ = ["Match", "find_matches"]

_CORE = "".join(CLASSES[name] for name in CORE)
_CORE_LETTER = re.compile(f"[{_CORE}]")
_ISLAND = re.compile("[^.\n]+")
LONGEST_ISLAND = 400
"""Largest number of pieces matched at once. A longer run of dates and numbers is a table, and is read in parts to bound the work."""


@dataclass(frozen=True, slots=True)
class Match:
    """A match of a rule in a text, with the pieces around it.

    Attributes:
        rule: the rule that matched.
        expression: the pieces that it matched.
        start: first character.
        end: character after the last one.
        before: the piece before the match, in lower case, or "".
        after: the piece after the match, in lower case, or "".
        after_glued: whether nothing stands between the match and `after`.
        before_glued: whether nothing stands between `before` and the match.
        around: the piece before `before`, and the piece after `after`.
        before_capital: whether `before` starts with a capital.
        after_capital: whether `after` starts with a capital.
    """

    rule: Rule
    expression: Expression
    start: int
    end: int
    before: str
    after: str
    after_glued: bool
    before_glued: bool
    around: tuple[str, str]
    before_capital: bool
    after_capital: bool


def find_matches(text: str) -> Iterator[Match]:
    """Yield the matches of a text in order, without overlaps."""
    pieces, letters = split_pieces(text)
    for island in _ISLAND.finditer(letters):
        if _CORE_LETTER.search(letters, island.start(), island.end()) is None:
            continue
        for begin in range(island.start(), island.end(), LONGEST_ISLAND):
            stop = min(begin + LONGEST_ISLAND, island.end())
            for rule, first, last in _longest(letters, begin, stop):
                chosen = pieces[first:last]
                before = pieces[first - 1] if first else None
                after = pieces[last] if last < len(pieces) else None
                yield Match(
                    rule,
                    Expression(chosen),
                    chosen[0].start,
                    chosen[-1].end,
                    before.text if before else "",
                    after.text if after else "",
                    after is not None and after.start == chosen[-1].end,
                    before is not None and before.end == chosen[0].start,
                    (pieces[first - 2].text if first > 1 else "", pieces[last + 1].text if last + 1 < len(pieces) else ""),
                    before is not None and before.capital,
                    after is not None and after.capital,
                )


def _longest(letters: str, begin: int, stop: int) -> list[tuple[Rule, int, int]]:
    """Return the longest matches between two pieces, without overlaps, as (rule, first piece, piece after the last)."""
    spans = [
        (match.start(), match.end(), order)
        for order, rule in enumerate(RULES)
        for match in compile_pattern(rule.pattern).finditer(letters, begin, stop)
        if match.end() > match.start()
    ]
    taken: list[tuple[int, int, int]] = []
    for start, end, order in sorted(spans, key=lambda s: (s[0] - s[1], s[2], s[0])):
        if all(end <= other[0] or start >= other[1] for other in taken):
            taken.append((start, end, order))
    return [(RULES[order], start, end) for start, end, order in sorted(taken)]
