"""Reading on a Ray cluster, or on this machine's cores through Ray: the same pure function, mapped by Ray Data.

The cluster is that of RAY_ADDRESS; without it, one is started here and ends with the program. Its machines must have heldby installed.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterable, Iterator
from typing import Any

from heldby.model import Claim, Mention, Report
from heldby.reading.reader import BATCH, VERSION, Reader, Reading

TOGETHER = 2048
"""Reports handed to the cluster at a time: enough that starting its readers, some seconds each, is little beside reading."""


class ClusterReader:
    """Reads as `Reader` does, with so many readers on the cluster."""

    version = VERSION
    together = TOGETHER

    def __init__(self, workers: int) -> None:
        self.workers = workers
        _start(workers)

    def read(self, report: Report) -> Reading:
        """The mentions and claims of one report.

        Raises:
            RuntimeError: reading it failed.
        """
        found = next(iter(self.read_all([report])))
        if isinstance(found, Exception):
            raise found
        return found

    def read_all(self, reports: Iterable[Report], workers: int | None = None) -> Iterator[Reading | Exception]:
        """Many reports, in their order; one that cannot be read gives the reason as an exception, and the others go on."""
        import ray

        told = list(reports)
        if not told:
            return
        rows = [{"number": number, "report": report.model_dump_json()} for number, report in enumerate(told)]
        parts = max(1, min(len(rows) // BATCH, 4 * self.workers))
        data = ray.data.from_items(rows, override_num_blocks=parts)
        read = data.map_batches(_Readers, batch_size=BATCH, batch_format="pandas", concurrency=min(self.workers, parts))
        found = {row["number"]: row for row in read.iter_rows()}
        yield from (_reading(report, found[number]) for number, report in enumerate(told))


class _Readers:
    """What Ray keeps on each worker: a reader, made once."""

    def __init__(self) -> None:
        self._reader = Reader()

    def __call__(self, batch: Any) -> dict[str, list[Any]]:
        rows = [self._row(Report.model_validate_json(report)) for report in batch["report"]]
        return {
            "number": list(batch["number"]),
            **{name: [row[name] for row in rows] for name in ("claims", "mentions", "notes", "failed")},
        }

    def _row(self, report: Report) -> dict[str, Any]:
        try:
            reading = self._reader.read(report)
        except Exception as error:  # told to whoever asked, who names the report
            return {"claims": [], "mentions": [], "notes": [], "failed": f"{type(error).__name__}: {error}"}
        claims, mentions = ([one.model_dump_json() for one in found] for found in (reading.claims, reading.mentions))
        return {"claims": claims, "mentions": mentions, "notes": list(reading.notes), "failed": ""}


def _reading(report: Report, row: Any) -> Reading | Exception:
    if row["failed"]:
        return RuntimeError(str(row["failed"]))
    mentions, claims = map(Mention.model_validate_json, row["mentions"]), map(Claim.model_validate_json, row["claims"])
    return Reading(report, tuple(mentions), tuple(claims), tuple(row["notes"]))


def _start(workers: int) -> None:
    # Nothing of what is read here, not even that it is, may leave by Ray's usage reports.
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    os.environ.setdefault("RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO", "0")
    import ray
    import ray.data

    if not ray.is_initialized():
        here: dict[str, Any] = {} if os.environ.get("RAY_ADDRESS") else {"num_cpus": workers, "include_dashboard": False}
        ray.init(log_to_driver=False, logging_level=logging.ERROR, **here)
    context = ray.data.DataContext.get_current()
    context.enable_progress_bars = False
    context.print_on_execution_start = False
