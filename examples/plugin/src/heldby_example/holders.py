"""An export format: who holds what, one line for each place, for a message or an e-mail."""

from __future__ import annotations

from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from heldby.export.plugin_format import Tables


class HoldersText:
    """Lines such as "Rawa (Anbar, Iraq): Government of Iraq, since 2017-11-17"."""

    help = "who holds each place, one line each"
    opens = "any program that shows text"
    binary = False

    def write(self, tables: Tables, out: TextIO) -> int:
        """Write the latest answer for each place and return their number.

        `tables.rows("places")` has the columns of docs/tables.md. An unknown value is None. In a copy for other people, the rows are
        redacted already.
        """
        count = 0
        for row in tables.rows("places"):
            where = f" ({row['within']})" if row["within"] else ""
            since = f", since {row['first']}" if row["first"] else ""
            inferred = ", inferred" if row["inferred"] else ""
            out.write(_line(f"{row['place']}{where}: {row['holder'] or row['status']}{since}{inferred}") + "\n")
            count += 1
        return count


def _line(text: str) -> str:
    """Return a text as one line of printable characters, because names come from reports, and a report may be hostile."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
