"""Apply words that bound a number: "at least", "up to", "between ... and", "or more"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from heldby.reading.mentions.quantities.amount import Amount, Word, amount_at
from heldby.reading.mentions.quantities.vocabulary import APPROXIMATE, AT_LEAST, AT_MOST, CHANGES, UNIT_SIGNS

__all__ = ["add_bounds", "join_range"]

_LEAST = [tuple(phrase.split()) for phrase in AT_LEAST]
_MOST = [tuple(phrase.split()) for phrase in AT_MOST]
_NEAR = [tuple(phrase.split()) for phrase in APPROXIMATE]
_LIMITS = {"exceed", "exceeding", "surpass", "top"}
"""Verbs that make a number the largest one after "not" ("is not expected to exceed 20")."""
_DASHES = {"-", "–", "—"}
_JOIN = {"to", "-", "–", "—", "or", "and"}
BETWEEN_WORDS = {"slightly", "just", "over", "about", "around", "some", "nearly", "almost", "roughly", "perhaps"}
"""Words that may stand before the second number of "between ... and"."""
SKIPPED = {"the", "just", "another"} | set(UNIT_SIGNS)
VERBS_WITH_OVER = {"take", "took", "taken", "taking", "takes", "hand", "handed", "handing", "turned", "turn", "fly", "flew", "flying"}
"""Verbs that take "over" as a particle ("took over two towns")."""
NOUNS_WITH_OVER = {
    "control",
    "authority",
    "power",
    "rule",
    "sovereignty",
    "fight",
    "fighting",
    "battle",
    "battles",
    "war",
    "victory",
    "clash",
    "clashes",
}
"""Nouns after which "over" is a preposition ("control over 400 square kilometres")."""
_MAGNITUDE = {"hundred": 100, "thousand": 1_000, "lakh": 100_000, "million": 1_000_000, "crore": 10_000_000, "billion": 1_000_000_000}


def join_range(words: Sequence[Word], amount: Amount) -> Amount:
    """Return an amount joined with the next one if the two form a range: "12-30", "12 to 15", "six or seven", "between 12 and 30"."""
    if amount.stop >= len(words) or words[amount.stop].text not in _JOIN or amount.low is None or amount.high is None:
        return amount
    link = words[amount.stop].text
    opened = amount.first
    while opened and words[opened - 1].text in {"us", *UNIT_SIGNS}:
        opened -= 1
    between = opened > 0 and words[opened - 1].text == "between"
    second_at = amount.stop + 1
    while second_at < len(words) and words[second_at].text in {"us", *UNIT_SIGNS}:
        second_at += 1
    while between and second_at < len(words) and words[second_at].text in BETWEEN_WORDS:
        second_at += 1
    second = amount_at(words, second_at)
    if link == "to" and opened and words[opened - 1].text == "from" and _is_change(words, opened):
        return amount
    if second is None or second.low is None or second.high is None or (link == "and" and not between) or second.percent != amount.percent:
        return amount
    shared = amount.low < 1000 <= second.low and amount.low < second.low / 100
    size = _shared_size(words, second) if shared else 1.0
    if link in _DASHES and amount.low < 100 and second.low % 1000 == 0 and amount.low * 1000 < second.low and size == 1.0:
        size = 1000.0  # "5-6,000"
    low = amount.low * size
    if low > second.high or (link == "or" and second.high > 3 * low):
        return amount
    first = opened - 1 if between else amount.first
    return Amount(first, second.stop, low, second.high, amount.approx or second.approx, amount.percent, amount.spelled)


def _is_change(words: Sequence[Word], at: int) -> bool:
    """Check whether a word for a change stands shortly before word `at` ("the toll rose from 12 to 18")."""
    return any(word.text in CHANGES for word in words[max(0, at - 15) : at])


def _shared_size(words: Sequence[Word], second: Amount) -> float:
    """Return the magnitude that applies to both ends of a range: a million in "3 to 5 million"."""
    return float(_MAGNITUDE.get(words[second.stop - 1].text, 1))


def add_bounds(words: Sequence[Word], amount: Amount) -> Amount:
    """Return an amount with the bounding words before and after it applied. The result also spans these words."""
    for _ in range(3):
        wider = _with_one_bound_before(words, amount)
        if wider is amount:
            break
        amount = wider
    return _with_bounds_after(words, amount)


def _with_bounds_after(words: Sequence[Word], amount: Amount) -> Amount:
    """Return an amount with the bound that follows the number applied: "30 or more", "60-plus", "100+"."""
    after = [words[place].text for place in range(amount.stop, min(amount.stop + 2, len(words)))]
    if after[:1] in (["+"], ["plus"]):
        return replace(amount, high=None, stop=amount.stop + 1)
    if after in (["or", "more"], ["-", "plus"]):
        return replace(amount, high=None, stop=amount.stop + 2)
    if after == ["or", "so"]:
        return replace(amount, approx=True, stop=amount.stop + 2)
    return amount


def _with_one_bound_before(words: Sequence[Word], amount: Amount) -> Amount:
    """Return an amount with the nearest bounding phrase before it applied, or the same object if there is none.

    An article or a currency sign may stand in between.
    """
    first = amount.first
    skipped = SKIPPED if amount.spelled else SKIPPED | {"a"}
    passed = first - 1 if first and words[first - 1].text in skipped else first
    if phrase := _phrase_before(words, passed, _LEAST):
        if phrase == ("over",) and (amount.approx or (passed > 1 and words[passed - 2].text in VERBS_WITH_OVER | NOUNS_WITH_OVER)):
            return amount
        if phrase[-1] in _LIMITS and any(word.text in {"not", "n"} for word in words[max(0, passed - 5) : passed - 1]):
            return replace(amount, first=passed - len(phrase), low=None, high=amount.high if amount.high is not None else amount.low)
        return replace(amount, first=passed - len(phrase), high=None if amount.low == amount.high else amount.high)
    if phrase := _phrase_before(words, passed, _MOST):
        return replace(amount, first=passed - len(phrase), low=None, high=amount.high if amount.high is not None else amount.low)
    if phrase := _phrase_before(words, passed, _NEAR):
        return replace(amount, first=passed - len(phrase), approx=True)
    return replace(amount, first=passed) if passed < first and words[passed].text in UNIT_SIGNS else amount


def _phrase_before(words: Sequence[Word], at: int, phrases: Sequence[tuple[str, ...]]) -> tuple[str, ...] | None:
    """Return the longest of the phrases that ends directly before word `at`, or None."""
    fits = [phrase for phrase in phrases if at >= len(phrase) and tuple(word.text for word in words[at - len(phrase) : at]) == phrase]
    return max(fits, key=len, default=None)
