"""Whole jobs: read new inputs, read reports again, or write a redacted copy, and then conclude."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from heldby.pipeline.derive import conclude
from heldby.pipeline.ingest import IngestCounts, IngestListener, ingest_paths, read_again
from heldby.release import redacted_copy
from heldby.store import Dossier

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from heldby.pipeline.ingest import AnyReader
    from heldby.reading import Reader
    from heldby.release.policy import ReleasePolicy


def run(
    paths: Iterable[str], dossier: Dossier, *, workers: int = 1, reader: AnyReader | None = None, listener: IngestListener | None = None
) -> IngestCounts:
    """Read the new reports among the paths into the dossier, and derive its conclusions again if anything changed.

    Each report is stored with its claims or not at all, so that stopping loses at most the reports being read.
    """
    counts = ingest_paths(paths, dossier, workers=workers, reader=reader, listener=listener or IngestListener())
    conclude(dossier)
    return counts


def reread(dossier: Dossier, *, everything: bool = False, reader: Reader | None = None, listener: IngestListener | None = None) -> int:
    """Read stored reports again, all or those that this version of the reader has not read, and conclude; return how many were read."""
    count = read_again(dossier, everything=everything, reader=reader, listener=listener or IngestListener())
    conclude(dossier)
    return count


def write_redacted_copy(dossier: Dossier, folder: Path, policy: ReleasePolicy, today: dt.date) -> None:
    """Write a redacted dossier into a folder and derive its conclusions from that alone (`heldby.release.redacted_copy`)."""
    with Dossier.open(folder, create=True, who="readers") as copy:
        redacted_copy.copy_redacted(dossier, copy, policy, today)
        conclude(copy)
