"""Recognize numbers that are not quantities: numbers in names and codes, times of day, ordinals and ages."""

from __future__ import annotations

from collections.abc import Sequence

from heldby.reading.mentions.quantities.amount import Amount, Word
from heldby.reading.mentions.quantities.vocabulary import NAMED_BY_NUMBER

__all__ = ["is_age", "is_name"]

GLUED_AFTER = {":", "/", "_", "@", "°", "st", "nd", "rd", "th", "mm", "pm", "am", "s", "cm", "x", "h", "p"}
"""Text directly after a number that makes it part of a code, a time of day, an ordinal or a calibre."""
GLUED_BEFORE = {":", "/", "_", "#", "@", ".", "\\"}
"""Marks directly before a number that make it part of a code."""
DASHES = {"-", "–", "‑"}
AGED = {"boy", "girl", "man", "woman", "child", "son", "daughter", "youth", "teenager", "baby"}
"""Persons whose age may follow ("a boy of twelve")."""
OLDEST = 120


def is_name(words: Sequence[Word], amount: Amount) -> bool:
    """Check for a number in a name, time of day, ordinal or code: "T-72", "7:15", "9/11", "Route 6", "122mm", "17th"."""
    first, after = words[amount.first], words[amount.stop] if amount.stop < len(words) else None
    before = words[amount.first - 1] if amount.first else None
    if after and after.touches_previous and after.text in GLUED_AFTER:
        return True
    if before is None:
        return False
    if first.touches_previous and (before.text.isalpha() or before.text in GLUED_BEFORE):
        return before.text != "us"
    if first.touches_previous and before.text in {"-", "–"} and before.touches_previous:
        return True
    return before.text in NAMED_BY_NUMBER and not amount.spelled


def is_age(words: Sequence[Word], amount: Amount) -> bool:
    """Check for an age: "55-year-old", "18 years old", "a boy of twelve", "Sami Haddad, 36,"."""
    after = [word.text for word in words[amount.stop : amount.stop + 4] if word.text not in DASHES]
    if after[:1] and after[0] in {"year", "years", "month", "months"} and "old" in after[1:2]:
        return True
    before = [word.text for word in words[max(0, amount.first - 2) : amount.first]]
    if before[1:] == ["of"] and before[0] in AGED:
        return True
    if (amount.high or 0) > OLDEST or amount.spelled or before[-1:] != [","] or after[:1] not in ([","], ["."]):
        return False
    return amount.first > 1 and words[amount.first - 2].capital
