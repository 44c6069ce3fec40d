"""Split a text into pieces and give each piece a class letter, so that the grammar of times can be regular expressions over letters.

The pieces are not spaCy's tokens, so that finding a date does not depend on how a tokenizer splits "mid-November".
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from heldby.reading.mentions.numerals import ORDINALS, UNITS

__all__ = ["CLASSES", "Piece", "split_pieces"]

_NAMES = (
    "MONTH ABBR WEEKDAY WDABBR DAY YEAR NUM COUNT SOME A ORD DECADE UNIT UNITS PARTOFDAY SEASON CENTURY QUARTER QNUM HALF HOLIDAY TODAY "
    "THE OF IN ON TO AND FROM BETWEEN BY THIS THAT THESE LAST PAST PREV NEXT FOLLOWING SAME AGO LATER EARLIER BEFORE AFTER AFTERWARDS "
    "EARLY MID LATE BC AD COMMA DASH SLASH APOS ISO NUMDATE DOT START END RECENT COMING EVERY POSS TWODIGIT MOST WEEKDAYS NIGHTLONG WITHIN "
    "FOR SINCE INTO OR NEW EVE OTHERMONTH OTHERMONTHEND RAMADAN ARTICLE ERA TENS ANNIVERSARY LENGTH BEGAN ABOUT MORE THAN"
)
CLASSES = {name: chr(0x4E00 + place) for place, name in enumerate(_NAMES.split())}
"""The letter of each class. The letters are from a Unicode range that patterns do not use, so that none is confused with pattern syntax."""

MONTHS = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"]
MONTH_NUMBER = {name: place for place, name in enumerate(MONTHS, 1)} | {
    short: place
    for place, names in enumerate(["jan", "feb", "mar", "apr", "-", "jun", "jul", "aug", "sep,sept", "oct", "nov", "dec"], 1)
    for short in names.split(",")
}
WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
WEEKDAY_NUMBER = (
    {name: place for place, name in enumerate(WEEKDAYS)}
    | {
        short: place
        for place, names in enumerate(["mon", "tue,tues", "wed", "thu,thur,thurs", "fri", "sat", "sun"])
        for short in names.split(",")
    }
    | {name + "s": place for place, name in enumerate(WEEKDAYS)}
)
_TENS = ["twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties"]
DECADES = {name: f"{place}0" for place, name in enumerate(_TENS, 2)}
"""The last two digits of the decades of the 20th century by name."""
_WORDS = {
    "MONTH": " ".join(MONTHS),
    "ABBR": "jan feb mar apr jun jul aug sep sept oct nov dec",
    "WEEKDAY": " ".join(WEEKDAYS),
    "WDABBR": "mon tue tues wed thu thur thurs fri sat sun",
    "COUNT": " ".join(w for w in UNITS if w != "zero") + " hundred thousand dozen",
    "SOME": "several few couple some many",
    "A": "a an",
    "ORD": " ".join(w for w in ORDINALS if "-" not in w),
    "UNIT": "day week month year decade weekend fortnight hour minute",
    "UNITS": "days nights weeks months years decades weekends hours minutes centuries",
    "PARTOFDAY": "morning afternoon evening night midnight noon midday dawn dusk",
    "SEASON": "spring summer autumn fall winter",
    "CENTURY": "century",
    "QUARTER": "quarter",
    "HALF": "half",
    "TODAY": "today yesterday tomorrow tonight",
    "NIGHTLONG": "overnight",
    "RAMADAN": "ramadan",
    "HOLIDAY": "christmas easter nowruz ashura thanksgiving halloween hanukkah passover",
    "QNUM": "q", "THE": "the", "OF": "of", "IN": "in", "WITHIN": "within", "FOR": "for", "SINCE": "since", "INTO": "into",
    "OR": "or", "ON": "on", "TO": "to until till through", "AND": "and", "FROM": "from",
    "BETWEEN": "between", "BY": "by", "THIS": "this", "THAT": "that", "THESE": "these those", "LAST": "last", "PAST": "past",
    "PREV": "previous preceding prior", "NEXT": "next", "FOLLOWING": "following ensuing subsequent", "SAME": "same", "AGO": "ago",
    "LATER": "later", "EARLIER": "earlier", "BEFORE": "before", "AFTER": "after", "AFTERWARDS": "afterwards afterward", "EARLY": "early",
    "MID": "mid middle", "LATE": "late", "BC": "bc bce", "AD": "ad ce", "START": "start beginning outset", "END": "end close",
    "TENS": " ".join(DECADES), "NEW": "new", "ANNIVERSARY": "anniversary", "EVE": "eve", "ARTICLE": "al el", "ERA": "ah hijri",
    "WEEKDAYS": " ".join(day + "s" for day in WEEKDAYS),
    "OTHERMONTH": (
        "muharram safar rabi jumada rajab shaban shawwal dhu dhul farvardin ordibehesht khordad mordad shahrivar mehr aban azar bahman "
        "esfand tishrei heshvan kislev tevet shevat adar nisan iyar sivan tammuz elul"
    ),
    "OTHERMONTHEND": "awwal awal thani akhir ula akhira thaniya qada qadah qidah qaada hijja hijjah hijjeh",
    "ABOUT": "about around nearly almost roughly approximately over", "MORE": "more less", "THAN": "than",
    "LENGTH": "long old", "BEGAN": "began begun started",
    "RECENT": "recent", "COMING": "coming upcoming", "EVERY": "every each", "MOST": "most", "POSS": "s",
}  # fmt: skip
_CLASS_OF = {word: name for name, words in _WORDS.items() for word in words.split()}
_MARKS = {",": "COMMA", "-": "DASH", "–": "DASH", "—": "DASH", "/": "SLASH", "'": "APOS", "’": "APOS", ".": "DOT"}
_BREAK = "\n"
_PLAIN = "."

_PIECE = re.compile(
    r"(?P<iso>\b\d{4}(?P<isomark>[-/])\d\d(?P=isomark)\d\d(?!\d))"
    r"|(?P<numdate>\b\d{1,2}(?P<mark>[./])\d{1,2}(?P=mark)(?:\d{4}|\d\d)\b)"
    r"|(?P<dashdate>\b\d{1,2}-\d{1,2}-\d{4}\b)"
    r"|(?P<decade>\b(?:\d{3}0s|\d0s)\b)"
    r"|(?P<ord>\b\d{1,4}(?:st|nd|rd|th)\b)"
    r"|(?P<num>\d{1,3}(?:,\d{3})+(?:\.\d{1,6})?|\d{1,12}(?:\.\d{1,6})?)"
    r"|(?P<word>[^\W\d_]+)"
    r"|(?P<mark1>[^\s\w])"
    r"|(?P<gap>\n[ \t]*\n)",
    re.IGNORECASE,
)
MIXED_CASE = {"may", "march"} | {name for name in [*MONTH_NUMBER, *WEEKDAY_NUMBER] if len(name) <= 3}
"""Names of months and weekdays that mean something else in lower case."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A word, number or mark of the text.

    `text` is in lower case, and `capital` says whether it started with a capital. `start` and `end` are character offsets. `letter` is the
    letter of its class.
    """

    text: str
    start: int
    end: int
    letter: str
    capital: bool


def _number_class(text: str) -> str:
    """Return the class of a number in digits."""
    if not text.isdigit():
        return "NUM"
    if len(text) <= 2:
        return "DAY" if 1 <= int(text) <= 31 else "TWODIGIT"
    return "YEAR" if len(text) == 4 and "1000" <= text <= "2199" else "NUM"


def _class_name(kind: str, text: str, folded: str) -> str | None:
    """Return the class of a piece, or None if it has none."""
    if kind == "word":
        return None if folded in MIXED_CASE and text[0].islower() else _CLASS_OF.get(folded)
    if kind == "num":
        return _number_class(text)
    return {"iso": "ISO", "numdate": "NUMDATE", "decade": "DECADE", "ord": "ORD"}.get(kind) or _MARKS.get(text)


def split_pieces(text: str) -> tuple[list[Piece], str]:
    """Return the pieces of a text in order, and their class letters as one string.

    The letter of a piece without a class is ".", and that of an empty line is a newline.
    """
    pieces: list[Piece] = []
    for match in _PIECE.finditer(text):
        kind, found = str(match.lastgroup), match.group()
        kind = {"mark": "numdate", "dashdate": "numdate", "isomark": "iso"}.get(kind, kind)
        folded = found.lower()
        name = _class_name(kind, found, folded)
        letter = _BREAK if kind == "gap" else CLASSES[name] if name else _PLAIN
        pieces.append(Piece(folded, match.start(), match.end(), letter, found[0].isupper()))
    return pieces, "".join(piece.letter for piece in pieces)
