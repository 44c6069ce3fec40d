"""Quantities of a report: how many of what, with bounds."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from heldby.model.mention import Value
from heldby.reading.quantities.amount import Amount, Word, amount_at, cut
from heldby.reading.quantities.bounds import bounded, joined
from heldby.reading.quantities.lexicon import NAMED_BY_NUMBER, UNIT_SIGNS, category
from heldby.reading.quantities.noun import counted_noun, unit_of

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["Quantity", "find_quantities"]


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
    if after and after.glued and (after.text in {":", "/", "_", "@", "°"} or after.text in {"st", "nd", "rd", "th", "mm", "pm", "am", "s", "cm"}):
        return True
    if before is None:
        return False
    if first.glued and (before.text.isalpha() or before.text in {":", "/", "_", "#", "@", "."}):
        return before.text not in {"us"}
    if first.glued and before.text in {"-", "–"} and before.glued:
        return True
    return before.text in NAMED_BY_NUMBER and not amount.spelled


def _quantity(doc: Doc, starts: list[int], words: Sequence[Word], amount: Amount, before: Quantity | None) -> Quantity | None:
    start, end = words[amount.first].start, words[amount.stop - 1].end
    number_end = _number_end(words, amount)
    head = max(0, bisect_left(starts, number_end) - 1)
    sign = _sign(words, amount)
    percent = amount.percent or sign == "%"
    noun = counted_noun(doc, head, bisect_right(starts, start) - 1)
    if noun is None and not percent and sign is None and _bare(words, amount):
        return None
    unit = "%" if percent else sign or unit_of(doc, head, noun, before.value.unit if before and _same_sentence(doc, before.head, head) else None)
    if unit is None:
        return None
    kind = category(doc[noun].lemma_) if noun is not None and not percent else before.value.category if before and noun is None and not percent and sign is None and unit == before.value.unit else None
    if sign == "%" and amount.stop < len(words):
        end = max(end, _percent_end(words, amount))
    return Quantity(start, end, head, noun, Value(low=amount.low, high=amount.high, unit=unit, approx=amount.approx, category=kind))


def _number_end(words: Sequence[Word], amount: Amount) -> int:
    for place in range(amount.stop - 1, amount.first - 1, -1):
        if words[place].text not in {"or", "more", "so", "+", "plus"}:
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


def _percent_end(words: Sequence[Word], amount: Amount) -> int:
    return words[amount.stop + (words[amount.stop].text == "per" and amount.stop + 1 < len(words))].end


def _bare(words: Sequence[Word], amount: Amount) -> bool:
    """A number with nothing counted that is more likely a year, a score or a pronoun."""
    text = words[amount.first].text
    return text in {"one", "a", "an"} or (text.isdigit() and len(text) == 4 and "1000" <= text <= "2199")


def _same_sentence(doc: Doc, a: int, b: int) -> bool:
    return doc[a].sent.start == doc[b].sent.start


