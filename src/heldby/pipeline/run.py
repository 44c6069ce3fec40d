"""Whole jobs: read new inputs, read reports again, or write a redacted copy, and then derive the conclusions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from heldby.pipeline.derive import conclude
from heldby.pipeline.increment import refresh_state
from heldby.pipeline.ingest import IngestCounts, IngestListener, ingest_paths, read_again
from heldby.release import redacted_copy
from heldby.store import Dossier

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from heldby.intake.fetching.fetcher import Fetcher
    from heldby.pipeline.batch_reader import WorkingReader
    from heldby.reading.readers import ChosenReader
    from heldby.release.policy import ReleasePolicy


def run(
    paths: Iterable[str],
    dossier: Dossier,
    *,
    workers: int | None = 1,
    reader: WorkingReader | ChosenReader | None = None,
    listener: IngestListener | None = None,
    mapping: Mapping[str, str] | None = None,
    fetcher: Fetcher | None = None,
    follow: int = 0,
    places_only: bool = False,
) -> IngestCounts:
    """Read the new reports among the paths into the dossier, and derive its conclusions again if anything changed.

    Each report is stored either with its claims or not at all. If the process is stopped, at most the reports being read are lost.
    `mapping` names the columns of tables that hold the fields of reports. `fetcher` downloads addresses, and up to `follow` of the pages
    that lists name. With `places_only`, only answers about single places (`take_place_snapshot`) are brought up to date; events,
    contradictions and the records of all places follow with the next `conclude`.
    """
    used = listener or IngestListener()
    counts = ingest_paths(paths, dossier, workers=workers, reader=reader, listener=used, mapping=mapping, fetcher=fetcher, follow=follow)
    if not (places_only and refresh_state(dossier)):
        conclude(dossier)
    return counts


def reread(
    dossier: Dossier,
    *,
    everything: bool = False,
    workers: int | None = 1,
    reader: WorkingReader | ChosenReader | None = None,
    listener: IngestListener | None = None,
) -> int:
    """Read stored reports again, derive the conclusions, and return how many reports were read.

    Without `everything`, reports that this version of the reader has read are skipped.
    """
    count = read_again(dossier, everything=everything, workers=workers, reader=reader, listener=listener or IngestListener())
    conclude(dossier)
    return count


def write_redacted_copy(dossier: Dossier, folder: Path, policy: ReleasePolicy, today: dt.date) -> None:
    """Write a redacted copy of a dossier into a folder, and derive the conclusions of the copy from its own content alone.

    `heldby.release.redacted_copy` says what the copy contains.
    """
    with Dossier.open(folder, create=True, who="readers") as copy:
        redacted_copy.copy_redacted(dossier, copy, policy, today)
        conclude(copy)
