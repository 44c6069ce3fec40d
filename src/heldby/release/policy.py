"""The policy of a redacted copy: what `sensitive.toml` lists, a delay for recent reports, and a coarser grid for places.

`sensitive.toml` in the dossier's folder lists what must not be released:

    reports = ["r12"]              # left out entirely
    places = ["Rawa"]              # by id or name: no point, no history, the names of it and of the places in it blacked out
    sources = ["Agency B"]         # outlets and speakers: their names blacked out
    persons = ["Omar Haddad"]      # their names blacked out, also single parts of them and other transliterations
    words = ["Operation X"]        # blacked out wherever they occur, in upper or lower case
    public = ["Jane Doe"]          # persons who are not hidden although the default rules take them for private ones
"""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from heldby.errors import BadConfigFile

SENSITIVE_FILE = "sensitive.toml"


class Sensitive(NamedTuple):
    """The content of `sensitive.toml`."""

    reports: Sequence[str] = ()
    places: Sequence[str] = ()
    sources: Sequence[str] = ()
    persons: Sequence[str] = ()
    words: Sequence[str] = ()
    public: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class ReleasePolicy:
    """Limits of a redacted copy.

    Attributes:
        delay: days for which a report must be known before the copy has it.
        coarsen: width in km of the grid on which places lie; 0 for their exact positions. On a grid, places more exact than a cell have no
            names: they are shown as lying in their district, province or country.
    """

    delay: int = 0
    coarsen: float = 0.0

    def through(self, today: dt.date) -> dt.date:
        """Return the last day that the copy covers. Reports that became known later are left out."""
        return today - dt.timedelta(days=self.delay)


def read_sensitive(folder: Path) -> Sensitive:
    """Return the content of `sensitive.toml` in a dossier's folder, which is empty if there is no such file.

    Raises:
        BadConfigFile: the file cannot be read or is invalid. Nothing may be released until it is corrected.
    """
    file = folder / SENSITIVE_FILE
    try:
        lists = tomllib.loads(file.read_text("utf-8")) if file.exists() else {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadConfigFile(f"{file} cannot be read: {error}") from error
    for name, value in lists.items():
        if name not in Sensitive._fields or not isinstance(value, list) or not all(isinstance(one, str) and one.strip() for one in value):
            raise BadConfigFile(f"{SENSITIVE_FILE}: {name!r} must be one of {', '.join(Sensitive._fields)}, each a list of texts")
    return Sensitive(**lists)
