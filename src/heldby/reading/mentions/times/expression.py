"""The pieces a rule matched, asked by what they are: month, days, year, unit, count."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from heldby.reading.mentions.numerals import ORDINALS, words_to_number
from heldby.reading.mentions.times.lexer import CLASSES, MONTH_NUMBER, Piece

__all__ = ["Found", "Side", "ordinal"]

Side = Literal["early", "mid", "late"]
_SIDES: dict[str, Side] = {
    "EARLY": "early", "START": "early", "MID": "mid", "LATE": "late", "END": "late", "LATER": "late", "EARLIER": "early",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Found:
    """The pieces a rule matched."""

    pieces: Sequence[Piece]

    def get(self, *names: str) -> Piece | None:
        return next(iter(self.all(*names)), None)

    def all(self, *names: str) -> list[Piece]:
        letters = {CLASSES[name] for name in names}
        return [piece for piece in self.pieces if piece.letter in letters]

    def has(self, *names: str) -> bool:
        return self.get(*names) is not None

    @property
    def month(self) -> int | None:
        piece = self.get("MONTH", "ABBR")
        return MONTH_NUMBER[piece.text] if piece else None

    @property
    def days(self) -> list[int]:
        return [ordinal(p) if p.letter == CLASSES["ORD"] else int(p.text) for p in self.all("DAY", "ORD")]

    @property
    def year(self) -> int | None:
        piece = self.get("YEAR")
        return int(piece.text) if piece else None

    @property
    def side(self) -> Side | None:
        return next((side for name, side in _SIDES.items() if self.has(name)), None)

    @property
    def unit(self) -> str | None:
        piece = self.get("UNIT", "UNITS", "CENTURY")
        if piece is None:
            return None
        return "century" if piece.text in {"century", "centuries"} else piece.text.removesuffix("s")

    @property
    def count(self) -> float | None:
        """How many units; null for "several", "a few"."""
        words = [p.text for p in self.all("COUNT", "DAY", "TWODIGIT", "NUM", "YEAR")]
        if self.has("SOME"):
            return 2.0 if any(p.text == "couple" for p in self.all("SOME")) else None
        return words_to_number(words) if words else 1.0


def ordinal(piece: Piece) -> int:
    """The number of an ordinal, in words or digits."""
    return ORDINALS.get(piece.text) or int(piece.text[:-2])
