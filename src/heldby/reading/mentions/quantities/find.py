"""Find the quantities of a report: numbers with their bounds and what they count."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import TYPE_CHECKING

from heldby.model.mention import Value
from heldby.reading.mentions.numerals import ORDINALS
from heldby.reading.mentions.quantities.amount import Amount, Word, amount_at, split_words, with_dot_for_thousands
from heldby.reading.mentions.quantities.bounds import add_bounds, join_range
from heldby.reading.mentions.quantities.counted_noun import counted_noun, unit_of
from heldby.reading.mentions.quantities.other_numbers import is_age, is_name
from heldby.reading.mentions.quantities.quantity import Quantity
from heldby.reading.mentions.quantities.shared_units import counted_before, unit_of_subject, with_unit_of_next
from heldby.reading.mentions.quantities.totals import unit_of_total
from heldby.reading.mentions.quantities.victims import Counted, find_victims
from heldby.reading.mentions.quantities.vocabulary import (
    CASUALTY_WORDS,
    CURRENCIES,
    HARMING,
    HUMAN_FATES,
    LOOSE,
    MEASURES,
    UNIT_SIGNS,
    WEIGHTS,
    category,
    is_person,
)

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["find_quantities"]


def find_quantities(doc: Doc, *, taken: Sequence[tuple[int, int]] | None = None) -> list[Quantity]:
    """Return the quantities of a text in order.

    `taken` are the character spans of dates. If it is None, the dates are found first. Ordinals, dates, times of day and numbers in names
    ("Route 6", "T-72") are not quantities. No text raises an exception.
    """
    words = split_words(_without(doc.text, _date_spans(doc) if taken is None else sorted(taken)))
    starts = [token.idx for token in doc]
    out: list[Quantity] = []
    at = 0
    while at < len(words):
        amount = amount_at(words, at)
        if amount is None:
            at += 1
            continue
        amount = join_range(words, amount)
        if not is_name(words, amount) and not is_age(words, amount):
            found = _quantity(doc, starts, words, add_bounds(words, amount), out)
            out += [found] if found else []
        at = amount.stop
    numbers = [with_unit_of_next(doc, one, out[k + 1] if k + 1 < len(out) else None) for k, one in enumerate(out)]
    return _with_victims(doc, numbers)


def _with_victims(doc: Doc, numbers: Sequence[Quantity]) -> list[Quantity]:
    """Return the quantities of a text with those of persons counted without a number ("killed a guard", "no casualties"), in order."""
    taken = {token for one in numbers for token in (one.head, one.noun)}
    found = [_victims(doc, counted) for counted in find_victims(doc) if counted.noun not in taken]
    return sorted([*numbers, *found], key=lambda one: (one.start, one.end))


def _victims(doc: Doc, counted: Counted) -> Quantity:
    """Return one victim or none as a quantity."""
    noun = doc[counted.noun]
    word = "people" if noun.pos_ in {"PRON", "NUM", "DET", "ADV"} or noun.lower_ in ORDINALS else noun.lower_
    value = Value(low=counted.number, high=counted.number, unit=word, approx=False, category=category(noun.lemma_) or category(word))
    return Quantity(doc[counted.first].idx, noun.idx + len(noun), counted.noun, counted.noun, value)


def _date_spans(doc: Doc) -> list[tuple[int, int]]:
    """Return the character spans of the time expressions of a text."""
    from heldby.reading.mentions.times import find_times

    return [(time.start, time.end) for time in find_times(doc, None)]


def _without(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """Return a text with spaces in place of these spans, so that character offsets do not change."""
    pieces, at = [], 0
    for start, end in spans:
        pieces += [text[at:start], " " * (end - max(start, at))]
        at = max(at, end)
    return "".join([*pieces, text[at:]])


def _quantity(doc: Doc, starts: list[int], words: Sequence[Word], amount: Amount, earlier: Sequence[Quantity]) -> Quantity | None:
    """Return the quantity of an amount, or None if it counts nothing."""
    head = max(0, bisect_left(starts, _number_end(words, amount)) - 1)
    sign = _sign(words, amount)
    percent = amount.percent or sign == "%"
    tail = max(head, bisect_left(starts, words[amount.stop - 1].end) - 1)
    if _is_weight(doc, tail):
        return None
    noun = counted_noun(doc, head, _percent_token(doc, head) if sign == "%" else tail)
    previous = counted_before(doc, earlier, head, tail) if noun is None else None
    unit = "%" if percent else sign or _unit(doc, words, amount, head, noun, previous)
    total = subject = None
    if noun is None and not percent and sign is None and not _looks_like_year(words, amount):
        total = _unit_of_total(doc, starts, words, amount, tail)
        subject = None if total or unit else unit_of_subject(doc, head, earlier)
        unit = total or unit or subject
    if unit is not None and sign is None and not percent and unit not in MEASURES:
        amount = with_dot_for_thousands(words, amount)
    borrowed = noun is None and sign is None and not percent and total is None and (unit == "people" or subject is not None)
    if unit is None or (borrowed and _is_pronoun(words, amount) and not _is_harmed(doc, head)):
        return None
    end = words[amount.stop - 1].end if sign != "%" else _percent_end(words, amount)
    value = Value(low=amount.low, high=amount.high, unit=unit, approx=amount.approx, category=_category(doc, noun, unit, previous))
    return Quantity(words[amount.first].start, end, head, noun, value)


def _unit_of_total(doc: Doc, starts: Sequence[int], words: Sequence[Word], amount: Amount, tail: int) -> str | None:
    """Return the unit of a total ("the number of dead rose to 40"), or None if a word such as "killed" follows the number."""
    if tail + 1 < len(doc) and doc[tail + 1].lower_ in CASUALTY_WORDS:
        return None
    return unit_of_total(doc, max(0, bisect_right(starts, words[amount.first].start) - 1), tail)


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
    return unit or ("people" if words[amount.stop - 1].text in LOOSE and _is_crowd(doc, head, amount) else None)


def _is_crowd(doc: Doc, head: int, amount: Amount) -> bool:
    """Check for a vague number of people without a noun: "thousands fled", "killed dozens", "tens of thousands have been wounded"."""
    token = doc[head].head if doc[head].dep_ == "nmod" and doc[head].head.lower_ in LOOSE else doc[head]
    argument = token.dep_ in {"nsubj", "nsubj:pass", "obj"} and (amount.low or 0) < 1_000_000
    return argument or token.head.lemma_.lower() in HUMAN_FATES


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


def _is_harmed(doc: Doc, head: int) -> bool:
    """Check whether a number is the object of a verb of harm ("killed one and injured 11")."""
    return doc[head].dep_ == "obj" and doc[head].head.lemma_.lower() in HARMING


def _is_pronoun(words: Sequence[Word], amount: Amount) -> bool:
    """Check for words such as "one" or "the two". Without a noun they refer to someone and do not count anything."""
    pointing = amount.first > 0 and words[amount.first - 1].text in {"the", "these", "those"} and (amount.high or 10) < 10
    return words[amount.stop - 1].text in {"one", "a", "an"} or (amount.spelled and pointing)


def _looks_like_year(words: Sequence[Word], amount: Amount) -> bool:
    """Check for four digits from 1000 to 2199."""
    text = words[amount.stop - 1].text
    return text.isdigit() and len(text) == 4 and "1000" <= text <= "2199"
