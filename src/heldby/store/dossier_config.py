"""The two settings files in a dossier's folder: `sides.toml`, the sides of actors, and `sources.toml`, the reliability of sources.

Each new version of a file is recorded in the ledger, so conclusions always follow from the ledger alone.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Mapping
from typing import Any, NamedTuple

from heldby.errors import BadConfigFile
from heldby.store import settings
from heldby.store.dossier import Dossier
from heldby.store.query.record_reader import RecordReader

FILES = ("sides", "sources")
DEFAULT_TITLE = "Who holds what"
MAX_TITLE = 200
"""Longest title in characters; the rest is cut off."""


class DossierConfig(NamedTuple):
    """The contents of the two files.

    Attributes:
        sides: the side of each actor, keyed by its id or name; either a side or a list of {side, first, last}.
        trust: the share of each source's statements that are right, from 0 to 1, keyed by the source's name.
    """

    sides: Mapping[str, Any] = {}
    trust: Mapping[str, float] = {}


def load_config(reader: RecordReader) -> DossierConfig:
    """Parse the two files as last recorded in the ledger.

    Raises:
        BadConfigFile: a recorded file is invalid.
    """
    return _parse({name: _recorded(reader, name) for name in FILES})


def title(reader: RecordReader) -> str:
    """Return the title that the user gave the dossier, or the default title."""
    return " ".join(_recorded(reader, "title").split())[:MAX_TITLE] or DEFAULT_TITLE


def kept_texts(reader: RecordReader) -> dict[str, str]:
    """Return the text of each file that is recorded in the ledger and not empty, keyed by the file's name without its ending."""
    return {name: text for name in FILES if (text := _recorded(reader, name))}


def check_text(name: str, text: str) -> None:
    """Check the text of the file `name`.toml.

    Raises:
        BadConfigFile: the text is invalid.
    """
    _parse({name: text})


def changed_files(dossier: Dossier) -> dict[str, str]:
    """Return the texts of the files that differ from the ledger. A missing file changes nothing; an empty file removes all its settings.

    Raises:
        BadConfigFile: a file cannot be read or is invalid; the message says which and why.
    """
    found = {}
    for name in FILES:
        file = dossier.folder / f"{name}.toml"
        if file.is_file():
            try:
                text = file.read_text("utf-8")
            except (OSError, UnicodeDecodeError) as error:
                raise BadConfigFile(f"{file} cannot be read: {error}") from error
            if text != _recorded(dossier, name):
                found[name] = text
    _parse(found)
    return found


def adopt_changes(dossier: Dossier) -> list[str]:
    """Record changed files in the ledger and return their names.

    Raises:
        BadConfigFile: a file cannot be read or is invalid; nothing is written.
    """
    changed = changed_files(dossier)
    for name, text in changed.items():
        dossier.configure(name, text)
    return list(changed)


def _recorded(reader: RecordReader, name: str) -> str:
    with reader.database.reading() as connection:
        return settings.get(connection, name) or ""


def _parse(texts: Mapping[str, str]) -> DossierConfig:
    tables = {}
    for name, text in texts.items():
        try:
            tables[name] = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            raise BadConfigFile(f"{name}.toml is not TOML: {error}") from error
    sides, trust = tables.get("sides", {}), tables.get("sources", {})
    for name, value in sides.items():
        _check_side(name, value)
    for name, value in trust.items():
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
            raise BadConfigFile(
                f"sources.toml: {name!r} must be a number from 0 to 1, the share of its statements that are right, not {value!r}"
            )
    return DossierConfig(sides, {name: float(value) for name, value in trust.items()})


def _check_side(name: str, value: Any) -> None:
    periods = [{"side": value}] if isinstance(value, str) else value
    good = isinstance(periods, list) and all(
        isinstance(period, dict)
        and isinstance(period.get("side"), str)
        and set(period) <= {"side", "first", "last"}
        and all(type(period.get(key, dt.date.min)) is dt.date for key in ("first", "last"))
        for period in periods
    )
    if not good or not periods:
        raise BadConfigFile(f'sides.toml: {name!r} must be a side, or a list of {{side = "...", first = DATE, last = DATE}}, not {value!r}')
