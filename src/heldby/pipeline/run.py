"""Running: whole jobs that take in, read again or copy, and then conclude."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from heldby.pipeline.derive import conclude
from heldby.pipeline.ingest import Tally, Watcher, read_again, take_in
from heldby.release import redaction
from heldby.store import Dossier

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from heldby.pipeline.ingest import AnyReader
    from heldby.reading import Reader
    from heldby.release.redaction import ReleasePolicy


def run(
    paths: Iterable[str], dossier: Dossier, *, workers: int = 1, reader: AnyReader | None = None, watcher: Watcher | None = None
) -> Tally:
    """Read what is new among the paths into the dossier and conclude anew if that changed anything.

    Each report is kept whole with its claims or not at all; stopping at any moment loses at most the reports being read.
    """
    tally = take_in(paths, dossier, workers=workers, reader=reader, watcher=watcher or Watcher())
    conclude(dossier)
    return tally


def reread(dossier: Dossier, *, everything: bool = False, reader: Reader | None = None, watcher: Watcher | None = None) -> int:
    """Read the reports kept again that this reader's version has not read, or all, and conclude anew; how many were read."""
    count = read_again(dossier, everything=everything, reader=reader, watcher=watcher or Watcher())
    conclude(dossier)
    return count


def copy_for_readers(dossier: Dossier, folder: Path, cut: ReleasePolicy, today: dt.date) -> None:
    """Write a redacted dossier for readers into a folder and derive its conclusions from that alone (`heldby.release.redaction`)."""
    with Dossier.open(folder, create=True, who="readers") as into:
        redaction.copy(dossier, into, cut, today)
        conclude(into)
