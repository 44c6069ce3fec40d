"""Quantities of a report: how many of what, with bounds."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from heldby.model.mention import Value
from heldby.reading.mentions.quantities.amount import Amount, Word, amount_at, cut
from heldby.reading.mentions.quantities.bounds import bounded, joined
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
"""What right behind a number makes it part of a code, a time of day, an ordinal or a calibre."""
GLUED_BEFORE = {":", "/", "_", "#", "@", ".", "\\"}


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number phrase `[start:end]` with its bounding words; `head` is the token of the number, `noun` that of what it counts."""

    start: int
    end: int
    head: int
    noun: int | None
    value: Value


def find_quantities(doc: Doc, *, taken: Sequence[tuple[int, int]] | None = None) -> list[Quantity]:
    """The quantities of a text in order. `taken` are character spans that are dates; null: they are found here.

    Ordinals, dates, times of day and numbers that are names ("Route 6", "T-72") are none. No exception is raised for any text.
    """
    words = cut(doc.text)
    dates = _dates(doc) if taken is None else sorted(taken)
    starts = [token.idx for token in doc]
    out: list[Quantity] = []
    at = 0
    while at < len(words):
        amount = amount_at(words, at)
        if amount is None:
            at += 1
            continue
        amount = joined(words, amount)
        if not _is_name(words, amount) and not _within(dates, words[amount.first].start):
            found = _quantity(doc, starts, words, bounded(words, amount), out)
            out += [found] if found else []
        at = amount.stop
    return [_with_next(doc, one, out[k + 1] if k + 1 < len(out) else None) for k, one in enumerate(out)]


def _dates(doc: Doc) -> list[tuple[int, int]]:
    from heldby.reading.mentions.times import find_times

    return [(time.start, time.end) for time in find_times(doc, None)]


def _within(dates: Sequence[tuple[int, int]], start: int) -> bool:
    place = bisect_right(dates, (start, 1 << 60)) - 1
    return place >= 0 and dates[place][0] <= start < dates[place][1]


def _is_name(words: Sequence[Word], amount: Amount) -> bool:
    """Numbers that name, tell the time or stand inside a code: "T-72", "7:15", "9/11", "Route 6", "122mm", "17th"."""
    first, after = words[amount.first], words[amount.stop] if amount.stop < len(words) else None
    before = words[amount.first - 1] if amount.first else None
    if after and after.glued and after.text in GLUED_AFTER:
        return True
    if before is None:
        return False
    if first.glued and (before.text.isalpha() or before.text in GLUED_BEFORE):
        return before.text != "us"
    if first.glued and before.text in {"-", "–"} and before.glued:
        return True
    return before.text in NAMED_BY_NUMBER and not amount.spelled


def _quantity(doc: Doc, starts: list[int], words: Sequence[Word], amount: Amount, earlier: Sequence[Quantity]) -> Quantity | None:
    head = max(0, bisect_left(starts, _number_end(words, amount)) - 1)
    sign = _sign(words, amount)
    percent = amount.percent or sign == "%"
    tail = max(head, bisect_left(starts, words[amount.stop - 1].end) - 1)
    if _weighs(doc, tail):
        return None
    noun = counted_noun(doc, head, _percent_token(doc, head) if sign == "%" else tail)
    previous = _counted_before(doc, earlier, head, tail) if noun is None else None
    unit = "%" if percent else sign or _unit(doc, words, amount, head, noun, previous)
    if unit is None or (noun is None and not percent and sign is None and _pronoun(words, amount) and unit == "people"):
        return None
    end = words[amount.stop - 1].end if sign != "%" else _percent_end(words, amount)
    value = Value(low=amount.low, high=amount.high, unit=unit, approx=amount.approx, category=_category(doc, noun, unit, previous))
    return Quantity(words[amount.first].start, end, head, noun, value)


SOON = 40
"""Tokens in which "15 others" may still count the persons of a number before it."""
NEXT = 8
"""Tokens in which "killed five and injured ten soldiers" may still say whom it counts."""


def _counted_before(doc: Doc, earlier: Sequence[Quantity], head: int, tail: int) -> Value | None:
    """The persons that a bare number goes on counting: those of its sentence or, of "15 others", of the one before.

    Not those singled out of more ("including at least one child"), and not "children" or "deaths": others than children are people.
    """
    others = any(token.lower_ in STAND_INS for token in doc[tail + 1 : tail + 3])
    for before in reversed(earlier[-4:]):
        new = any(token.is_sent_start and not token.is_space for token in doc[before.head + 1 : head + 1])
        if head - before.head > SOON or (new and not others):
            return None
        singled = any(token.lower_ in SINGLING_OUT for token in doc[max(0, before.head - 4) : before.head])
        unit = before.value.unit or ""
        if is_person(unit) and unit not in PARTS and not singled:
            return before.value
    return None


def _with_next(doc: Doc, one: Quantity, following: Quantity | None) -> Quantity:
    """A bare number of people with the unit of the next, where only one more harm is between: "killed five and injured ten soldiers"."""
    if one.noun is not None or one.value.unit != "people" or following is None or following.noun is None:
        return one
    between = doc[one.head + 1 : following.head]
    harmed = any(token.lemma_.lower() in HARMING or token.lower_ in CASUALTY_WORDS for token in between)
    joined = harmed and any(token.lower_ == "and" for token in between)
    if len(between) > NEXT or not joined or any(token.is_punct for token in between) or not is_person(following.value.unit or ""):
        return one
    return replace(one, value=one.value.model_copy(update={"unit": following.value.unit, "category": following.value.category}))


def _weighs(doc: Doc, tail: int) -> bool:
    """Whether a number only says how heavy a thing is: "2,000 pound bombs"."""
    at = tail + 1 + (tail + 1 < len(doc) and doc[tail + 1].text == "-")
    return at + 1 < len(doc) and doc[at].lower_ in WEIGHTS and doc[at + 1].pos_ == "NOUN"


def _unit(doc: Doc, words: Sequence[Word], amount: Amount, head: int, noun: int | None, previous: Value | None) -> str | None:
    behind = {node.lower_ for node in doc[head + 1 : head + 2]}
    if noun is None and _looks_like_year(words, amount) and not behind & CASUALTY_WORDS:
        return None
    unit = unit_of(doc, head, noun, previous.unit if previous else None)
    return unit or ("people" if words[amount.stop - 1].text in LOOSE and doc[head].head.lemma_.lower() in HUMAN_FATES else None)


def _category(doc: Doc, noun: int | None, unit: str, previous: Value | None) -> str | None:
    """Whom it counts; a bare number takes it over with the unit."""
    if noun is not None:
        words = (doc[noun].lemma_, doc[noun].lower_, *unit.split())
        return next((found for word in words if (found := category(word))), None)
    return previous.category if previous is not None and unit == previous.unit and is_person(unit) else None


def _number_end(words: Sequence[Word], amount: Amount) -> int:
    for place in range(amount.stop - 1, amount.first - 1, -1):
        if words[place].text not in {"or", "more", "so", "+", "plus", "-"}:
            return words[place].end
    return words[amount.stop - 1].end


def _sign(words: Sequence[Word], amount: Amount) -> str | None:
    """A percent sign or word behind the number, or a currency sign before it, or its name behind it."""
    after = [words[place].text for place in range(amount.stop, min(amount.stop + 2, len(words)))]
    if after[:1] in (["%"], ["percent"]) or after == ["per", "cent"]:
        return "%"
    for place in range(max(0, amount.first - 1), amount.stop):
        if words[place].text in UNIT_SIGNS:
            return UNIT_SIGNS[words[place].text]
    return CURRENCIES.get(" ".join(after[after[:1] == ["us"] :][:1]))


def _percent_token(doc: Doc, head: int) -> int:
    """The last token of "95 %", "95 per cent"."""
    at = head
    while at + 1 < min(len(doc), head + 3) and doc[at + 1].lower_ in {"%", "percent", "per", "cent"}:
        at += 1
    return at


def _percent_end(words: Sequence[Word], amount: Amount) -> int:
    return words[min(amount.stop + (words[amount.stop].text == "per"), len(words) - 1)].end


def _pronoun(words: Sequence[Word], amount: Amount) -> bool:
    """ "One" and "the two" without a noun stand for somebody, they count nobody."""
    pointing = amount.first > 0 and words[amount.first - 1].text in {"the", "these", "those"} and (amount.high or 10) < 10
    return words[amount.stop - 1].text in {"one", "a", "an"} or (amount.spelled and pointing)


def _looks_like_year(words: Sequence[Word], amount: Amount) -> bool:
    text = words[amount.stop - 1].text
    return text.isdigit() and len(text) == 4 and "1000" <= text <= "2199"
