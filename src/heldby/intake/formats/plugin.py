"""Read a file with an input format of another package: a function of the file's bytes that yields reports as records."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from heldby.errors import PluginError, Unreadable
from heldby.intake.item import Draft, Item
from heldby.intake.record_fields import draft_of_record, lower_keys
from heldby.intake.results import Refused
from heldby.plugins import INPUT_FORMATS, Plugin, find, reason

Read = Callable[[bytes, str], Iterable[Mapping[str, Any]]]
"""What the entry point names: a function of the bytes of a file and its name. It yields a mapping for each report in the file."""

OWN_FIELDS = ("original", "notes")
"""Fields of a mapping besides those of a record (docs/intake.md): the bytes that hold the report, and notes for the user."""


@dataclass(frozen=True, slots=True)
class PluginFormat:
    """An input format of another package. It has the interface of `heldby.intake.formats.registry.Format`."""

    plugin: Plugin
    streams: bool = False

    def read(self, item: Item) -> Iterator[Draft | Refused]:
        """Yield the reports of a file, and a refusal for each part that is no report.

        Raises:
            Unreadable: the package cannot be loaded, or it fails on this file. What it gave before stays.
        """
        plugin, data = self.plugin, item.data()
        for number, record in enumerate(self._records(data, item.name), 1):
            if number > item.limits.members:
                raise Unreadable(f"{plugin.title} gives more than {item.limits.members:,} reports")
            name = item.name if number == 1 else f"{item.name} part {number}"
            try:
                yield _draft(record, name, data, f"{plugin.name} ({plugin.package} {plugin.version})".replace(" )", ")"))
            except Unreadable as why:
                yield Refused(name, f"{plugin.title}: {why}")

    def _records(self, data: bytes, name: str) -> Iterator[Any]:
        try:
            yield from self.plugin.load()(data, name)
        except (Unreadable, PluginError) as why:
            raise Unreadable(str(why)) from why
        except Exception as error:  # another package can fail in any way, and the other files must still be read
            raise Unreadable(f"{self.plugin.title} failed ({reason(error)})") from error


def plugin_format(suffix: str) -> PluginFormat | None:
    """Return the input format that a package registers for a suffix such as ".srt"; None if there is none.

    Raises:
        Unreadable: several packages have one for it.
    """
    try:
        found = find(INPUT_FORMATS, suffix.removeprefix(".")) if suffix else None
    except PluginError as error:
        raise Unreadable(str(error)) from error
    return PluginFormat(found) if found else None


def _draft(record: Any, name: str, data: bytes, reader: str) -> Draft:
    if not isinstance(record, Mapping):
        raise Unreadable(f"it gave a value of type {type(record).__name__} and not a mapping")
    fields = lower_keys(record)
    original, notes = fields.pop("original", data), fields.pop("notes", ())
    if not isinstance(original, bytes):
        raise Unreadable("its original is not bytes")
    if isinstance(notes, str):
        notes = (notes,)
    days = {key: value.isoformat() for key, value in fields.items() if isinstance(value, dt.date)}
    draft = draft_of_record({**fields, **days}, name, original, reader, tuple(str(note) for note in notes))
    # Unlike the text of a record, this text was extracted, so that it may be cleaned.
    return replace(draft, keeps_length=False)
