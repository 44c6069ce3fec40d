"""A matched time expression, with the meaning of its pieces: month, days, year, unit and count."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from heldby.reading.mentions.numerals import ORDINALS, words_to_number
from heldby.reading.mentions.times.lexer import CLASSES, MONTH_NUMBER, Piece

__all__ = ["Expression", "Side", "ordinal"]

Side = Literal["early", "mid", "late"]
_UNIT_NAMES = {"century": "century", "centuries": "century", "nights": "day"}
_SIDES: dict[str, Side] = {
    "EARLY": "early", "START": "early", "MID": "mid", "LATE": "late", "END": "late", "LATER": "late", "EARLIER": "early",
    "BEGAN": "early",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Expression:
    """The pieces of a text that a rule of the grammar matched. The classes of pieces are the keys of `lexer.CLASSES`."""

    pieces: Sequence[Piece]

    def get(self, *names: str) -> Piece | None:
        """Return the first piece of one of these classes, or None."""
        return next(iter(self.all(*names)), None)

    def all(self, *names: str) -> list[Piece]:
        """Return all pieces of these classes in order."""
        letters = {CLASSES[name] for name in names}
        return [piece for piece in self.pieces if piece.letter in letters]

    def has(self, *names: str) -> bool:
        """Check whether there is a piece of one of these classes."""
        return self.get(*names) is not None

    @property
    def month(self) -> int | None:
        """The number of the month, from 1, or None."""
        piece = self.get("MONTH", "ABBR")
        return MONTH_NUMBER[piece.text] if piece else None

    @property
    def days(self) -> list[int]:
        """The days of the month."""
        return [ordinal(p) if p.letter == CLASSES["ORD"] else int(p.text) for p in self.all("DAY", "ORD")]

    @property
    def year(self) -> int | None:
        """The year, if it is in digits, or None."""
        piece = self.get("YEAR")
        return int(piece.text) if piece else None

    @property
    def side(self) -> Side | None:
        """Which part of an interval words such as "early" or "end of" mean, or None."""
        return next((side for name, side in _SIDES.items() if self.has(name)), None)

    @property
    def unit(self) -> str | None:
        """The unit in the singular ("day"), or None."""
        piece = self.get("UNIT", "UNITS", "CENTURY")
        if piece is None:
            return None
        return _UNIT_NAMES.get(piece.text, piece.text.removesuffix("s"))

    @property
    def count(self) -> float | None:
        """The number of units. It is 1 without a number, 2 for "a couple", and None for "several" or "a few"."""
        words = [p.text for p in self.all("COUNT", "DAY", "TWODIGIT", "NUM", "YEAR")]
        if self.has("SOME"):
            return 2.0 if any(p.text == "couple" for p in self.all("SOME")) else None
        return words_to_number(words) if words else 1.0


def ordinal(piece: Piece) -> int:
    """Return the number of an ordinal in words ("third") or digits ("3rd")."""
    return ORDINALS.get(piece.text) or int(piece.text[:-2])
