"""What a person gives a dossier in two files of its folder: `sides.toml`, who counts with whom, and `sources.toml`, whom to trust how far.

The ledger keeps what they said each time that it changed, so conclusions always follow from the ledger alone.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Mapping
from typing import Any, NamedTuple

from heldby.errors import BadConfigFile
from heldby.store import settings
from heldby.store.dossier import Dossier

FILES = ("sides", "sources")




class DossierConfig(NamedTuple):
    """`sides`: an actor's id or name to its side, or to a list of {side, first, last}; `trust`: a source's name to the share of its word
    that is so, 0 to 1."""

    sides: Mapping[str, Any] = {}
    trust: Mapping[str, float] = {}


def given(dossier: Dossier) -> DossierConfig:
    """What the ledger holds of the two files.

    Raises:
        BadConfigFile: what it holds cannot be read.
    """
    return _parse({name: _kept(dossier, name) for name in FILES})


def texts(dossier: Dossier) -> dict[str, str]:
    """What the ledger holds of each file that said anything, as it was written."""
    return {name: text for name in FILES if (text := _kept(dossier, name))}


def check(name: str, text: str) -> None:
    """Whether a file may say this.

    Raises:
        BadConfigFile: it may not.
    """
    _parse({name: text})


def waiting(dossier: Dossier) -> dict[str, str]:
    """The texts of those files that say something else than the ledger; a file that is not there changes nothing, an empty one takes back.

    Raises:
        BadConfigFile: a file cannot be read; the message says which and why.
    """
    found = {}
    for name in FILES:
        file = dossier.folder / f"{name}.toml"
        if file.is_file():
            try:
                text = file.read_text("utf-8")
            except (OSError, UnicodeDecodeError) as error:
                raise BadConfigFile(f"{file} cannot be read: {error}") from error
            if text != _kept(dossier, name):
                found[name] = text
    _parse(found)
    return found


def adopt(dossier: Dossier) -> list[str]:
    """Write into the ledger what the files newly say; the names of those that changed.

    Raises:
        BadConfigFile: a file cannot be read; nothing is written.
    """
    changed = waiting(dossier)
    for name, text in changed.items():
        dossier.configure(name, text)
    return list(changed)


def _kept(dossier: Dossier, name: str) -> str:
    with dossier.database.reading() as connection:
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
            raise BadConfigFile(f"sources.toml: {name!r} must be a number from 0 to 1, the share of its word that is so, not {value!r}")
    return DossierConfig(sides, {name: float(value) for name, value in trust.items()})


def _check_side(name: str, value: Any) -> None:
    spells = [{"side": value}] if isinstance(value, str) else value
    good = isinstance(spells, list) and all(
        isinstance(spell, dict)
        and isinstance(spell.get("side"), str)
        and set(spell) <= {"side", "first", "last"}
        and all(type(spell.get(key, dt.date.min)) is dt.date for key in ("first", "last"))
        for spell in spells
    )
    if not good or not spells:
        raise BadConfigFile(f'sides.toml: {name!r} must be a side, or a list of {{side = "...", first = DATE, last = DATE}}, not {value!r}')
