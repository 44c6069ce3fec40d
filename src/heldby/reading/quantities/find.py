"""Quantities of a report: how many of what, with bounds."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from heldby.model.mention import Value
from heldby.reading.quantities.amount import Amount, Word, amount_at, cut
from heldby.reading.quantities.bounds import bounded, joined
from heldby.reading.quantities.lexicon import CASUALTY_WORDS, HUMAN_FATES, LOOSE, NAMED_BY_NUMBER, UNIT_SIGNS, category, is_person
from heldby.reading.quantities.noun import counted_noun, unit_of

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
            found = _quantity(doc, starts, words, bounded(words, amount), out[-1] if out else None)
            out += [found] if found else []
        at = amount.stop
    return out


def _dates(doc: Doc) -> list[tuple[int, int]]:
    from heldby.reading.times import find_times

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


def _quantity(doc: Doc, starts: list[int], words: Sequence[Word], amount: Amount, before: Quantity | None) -> Quantity | None:
    head = max(0, bisect_left(starts, _number_end(words, amount)) - 1)
    sign = _sign(words, amount)
    percent = amount.percent or sign == "%"
    tail = max(head, bisect_left(starts, words[amount.stop - 1].end) - 1)
    noun = counted_noun(doc, head, _percent_token(doc, head) if sign == "%" else tail)
    previous = before.value if before and head - before.head <= SOON else None
    unit = "%" if percent else sign or _unit(doc, words, amount, head, noun, previous)
    if unit is None or (noun is None and not percent and sign is None and _pronoun(words, amount) and unit == "people"):
        return None
    end = words[amount.stop - 1].end if sign != "%" else _percent_end(words, amount)
    value = Value(low=amount.low, high=amount.high, unit=unit, approx=amount.approx, category=_category(doc, noun, unit, previous))
    return Quantity(words[amount.first].start, end, head, noun, value)


SOON = 40
"""Tokens in which "15 wounded" may still count the persons of the number before it."""


def _unit(doc: Doc, words: Sequence[Word], amount: Amount, head: int, noun: int | None, previous: Value | None) -> str | None:
    behind = {node.lower_ for node in doc[head + 1 : head + 2]}
    if noun is None and _looks_like_year(words, amount) and not behind & CASUALTY_WORDS:
        return None
    unit = unit_of(doc, head, noun, previous.unit if previous else None)
    return unit or ("people" if words[amount.stop - 1].text in LOOSE and doc[head].head.lemma_.lower() in HUMAN_FATES else None)


def _category(doc: Doc, noun: int | None, unit: str, previous: Value | None) -> str | None:
    """Whom it counts; a bare number takes it over with the unit."""
    if noun is not None:
        return category(doc[noun].lemma_) or category(doc[noun].lower_)
    return previous.category if previous is not None and unit == previous.unit and is_person(unit) else None


def _number_end(words: Sequence[Word], amount: Amount) -> int:
    for place in range(amount.stop - 1, amount.first - 1, -1):
        if words[place].text not in {"or", "more", "so", "+", "plus", "-"}:
            return words[place].end
    return words[amount.stop - 1].end


def _sign(words: Sequence[Word], amount: Amount) -> str | None:
    """A percent sign or word behind the number, or a currency sign before it."""
    after = [words[place].text for place in range(amount.stop, min(amount.stop + 2, len(words)))]
    if after[:1] in (["%"], ["percent"]) or after == ["per", "cent"]:
        return "%"
    for place in range(max(0, amount.first - 1), amount.stop):
        if words[place].text in UNIT_SIGNS:
            return UNIT_SIGNS[words[place].text]
    return None


def _percent_token(doc: Doc, head: int) -> int:
    """The last token of "95 %", "95 per cent"."""
    at = head
    while at + 1 < min(len(doc), head + 3) and doc[at + 1].lower_ in {"%", "percent", "per", "cent"}:
        at += 1
    return at


def _percent_end(words: Sequence[Word], amount: Amount) -> int:
    return words[min(amount.stop + (words[amount.stop].text == "per"), len(words) - 1)].end


def _pronoun(words: Sequence[Word], amount: Amount) -> bool:
    return words[amount.stop - 1].text in {"one", "a", "an"}


def _looks_like_year(words: Sequence[Word], amount: Amount) -> bool:
    text = words[amount.stop - 1].text
    return text.isdigit() and len(text) == 4 and "1000" <= text <= "2199"
