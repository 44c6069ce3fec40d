"""Parse numbers as they are written in news English, in digits and in words.

The libraries `word2number` and `text2num` do not fit: both read only whole phrases, raise exceptions for unknown words, and do not cover
bounds, dozens and fractions. The small tables below replace them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

__all__ = ["FRACTIONS", "MAGNITUDES", "ORDINALS", "UNITS", "parse_number", "words_to_number"]

UNITS = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11,
    "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
    "twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
MAGNITUDES = {
    "dozen": 12, "score": 20, "hundred": 100, "thousand": 1_000, "lakh": 100_000, "lakhs": 100_000, "lac": 100_000, "million": 1_000_000,
    "crore": 10_000_000, "crores": 10_000_000, "billion": 1_000_000_000, "trillion": 1_000_000_000_000, "mln": 1_000_000,
    "k": 1_000, "m": 1_000_000, "mn": 1_000_000, "bn": 1_000_000_000, "b": 1_000_000_000,
}  # fmt: skip
FRACTIONS = {
    "half": 1 / 2, "third": 1 / 3, "quarter": 1 / 4, "fourth": 1 / 4, "fifth": 1 / 5, "sixth": 1 / 6, "eighth": 1 / 8, "tenth": 1 / 10,
}  # fmt: skip
_ORDINAL_WORDS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth "
    "seventeenth eighteenth nineteenth twentieth twenty-first twenty-second twenty-third twenty-fourth twenty-fifth twenty-sixth "
    "twenty-seventh twenty-eighth twenty-ninth thirtieth thirty-first"
)
ORDINALS = {word: place for place, word in enumerate(_ORDINAL_WORDS.split(), 1)}

_DIGITS = re.compile(
    r"\d{1,3}(?:[,' \u2009\u202f\u00a0’]\d{3})+(?:\.\d+)?|\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d+)?|\d{1,3}(?:\.\d{3}){2,}|\d{1,15}(?:\.\d{1,6})?"
)
_DIGITS_THEN_SIZE = re.compile(r"(\d[\d,]{0,14}(?:\.\d{1,6})?)(k|m|mn|bn|b)")


def parse_number(word: str) -> float | None:
    """Return the value of one numeral or number word ("1,500", "12.5", "six", "forty-two", "3m"), or None for any other word."""
    folded = word.lower()
    if re.fullmatch(r"\d{1,3},\d{1,2}", folded):
        return float(folded.replace(",", "."))
    if _DIGITS.fullmatch(folded):
        return float(re.sub(r"[^\d]" if folded.count(".") > 1 else r"[^\d.]", "", folded))
    if folded in UNITS:
        return float(UNITS[folded])
    if match := _DIGITS_THEN_SIZE.fullmatch(folded):
        return float(match[1].replace(",", "")) * MAGNITUDES[match[2]]
    tens, _, ones = folded.partition("-")
    if ones in UNITS and tens in UNITS and UNITS[tens] >= 20 and 0 < UNITS[ones] < 10:
        return float(UNITS[tens] + UNITS[ones])
    return None


def words_to_number(words: Sequence[str]) -> float | None:
    """Return the value of a run of numerals ("one hundred and twenty", "1.5 million", "a hundred"), or None if it contains other words."""
    total = group = 0.0
    seen = False
    for word in words:
        folded = word.lower()
        if folded in {"and", "a", "an", "-"}:
            continue
        size = MAGNITUDES.get(folded)
        if size is not None:
            group = (group if seen and group else 1.0) * size
            if size >= 1_000:
                total, group = total + group, 0.0
        else:
            value = parse_number(folded)
            if value is None:
                return None
            group += value
        seen = True
    return total + group if seen else None
