"""Print the columns of all tables for docs/tables.md: `python -m heldby.export.tables.reference`."""

from __future__ import annotations

from collections.abc import Iterator

from heldby.export.tables import CLAIMS, CONTROL, EVENTS, MENTIONS, PLACES

BEGIN = "<!-- The part below is printed by: python -m heldby.export.tables.reference -->"
"""The line before the printed part."""


def reference() -> str:
    """Return the columns of all tables, as Markdown."""
    return "\n".join(_lines())


def _lines() -> Iterator[str]:
    for table in (CLAIMS, EVENTS, CONTROL, PLACES, MENTIONS):
        name, _, meaning = table.title.partition(": ")
        yield f"\n## {name.capitalize()}\n\n{meaning[0].upper()}{meaning[1:]}.\n"
        yield "| Column | Type | Contains | HXL tag |\n|---|---|---|---|"
        yield from (f"| `{one.name}` | {one.kind} | {one.help} | `{one.hxl}` |" for one in table.columns)


if __name__ == "__main__":
    print(reference())
