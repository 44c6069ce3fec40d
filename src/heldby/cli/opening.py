"""Opening the dossier that a command names."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from heldby.store import Dossier


def open_dossier(folder: Path, database: str | None = None, *, create: bool = False) -> Dossier:
    """The dossier of the options `--dossier` and `--database`."""
    from heldby.store import Dossier

    return Dossier.open(folder, create=create, database=database)
