"""Reject matches that are not times: the verbs "may" and "march", counts that look like years, numbers of military units and models."""

from __future__ import annotations

from typing import TYPE_CHECKING

from heldby.reading.mentions.times.matcher import Match
from heldby.reading.mentions.times.vocabulary import BEFORE_MONTH, COUNTED, NUMBERED, WARS, YEAR_PREPOSITIONS

if TYPE_CHECKING:
    from spacy.tokens import Span

__all__ = ["is_time"]


DETERMINERS = {"the", "a", "an", "this", "that", "his", "her", "its", "their", "s"}
LAST_YEAR = 2060
"""A larger number of four digits is a year only after "by", "in", "until" or "to"."""


def is_time(match: Match, tokens: Span) -> bool:
    """Check whether a match is a time in its context. `tokens` are the spaCy tokens of the match."""
    name = match.rule.builder
    if not name:
        return False
    if name == "plain_year" or (name == "year_tail"):
        return _is_year(match) and not _is_old_count(match, tokens)
    if name == "month_year" and len(match.expression.pieces) <= 2:
        return _is_bare_month(match, tokens)
    if name == "bare_season":
        return _is_bare_season(match, tokens)
    if name == "decades":
        return match.before not in {"her", "his", "their", "my"} and match.after not in {"°", "c", "f"}
    if name == "full_date":
        return _is_day_and_month(match)
    if name in {"season_of"} and len(match.expression.pieces) == 2 and match.expression.has("THE", "EARLY", "LATE"):
        return all(token.pos_ != "VERB" for token in tokens)
    if name == "ago" and match.expression.unit == "hour":
        return (match.expression.count or 1) % 24 == 0
    if name == "going_on":
        return _is_length_of_war(match)
    if name == "day_of_latest":
        return _is_day_of_month(match, tokens)
    return name not in {"ago", "from_latest", "this_unit"} or match.expression.unit not in {"hour", "minute"}


def _is_year(match: Match) -> bool:
    """Check whether digits are a year and not a count, a number in a name, a price or part of a code."""
    if match.after in COUNTED or match.before in NUMBERED:
        return False
    if (match.after_glued and match.after in {"%", "°"}) or (
        match.before_glued and match.before in {"$", "€", "£", "/", ".", "@", "#", ":", "_", "="}
    ):
        return match.before == "/" and match.around[0].isdigit()
    if (match.after_glued and match.after.isalpha()) or _is_in_code(match):
        return False
    year = match.expression.year
    if year is not None and year > LAST_YEAR and match.before not in {"by", "in", "until", "to"}:
        return False
    if year is not None and year < 1900 and match.rule.builder == "plain_year":
        if match.before == ":" or (match.after_capital and match.before == ","):
            return False
        return match.before in YEAR_PREPOSITIONS | DETERMINERS or len(match.expression.pieces) > 1 or match.after in {")", "–", "-", "—"}
    return True


def _is_old_count(match: Match, tokens: Span) -> bool:
    """Check for a count that looks like a year before 1900 ("a 1000 soldiers", "between 1500 trained fighters")."""
    year, token = match.expression.year, tokens[-1]
    old = year is not None and year < 1900 and len(match.expression.pieces) == 1
    return old and token.dep_ == "nummod" and token.head.i > token.i and token.head.pos_ in {"NOUN", "PROPN"}


def _is_in_code(match: Match) -> bool:
    """Check for digits that a dash or slash joins to others, or that follow "p." or "no.": a telephone number, a web address, a page."""
    left, right = match.around
    joined = {"-", "/", "–"}
    return (
        (match.before_glued and match.before in joined and left.isdigit() and len(left) != 4)
        or (match.after_glued and match.after in joined and right.isdigit() and len(right) not in {2, 4})
        or (match.before == "." and left in {"p", "pp", "no", "vol"})
    )


def _is_bare_season(match: Match, tokens: Span) -> bool:
    """Check whether a word is a season as a noun on its own, and not the verb "fall", a spring of water or part of a compound."""
    token = tokens[-1]
    if token.pos_ not in {"NOUN", "PROPN"} or token.dep_ in {"compound", "amod"} or token.text[0].isupper():
        return False
    return match.expression.pieces[0].text in {"summer", "winter", "autumn"} or match.before in {"in", "by", "until", "since"}


def _is_bare_month(match: Match, tokens: Span) -> bool:
    """Check whether a month without a day is a month, and not the modal "may", a person ("April said") or a short name ("Jan")."""
    month = match.expression.get("MONTH", "ABBR")
    if month is None or not month.capital or len(match.expression.pieces) > 1 + match.expression.has("DOT"):
        return True
    if match.expression.has("ABBR") and not match.expression.has("DOT") and month.text != "sept":
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


def _is_length_of_war(match: Match) -> bool:
    """Check whether a length of time is that of a war: "three-week offensive", "five months of fierce fighting", "in its third year"."""
    if match.expression.has("ORD"):
        return match.before == "its"
    return match.after in WARS or match.around[1] in WARS


def _is_day_of_month(match: Match, tokens: Span) -> bool:
    """Check whether "the 10th" is a day, and not part of a longer phrase ("the 10th floor", "the 4th of them", "the 4th Division")."""
    last = tokens[-1]
    if not last.text[0].isdigit() or (match.after_glued and match.after not in {".", ",", ";", ")"}):
        return False
    following = tokens.doc[last.i + 1] if last.i + 1 < len(tokens.doc) else None
    joined = following is not None and following.pos_ in {"NOUN", "PROPN", "ADJ", "NUM", "SYM"}
    return 1 <= match.expression.days[0] <= 31 and not joined and match.after != "of"


def _is_day_and_month(match: Match) -> bool:
    """Check whether a month and a number are a date, and not a month before a count ("in May 12 people died")."""
    if match.expression.year is None and match.expression.pieces[-1].text.isdigit() and match.after in COUNTED:
        return False
    return all(1 <= day <= 31 for day in match.expression.days)
