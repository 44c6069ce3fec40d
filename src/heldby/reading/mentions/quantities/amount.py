"""Parse amounts in a list of words: a number, a vague number such as "dozens", or a fraction."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace

from heldby.reading.mentions.numerals import FRACTIONS, MAGNITUDES, UNITS, parse_number, words_to_number
from heldby.reading.mentions.quantities.vocabulary import AFTER_METRES, LOOSE, LOOSE_COUNTS, TIME_UNITS, UNIT_SIGNS

__all__ = ["Amount", "Word", "amount_at", "split_words", "with_dot_for_thousands"]

_ENDS = r"(?!,?\d)(?! \d{3}\b)(?![ -]?(?:mm|pound|lb|kg|calib))"
_WORD = re.compile(
    rf"(?<![\d.,])[1-9]\d{{0,2}}(?:[ '’\u00a0\u2009\u202f]\d{{3}}){{1,3}}(?:\.\d{{1,6}})?\b{_ENDS}"
    r"|\d{1,3},\d{1,2}(?= (?:million|billion|lakh|crore|per ?cent)|%)"
    r"|\d{1,2}(?:,\d{2})+,\d{3}\b|\d{1,3}(?:\.\d{3}){2,5}\b"
    r"|\d{1,3}(?:,\d{3})+(?:\.\d{1,6})?|\d{1,15}(?:\.\d{1,6})?|[^\W\d_]+|[^\s\w]",
    re.IGNORECASE,
)
"""A number in digits, a word or a mark. The marks between thousands may be spaces ("1 200"), commas, Indian commas ("1,20,000") or dots."""
_GLUED_SIZES = {"m", "k", "bn", "mn", "b", "mln"}
"""Sizes that count only directly after a number ("3m")."""
_SIZES = {
    "hundred",
    "thousand",
    "million",
    "billion",
    "trillion",
    "dozen",
    "score",
    "lakh",
    "lakhs",
    "lac",
    "crore",
    "crores",
} | _GLUED_SIZES
_LARGE = _SIZES - _GLUED_SIZES - {"score"}
_DASHES = {"-", "–", "—"}
MEASURED = {"roughly", "about", "nearly", "almost", "around", "over", "than", "least"}
"""Words before "a third" that show that it is a share and not a rank."""
MOST_WORDS = 12
"""Largest number of words in one amount ("one hundred and twenty-three thousand four hundred")."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word, number or mark of the text.

    `text` is in lower case, and `capital` says whether it started with a capital. `start` and `end` are character offsets.
    `touches_previous` says that nothing stands between it and the previous word.
    """

    text: str
    start: int
    end: int
    touches_previous: bool
    capital: bool


@dataclass(frozen=True, slots=True)
class Amount:
    """A value from `low` to `high`, given by words `first` to `stop` (exclusive).

    `low` or `high` is None if the value has no such bound. `approx` marks a vague number ("dozens"), `percent` a share, and `spelled` a
    number in words.
    """

    first: int
    stop: int
    low: float | None
    high: float | None
    approx: bool = False
    percent: bool = False
    spelled: bool = False


def split_words(text: str) -> list[Word]:
    """Return the words, numbers and marks of a text."""
    words: list[Word] = []
    for match in _WORD.finditer(text):
        touches_previous = bool(words) and words[-1].end == match.start()
        words.append(Word(_plain(match.group()), match.start(), match.end(), touches_previous, match.group()[0].isupper()))
    return words


def _plain(word: str) -> str:
    """Return a word in lower case, with its ligatures as letters ("ﬁve" as "five")."""
    return word.lower() if word.isascii() else unicodedata.normalize("NFKC", word).lower()


def amount_at(words: Sequence[Word], at: int) -> Amount | None:
    """Return the amount that starts at word `at`, or None."""
    return _vague_amount(words, at) or _one_in_some(words, at) or _fraction_amount(words, at) or _number_amount(words, at)


def with_dot_for_thousands(words: Sequence[Word], amount: Amount) -> Amount:
    """Return an amount such as "1.200" as 1,200, and every other amount unchanged. Use it for what cannot be divided."""
    text = words[amount.stop - 1].text
    if text[:1] == "0" or not re.fullmatch(r"\d{1,3}\.\d{3}", text):
        return amount
    low, high = (None if bound is None else round(bound * 1000) for bound in (amount.low, amount.high))
    return replace(amount, low=low, high=high)


def _text(words: Sequence[Word], at: int) -> str:
    """Return the text of word `at`, or "" if it is outside the list."""
    return words[at].text if 0 <= at < len(words) else ""


def _vague_amount(words: Sequence[Word], at: int) -> Amount | None:
    """Return a vague number ("dozens", "tens of thousands", "several hundred") as an amount from the least number meant, or None."""
    word = _text(words, at)
    if word == "twin" and _text(words, at + 1) not in {"town", "city", "brother", "sister"}:
        return Amount(at, at + 1, 2.0, 2.0, spelled=True)
    if word in LOOSE:
        if _text(words, at + 1) == "of" and _text(words, at + 2) in LOOSE:
            return Amount(at, at + 3, float(LOOSE[word] * LOOSE[_text(words, at + 2)]), None, True, spelled=True)
        return Amount(at, at + 1, float(LOOSE[word]), None, True, spelled=True)
    begin = at + (word == "a")
    if _text(words, begin) in LOOSE_COUNTS:
        size_at = begin + 1 + (_text(words, begin + 1) == "of")
        size = MAGNITUDES.get(_text(words, size_at)) if _text(words, size_at) in _LARGE | {"score"} else None
        if size is not None:
            return Amount(at, size_at + 1, float(LOOSE_COUNTS[_text(words, begin)] * size), None, True, spelled=True)
        if _text(words, begin) == "couple" and word == "a":
            return Amount(at, begin + 1, 2.0, 2.0, True, spelled=True)
    return None


def _one_in_some(words: Sequence[Word], at: int) -> Amount | None:
    """Return "one in five" or "two in every five" as an amount in per cent, or None. "One in five days" is none."""
    count = UNITS.get(_text(words, at))
    every = _text(words, at + 2) == "every"
    whole = UNITS.get(_text(words, at + 2 + every))
    if _text(words, at + 1) != "in" or not count or not whole or count >= whole or not (count == 1 or every):
        return None
    if _text(words, at + 3 + every) in TIME_UNITS:
        return None
    share = round(100 * count / whole, 0 if whole % 3 == 0 else 2)
    return Amount(at, at + 3 + every, share, share, percent=True, spelled=True)


def _fraction_amount(words: Sequence[Word], at: int) -> Amount | None:
    """Return "half", "a third" or "two-thirds" as an amount in per cent, or None.

    "Half a dozen" is six, and "a quarter of a million" is 250,000. A half or third that is not a share ("half past", "a third attack") is
    not an amount.
    """
    word = _text(words, at)
    if word == "half":
        size_at = at + 1 + (_text(words, at + 1) in _DASHES | {"a"})
        if _text(words, size_at) in _LARGE:
            value = MAGNITUDES[_text(words, size_at)] / 2
            return Amount(at, size_at + 1, value, value, spelled=True)
        shared = _text(words, at + 1) in {"of", "the", "its", "their"}
        return Amount(at, at + 1, 50.0, 50.0, percent=True, spelled=True) if shared else None
    if word == "a" and _text(words, at + 1) == "half" and _text(words, at + 2) in {"of", "the"}:
        return Amount(at, at + 2, 50.0, 50.0, percent=True, spelled=True)
    count = 1 if word in {"a", "one"} else UNITS.get(word)
    part_at = at + 1 + (_text(words, at + 1) in _DASHES)
    part = _text(words, part_at).removesuffix("s")
    measured = _text(words, part_at + 1) in {"of", ",", ".", "the", ""} or _text(words, at - 1) in MEASURED
    measured = measured or (_text(words, at - 1) == "between" and _text(words, part_at + 1) == "and")
    if count is None or part not in FRACTIONS or part == "half" or not measured:
        return None
    if (count == 1 and _text(words, part_at).endswith("s")) or not 0 < count * FRACTIONS[part] < 1:
        return None
    if _text(words, part_at + 1) == "of" and _text(words, part_at + 2) == "a" and _text(words, part_at + 3) in _LARGE:
        value = round(count * FRACTIONS[part] * MAGNITUDES[_text(words, part_at + 3)])
        return Amount(at, part_at + 4, float(value), float(value), spelled=True)
    share = round(100 * count * FRACTIONS[part], 0 if part == "third" else 2)
    return Amount(at, part_at + 1, share, share, percent=True, spelled=True)


def _number_amount(words: Sequence[Word], at: int) -> Amount | None:
    """Return a number in digits or words, or an article with a magnitude ("a hundred"), as an amount, or None."""
    word = _text(words, at)
    if word in {"a", "an"} and _text(words, at + 1) in _LARGE | {"score"}:
        return _with_half(words, _numeral_run(words, at, at + 1))
    return _with_half(words, _numeral_run(words, at, at)) if parse_number(word) is not None else None


def _with_half(words: Sequence[Word], amount: Amount | None) -> Amount | None:
    """Return an amount with the half that follows it: "two and a half million", "a million and a half"."""
    if amount is None or amount.low is None:
        return amount
    following = [at for at in range(amount.stop, min(amount.stop + 8, len(words))) if words[at].text not in _DASHES]
    if [words[at].text for at in following[:3]] != ["and", "a", "half"]:
        return amount
    last = _text(words, amount.stop - 1)
    size = MAGNITUDES.get(words[following[3]].text, 0) if len(following) > 3 and words[following[3]].text in _LARGE else 0
    if not size and last not in _LARGE:
        return replace(amount, low=amount.low + 0.5, high=amount.low + 0.5, stop=following[2] + 1)
    value = (amount.low + 0.5) * size if size else amount.low + MAGNITUDES[last] / 2
    return replace(amount, low=value, high=value, stop=following[3 if size else 2] + 1)


def _numeral_run(words: Sequence[Word], at: int, begin: int) -> Amount | None:
    """Return the longest run of numerals from word `begin` on as an amount that starts at word `at`, or None."""
    parts: list[str] = []
    stop = begin
    for place in range(begin, min(begin + MOST_WORDS, len(words))):
        word = words[place].text
        if word in _SIZES and (parts or begin > at):
            if word in _GLUED_SIZES and not _is_size(words, place, at):
                break
            parts.append(word)
        elif not parts or (parse_number(word) is not None and _continues(parts[-1], word)):
            if parse_number(word) is None:
                break
            parts.append(word)
        elif (
            word == "and"
            and parts[-1] in _SIZES
            and parse_number(_text(words, place + 1)) is not None
            and not _text(words, place + 1)[0].isdigit()
        ) or (word in _DASHES and words[place].touches_previous and _continues(parts[-1], _text(words, place + 1))):
            continue
        else:
            break
        stop = place + 1
    value = words_to_number(parts)
    return None if value is None or stop <= begin else Amount(at, stop, value, value, spelled=not parts[0][0].isdigit())


def _is_size(words: Sequence[Word], place: int, first: int) -> bool:
    """Check whether a short size is one ("3m people", "$5b"), and not metres or part of a name ("5m deep", "7b")."""
    if not words[place].touches_previous:
        return False
    if _text(words, first - 1) in UNIT_SIGNS:
        return True
    return words[place].text != "b" and not (words[place].text == "m" and _text(words, place + 1) in AFTER_METRES)


def _continues(last: str, word: str) -> bool:
    """Check whether a numeral continues the number that ends in `last` ("hundred" + "six", "forty" + "two")."""
    value = parse_number(word)
    if value is None or word[:1].isdigit() or last[:1].isdigit():
        return False
    return last in _SIZES or (last in UNITS and UNITS[last] >= 20 and value < 10)
