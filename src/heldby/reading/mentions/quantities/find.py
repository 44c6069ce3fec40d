"""Find the quantities of a report: numbers with their bounds and what they count."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from heldby.model.mention import Value
from heldby.reading.mentions.quantities.amount import Amount, Word, amount_at, split_words
from heldby.reading.mentions.quantities.bounds import add_bounds, join_range
from heldby.reading.mentions.quantities.counted_noun import counted_noun, unit_of
from heldby.reading.mentions.quantities.vocabulary import (
    CASUALTY_WORDS,
    CURRENCIES,
    HARMING,
    HUMAN_FATES,
    LOOSE,
    NAMED_BY_NUMBER,
    PARTS,
    SINGLING_OUT,
    STAND_INS,
    UNIT_SIGNS,
    WEIGHTS,
    category,
    is_person,
)

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["Quantity", "find_quantities"]

GLUED_AFTER = {":", "/", "_", "@", "°", "st", "nd", "rd", "th", "mm", "pm", "am", "s", "cm", "x", "h", "p"}
"""Text directly after a number that makes it part of a code, a time of day, an ordinal or a calibre."""
GLUED_BEFORE = {":", "/", "_", "#", "@", ".", "\\"}
"""Marks directly before a number that make it part of a code."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number phrase with its bounding words, and its value.

    Attributes:
        start: first character.
        end: character after the last one.
        head: token of the number.
        noun: token of the noun that it counts, or None.
        value: the bounds, unit and category.
    """

    start: int
    end: int
    head: int
    noun: int | None
    value: Value


def find_quantities(doc: Doc, *, taken: Sequence[tuple[int, int]] | None = None) -> list[Quantity]:
    """Return the quantities of a text in order.

    `taken` are the character spans of dates. If it is None, the dates are found first. Ordinals, dates, times of day and numbers in names
    ("Route 6", "T-72") are not quantities. No text raises an exception.
    """
    words = split_words(doc.text)
    dates = _date_spans(doc) if taken is None else sorted(taken)
    starts = [token.idx for token in doc]
    out: list[Quantity] = []
    at = 0
    while at < len(words):
        amount = amount_at(words, at)
        if amount is None:
            at += 1
            continue
        amount = join_range(words, amount)
        if not _is_name(words, amount) and not _is_in_date(dates, words[amount.first].start):
            found = _quantity(doc, starts, words, add_bounds(words, amount), out)
            out += [found] if found else []
        at = amount.stop
    return [_with_unit_of_next(doc, one, out[k + 1] if k + 1 < len(out) else None) for k, one in enumerate(out)]


def _date_spans(doc: Doc) -> list[tuple[int, int]]:
    """Return the character spans of the time expressions of a text."""
    from heldby.reading.mentions.times import find_times

    return [(time.start, time.end) for time in find_times(doc, None)]


def _is_in_date(dates: Sequence[tuple[int, int]], start: int) -> bool:
    """Check whether a character is inside a date."""
    place = bisect_right(dates, (start, 1 << 60)) - 1
    return place >= 0 and dates[place][0] <= start < dates[place][1]


def _is_name(words: Sequence[Word], amount: Amount) -> bool:
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


def _quantity(doc: Doc, starts: list[int], words: Sequence[Word], amount: Amount, earlier: Sequence[Quantity]) -> Quantity | None:
    """Return the quantity of an amount, or None if it counts nothing."""
    head = max(0, bisect_left(starts, _number_end(words, amount)) - 1)
    sign = _sign(words, amount)
    percent = amount.percent or sign == "%"
    tail = max(head, bisect_left(starts, words[amount.stop - 1].end) - 1)
    if _is_weight(doc, tail):
        return None
    noun = counted_noun(doc, head, _percent_token(doc, head) if sign == "%" else tail)
    previous = _counted_before(doc, earlier, head, tail) if noun is None else None
    unit = "%" if percent else sign or _unit(doc, words, amount, head, noun, previous)
    if unit is None or (noun is None and not percent and sign is None and _is_pronoun(words, amount) and unit == "people"):
        return None
    end = words[amount.stop - 1].end if sign != "%" else _percent_end(words, amount)
    value = Value(low=amount.low, high=amount.high, unit=unit, approx=amount.approx, category=_category(doc, noun, unit, previous))
    return Quantity(words[amount.first].start, end, head, noun, value)


OTHERS_WITHIN = 40
"""Largest distance, in tokens, of "15 others" from an earlier number that counts the same kind of persons."""
NEXT_WITHIN = 8
"""Largest number of tokens between the two numbers in "killed five and injured ten soldiers"."""


def _counted_before(doc: Doc, earlier: Sequence[Quantity], head: int, tail: int) -> Value | None:
    """Return the earlier value that counts the same kind of persons as a number without a noun, or None.

    It must be in the same sentence, but for "15 others" it may be in an earlier one. Values for persons singled out of a larger number
    ("including at least one child") are left out. So are values for children or deaths, because "others" after these are people in general.
    """
    others = any(token.lower_ in STAND_INS for token in doc[tail + 1 : tail + 3])
    for before in reversed(earlier[-4:]):
        new = any(token.is_sent_start and not token.is_space for token in doc[before.head + 1 : head + 1])
        if head - before.head > OTHERS_WITHIN or (new and not others):
            return None
        singled = any(token.lower_ in SINGLING_OUT for token in doc[max(0, before.head - 4) : before.head])
        unit = before.value.unit or ""
        if is_person(unit) and unit not in PARTS and not singled:
            return before.value
    return None


def _with_unit_of_next(doc: Doc, one: Quantity, following: Quantity | None) -> Quantity:
    """Return a number of people without a noun, with the unit of the next number: five soldiers in "killed five and injured ten soldiers".

    Only a conjunction and another word for harm may stand between the two numbers. Otherwise the quantity is returned unchanged.
    """
    if one.noun is not None or one.value.unit != "people" or following is None or following.noun is None:
        return one
    between = doc[one.head + 1 : following.head]
    harmed = any(token.lemma_.lower() in HARMING or token.lower_ in CASUALTY_WORDS for token in between)
    continued = harmed and any(token.lower_ == "and" for token in between)
    if len(between) > NEXT_WITHIN or not continued or any(token.is_punct for token in between) or not is_person(following.value.unit or ""):
        return one
    return replace(one, value=one.value.model_copy(update={"unit": following.value.unit, "category": following.value.category}))


def _is_weight(doc: Doc, tail: int) -> bool:
    """Check whether a number only gives the weight of a thing: "2,000 pound bombs"."""
    at = tail + 1 + (tail + 1 < len(doc) and doc[tail + 1].text == "-")
    return at + 1 < len(doc) and doc[at].lower_ in WEIGHTS and doc[at + 1].pos_ == "NOUN"


def _unit(doc: Doc, words: Sequence[Word], amount: Amount, head: int, noun: int | None, previous: Value | None) -> str | None:
    """Return the unit of an amount without a percent or currency sign, or None."""
    next_words = {node.lower_ for node in doc[head + 1 : head + 2]}
    if noun is None and _looks_like_year(words, amount) and not next_words & CASUALTY_WORDS:
        return None
    unit = unit_of(doc, head, noun, previous.unit if previous else None)
    return unit or ("people" if words[amount.stop - 1].text in LOOSE and doc[head].head.lemma_.lower() in HUMAN_FATES else None)


def _category(doc: Doc, noun: int | None, unit: str, previous: Value | None) -> str | None:
    """Return the category of the people counted, or None. A number that takes its unit from an earlier value takes its category, too."""
    if noun is not None:
        words = (doc[noun].lemma_, doc[noun].lower_, *unit.split())
        return next((found for word in words if (found := category(word))), None)
    return previous.category if previous is not None and unit == previous.unit and is_person(unit) else None


def _number_end(words: Sequence[Word], amount: Amount) -> int:
    """Return the character after the number itself, without "or more", "plus" and the like."""
    for place in range(amount.stop - 1, amount.first - 1, -1):
        if words[place].text not in {"or", "more", "so", "+", "plus", "-"}:
            return words[place].end
    return words[amount.stop - 1].end


def _sign(words: Sequence[Word], amount: Amount) -> str | None:
    """Return the unit for a percent sign or word after the number, a currency sign before it or a currency name after it, or None."""
    after = [words[place].text for place in range(amount.stop, min(amount.stop + 2, len(words)))]
    if after[:1] in (["%"], ["percent"]) or after == ["per", "cent"]:
        return "%"
    for place in range(max(0, amount.first - 1), amount.stop):
        if words[place].text in UNIT_SIGNS:
            return UNIT_SIGNS[words[place].text]
    return CURRENCIES.get(" ".join(after[after[:1] == ["us"] :][:1]))


def _percent_token(doc: Doc, head: int) -> int:
    """Return the last token of "95 %" or "95 per cent"."""
    at = head
    while at + 1 < min(len(doc), head + 3) and doc[at + 1].lower_ in {"%", "percent", "per", "cent"}:
        at += 1
    return at


def _percent_end(words: Sequence[Word], amount: Amount) -> int:
    """Return the character after the percent sign or word."""
    return words[min(amount.stop + (words[amount.stop].text == "per"), len(words) - 1)].end


def _is_pronoun(words: Sequence[Word], amount: Amount) -> bool:
    """Check for words such as "one" or "the two". Without a noun they refer to someone and do not count anything."""
    pointing = amount.first > 0 and words[amount.first - 1].text in {"the", "these", "those"} and (amount.high or 10) < 10
    return words[amount.stop - 1].text in {"one", "a", "an"} or (amount.spelled and pointing)


def _looks_like_year(words: Sequence[Word], amount: Amount) -> bool:
    """Check for four digits from 1000 to 2199."""
    text = words[amount.stop - 1].text
    return text.isdigit() and len(text) == 4 and "1000" <= text <= "2199"
