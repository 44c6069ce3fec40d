"""Find what a number counts that gives a total: "the number of dead rose to 40", "losses reached 1,200"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from heldby.reading.mentions.quantities.counted_noun import noun_after
from heldby.reading.mentions.quantities.vocabulary import BEFORE_TOTALS, is_person

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["unit_of_total"]

_REACH = 25
"""Largest distance, in tokens, from a word for a total to its number."""
_TOTALS = {"number", "numbers", "total", "count", "tally"}
_COUNTED = {"casualties", "losses", "deaths", "fatalities", "injuries", "arrests", "violations"}
_NUMBERING = {"number", "numbering", "numbered"}
_PEOPLE = {"toll", "dead", "wounded", "injured", "displaced", "strength", "population"}


def unit_of_total(doc: Doc, first: int, last: int) -> str | None:
    """Return the unit of a number without a noun, from token `first` to `last`, if it is the number of a total before it, or None.

    It may also follow the noun that it counts ("Residents of the village, some 400, left").
    """
    if not first:
        return None
    if doc[first - 1].text == ",":
        return _unit_before_comma(doc, first, last)
    if last + 1 < len(doc) and doc[last + 1].lower_ == "strong" and doc[first - 1].pos_ == "NOUN":
        return doc[first - 1].lower_  # "a force 2,000 strong"
    if doc[first - 1].lower_ in _NUMBERING and first > 1 and doc[first - 2].tag_ in {"NNS", "NN"}:
        return doc[first - 2].lower_  # "soldiers numbering 3,000"
    if doc[first - 1].lower_ not in BEFORE_TOTALS:
        return None
    for at in range(first - 1, max(-1, first - _REACH), -1):
        word = doc[at].lower_
        if word in _COUNTED:
            return word
        if word in _PEOPLE:
            return "people"
        if word in _TOTALS and at < first - 1 and doc[at + 1].lower_ == "of":
            noun = noun_after(doc, at + 2)
            return doc[noun].lower_ if noun is not None else "people"
        if doc[at].is_sent_start:
            return None
    return None


def _unit_before_comma(doc: Doc, first: int, last: int) -> str | None:
    """Return the plural noun before a comma as the unit of the number between it and the next comma or "in all", or None."""
    after = doc[last + 1].lower_ if last + 1 < len(doc) else "."
    if first < 2 or after not in {",", ".", "in", "altogether"}:
        return None
    noun = doc[first - 2]
    if noun.tag_ != "NNS" and noun.dep_.startswith("nmod"):
        noun = noun.head
    return noun.lower_ if noun.tag_ == "NNS" and noun.i < first and is_person(noun.lower_) else None
