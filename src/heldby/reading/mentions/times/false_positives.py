"""What looks like a time and is none: "may", "march", counts that look like years, numbers of units and models."""

from __future__ import annotations

from typing import TYPE_CHECKING

from heldby.reading.mentions.times.matcher import Match
from heldby.reading.mentions.times.vocabulary import BEFORE_MONTH, COUNTED, NUMBERED, YEAR_PREPOSITIONS

if TYPE_CHECKING:
    from spacy.tokens import Span

__all__ = ["is_time"]


DETERMINERS = {"the", "a", "an", "this", "that", "his", "her", "its", "their", "s"}
LAST_YEAR = 2060
"""Four digits above it name a year only where a preposition says so."""


def is_time(match: Match, tokens: Span) -> bool:
    """Whether a match is a time where it stands; `tokens` are the language model's tokens under it."""
    name = match.rule.build
    if not name:
        return False
    if name == "plain_year" or (name == "year_tail"):
        return _year(match)
    if name == "month_year" and len(match.found.pieces) <= 2:
        return _bare_month(match, tokens)
    if name == "bare_season":
        return _bare_season(match, tokens)
    if name == "decades":
        return match.before not in {"her", "his", "their", "my"} and match.after not in {"°", "c", "f"}
    if name == "full_date":
        return _day_and_month(match)
    if name in {"season_of"} and len(match.found.pieces) == 2 and match.found.has("THE", "EARLY", "LATE"):
        return all(token.pos_ != "VERB" for token in tokens)
    return name not in {"ago", "from_latest", "this_unit"} or match.found.unit not in {"hour", "minute"}


def _year(match: Match) -> bool:
    if match.after in COUNTED or match.before in NUMBERED:
        return False
    if (match.after_glued and match.after in {"%", "°"}) or (
        match.before_glued and match.before in {"$", "€", "£", "/", ".", "@", "#", ":", "_", "="}
    ):
        return match.before == "/" and match.around[0].isdigit()
    if (match.after_glued and match.after.isalpha()) or _in_code(match):
        return False
    year = match.found.year
    if year is not None and year > LAST_YEAR and match.before not in {"by", "in", "until", "to"}:
        return False
    if year is not None and year < 1900 and match.rule.build == "plain_year":
        if match.before == ":" or (match.after_capital and match.before == ","):
            return False
        return match.before in YEAR_PREPOSITIONS | DETERMINERS or len(match.found.pieces) > 1 or match.after in {")", "–", "-", "—"}
    return True


def _in_code(match: Match) -> bool:
    """Digits joined to other digits by dashes or slashes: a telephone number, an address of a page, a range of pages."""
    left, right = match.around
    joined = {"-", "/", "–"}
    return (
        (match.before_glued and match.before in joined and left.isdigit() and len(left) != 4)
        or (match.after_glued and match.after in joined and right.isdigit() and len(right) not in {2, 4})
        or (match.before == "." and left in {"p", "pp", "no", "vol"})
    )


def _bare_season(match: Match, tokens: Span) -> bool:
    """A season as a noun of its own, not a verb ("fall"), a spring of water or the first half of a compound."""
    token = tokens[-1]
    if token.pos_ not in {"NOUN", "PROPN"} or token.dep_ in {"compound", "amod"} or token.text[0].isupper():
        return False
    return match.found.pieces[0].text in {"summer", "winter", "autumn"} or match.before in {"in", "by", "until", "since"}


def _bare_month(match: Match, tokens: Span) -> bool:
    """A month without a day: not the modal "may", not a person ("April said"), not an abbreviation that is a name ("Jan")."""
    month = match.found.get("MONTH", "ABBR")
    if month is None or not month.capital or len(match.found.pieces) > 1 + match.found.has("DOT"):
        return True
    if match.found.has("ABBR") and not match.found.has("DOT") and month.text != "sept":
        return False
    head = tokens[0]
    if month.text == "may" and head.tag_ == "MD":
        return False
    if match.after in {"'", "’"} or match.before in BEFORE_MONTH:
        return not (
            match.after
            and tokens[-1].i + 1 < len(tokens.doc)
            and tokens.doc[tokens[-1].i + 1].pos_ == "PROPN"
            and match.before in {",", "and", "by"}
        )
    return (head.pos_ in {"PROPN", "NOUN"} and month.text not in {"may", "march", "april", "june", "august"}) or head.dep_.startswith(
        ("obl", "nmod")
    )


def _day_and_month(match: Match) -> bool:
    """A day beside a month, not a count behind it ("in May 12 people died")."""
    if match.found.year is None and match.found.pieces[-1].text.isdigit() and match.after in COUNTED:
        return False
    return all(1 <= day <= 31 for day in match.found.days)
