"""Find the unit of a number without a noun from the numbers near it: "killed six soldiers and wounded 15"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from heldby.model.mention import Value
from heldby.reading.mentions.quantities.quantity import Quantity
from heldby.reading.mentions.quantities.vocabulary import CASUALTY_WORDS, HARMING, PARTS, SINGLING_OUT, STAND_INS, is_person

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["counted_before", "unit_of_subject", "with_unit_of_next"]

TAKING_UP = ("have ", "were ", "are ", "had ", "of which", "of whom")
"""Words after a number without a noun that takes up the noun of an earlier one ("nine of which")."""
OTHERS_WITHIN = 40
"""Largest distance, in tokens, of "15 others" from an earlier number that counts the same kind of persons."""
NEXT_WITHIN = 8
"""Largest number of tokens between the two numbers in "killed five and injured ten soldiers"."""


def unit_of_subject(doc: Doc, head: int, earlier: Sequence[Quantity]) -> str | None:
    """Return the unit of an earlier number for a number without a noun that is a subject or object ("57 were near it"), or None."""
    following = doc[head + 1 : head + 3].text.lower()
    argument = doc[head].dep_ in {"nsubj", "nsubj:pass", "obj"} or following.startswith(TAKING_UP)
    if not argument or not earlier:
        return None
    before = earlier[-1]
    if head - before.head > OTHERS_WITHIN or before.noun is None or before.value.unit == "%":
        return None
    return before.value.unit


def counted_before(doc: Doc, earlier: Sequence[Quantity], head: int, tail: int) -> Value | None:
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


def with_unit_of_next(doc: Doc, one: Quantity, following: Quantity | None) -> Quantity:
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
