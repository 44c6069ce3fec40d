"""Write the rows of a table as lines that can be read without the table: "Douma: 14 killed, 40 wounded; Cause: shelling."."""

from __future__ import annotations

import re
from collections.abc import Sequence

MAX_CELL_CHARS = 300
"""Greatest number of characters of a cell of a table with data. Longer cells hold running text, as in tables that lay out a page."""
_NUMBER = re.compile(r"(?:(?:at least|about|over|up to|more than|some)\s|[~≈<>+])?\s?\d[\d,.\s]*(?:[-–]\s?\d[\d,.]*)?\+?", re.I)
_COUNTED = re.compile(
    r"\b(?:killed|wounded|injured|dead|deaths|fatalities|casualties|missing|captured|arrested|detained|abducted|kidnapped|displaced|evacuated"
    r"|civilians?|soldiers|fighters|children|women|men|people|persons|refugees|prisoners|houses|homes|tanks|vehicles|aircraft|villages|towns"
    r"|air ?strikes|attacks|incidents)\b",
    re.I,
)


def heads_of(rows: Sequence[Sequence[str]]) -> Sequence[str] | None:
    """Return the first row if its cells name the columns: at least two, all filled but the first, without a number, and none repeated."""
    if len(rows) < 2 or len(rows[0]) < 2:
        return None
    heads = rows[0]
    filled = [head for head in heads if head]
    if len(filled) < len(heads) - 1 or len({head.casefold() for head in filled}) < len(filled) or len(filled) < 2:
        return None
    return None if any(_NUMBER.fullmatch(head) or len(head) > 60 or head[-1] in ".!?" for head in filled) else heads


def lines_of_table(rows: Sequence[Sequence[str]]) -> list[str] | None:
    """Return the lines of a table that names its values in its first row or in its first column; None if it does neither."""
    heads = heads_of(rows)
    if heads is not None:
        return table_lines(rows[1:], heads)
    return [_pair(row[0], row[1]) for row in rows] if _are_pairs(rows) else None


def _are_pairs(rows: Sequence[Sequence[str]]) -> bool:
    """Check whether each row is the name of a value and the value, at least one of them a number."""
    if len(rows) < 2 or not all(len(row) == 2 and row[0] and row[1] and len(row[0]) <= 40 and len(row[1]) <= 60 for row in rows):
        return False
    return any(_NUMBER.fullmatch(row[1]) for row in rows) and not any(_NUMBER.fullmatch(row[0]) for row in rows)


def _pair(name: str, value: str) -> str:
    return _line((value,), (name,)) if _is_count(value, name) else _line((name, value), ("", ""))


def table_lines(rows: Sequence[Sequence[str]], heads: Sequence[str]) -> list[str]:
    """Return a line for each row that has a value. The first column names the row; the heads of the columns name the other values."""
    return [line for row in rows if (line := _line(row, heads))]


def _line(row: Sequence[str], heads: Sequence[str]) -> str:
    cells = [(head, cell.strip()) for head, cell in zip(heads, row, strict=False)]
    counts = [_count(cell, head) for head, cell in cells[1:] if cell and _is_count(cell, head)]
    values = [f"{head}: {cell}" if head else cell for head, cell in cells[1:] if cell and not _is_count(cell, head)]
    name = cells[0][1] if cells else ""
    if _COUNTED.search(name) and not any(_COUNTED.search(head) for head in heads) and any(_NUMBER.fullmatch(cell) for _, cell in cells[1:]):
        return "; ".join(f"{head}: {_count(cell, name)}" for head, cell in cells[1:] if cell) + "."
    if _is_count(name, heads[0]):
        name = _count(name, heads[0])
    said = "; ".join(part for part in (", ".join(counts), *values) if part)
    line = ": ".join(part for part in (name, said) if part)
    return line if not line or line[-1] in ".!?" else f"{line}."


def _is_count(cell: str, head: str) -> bool:
    return bool(_NUMBER.fullmatch(cell) and _COUNTED.search(head))


def _count(cell: str, head: str) -> str:
    return f"{cell} {head if head.isupper() and len(head) < 4 else head[:1].lower() + head[1:]}"
