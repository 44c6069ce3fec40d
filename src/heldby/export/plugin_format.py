"""Export formats of other packages: an object with `help`, `opens`, `binary` and `write`, which gets the tables of the record."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import IO, Any, Protocol, runtime_checkable

from heldby.errors import HeldbyError, PluginError
from heldby.export.dataset_card import card_text
from heldby.export.tables import CLAIMS, CONTROL, EVENTS, MENTIONS, PLACES, Column, Row, Table
from heldby.plugins import Plugin, reason
from heldby.release.redacted_copy import policy_of
from heldby.store import ClaimFilter, Conclusions, Dossier, dossier_config

TABLES = {table.name: table for table in (CLAIMS, EVENTS, CONTROL, PLACES, MENTIONS)}


class Tables:
    """The record as an export format of another package sees it: the tables of docs/tables.md.

    In a copy for other people, these are the tables of the redacted copy.

    Attributes:
        names: the names of the tables.
        title: the title of the dossier.
        redacted: whether this is a redacted copy for other people.
    """

    names = tuple(TABLES)

    def __init__(self, dossier: Dossier, snapshot: Conclusions, wanted: ClaimFilter) -> None:
        self.title = dossier_config.title(dossier)
        self.redacted = policy_of(dossier) is not None
        self._rows: Callable[[Table], Iterator[Row]] = lambda table: table.rows(dossier, snapshot, wanted)
        self._card: Callable[[], str] = lambda: card_text(dossier, snapshot, wanted)

    def columns(self, table: str) -> Sequence[Column]:
        """Return the columns of a table, each with `name`, `kind`, `help` and `hxl`.

        Raises:
            ValueError: there is no such table.
        """
        return _table(table).columns

    def rows(self, table: str) -> Iterator[Row]:
        """Yield the rows of a table as mappings from column to value: str, int, float, bool, date, a list of str, or None where unknown.

        Raises:
            ValueError: there is no such table.
        """
        return self._rows(_table(table))

    def card(self) -> str:
        """Return the dataset card as Markdown: sources, gaps, known bias, licence and how to cite."""
        return self._card()


@runtime_checkable
class ExportFormat(Protocol):
    """What the entry point of an export format returns when it is called without arguments.

    Attributes:
        help: what a file contains, in a few words.
        opens: programs that open it.
        binary: whether it is written as bytes and not as text.
    """

    help: str
    opens: str
    binary: bool

    def write(self, tables: Tables, out: IO[Any]) -> int:
        """Write the record to an open file and return the number of records written."""
        ...


def load_format(plugin: Plugin) -> ExportFormat:
    """Return the export format of a package.

    Raises:
        PluginError: it cannot be loaded, or is no export format.
    """
    factory = plugin.load()
    try:
        made = factory()
    except Exception as error:  # the factory belongs to another package
        raise PluginError(f"{plugin.title} cannot be created ({reason(error)})") from error
    if not isinstance(made, ExportFormat) or not isinstance(made.help, str) or not isinstance(made.opens, str):
        raise PluginError(f"{plugin.title} is no export format: it needs help, opens, binary and write. See docs/plugins.md")
    return made


def writer(plugin: Plugin, made: ExportFormat) -> Callable[[Dossier, Conclusions, ClaimFilter, IO[Any]], int]:
    """Return the function that writes a dossier in the format of a package."""
    return partial(_write, plugin, made)


def _write(plugin: Plugin, made: ExportFormat, dossier: Dossier, snapshot: Conclusions, wanted: ClaimFilter, out: IO[Any]) -> int:
    try:
        count = made.write(Tables(dossier, snapshot, wanted), out)
    except (HeldbyError, OSError):
        raise
    except Exception as error:  # another package can fail in any way
        raise PluginError(f"{plugin.title} failed ({reason(error)})") from error
    if not isinstance(count, int):
        raise PluginError(f"{plugin.title} returned {type(count).__name__} and not the number of records that it wrote")
    return count


def _table(name: str) -> Table:
    if name not in TABLES:
        raise ValueError(f"there is no table {name!r}; choose from {', '.join(TABLES)}")
    return TABLES[name]
