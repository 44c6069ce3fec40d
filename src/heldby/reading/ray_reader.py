"""Reads reports on a Ray cluster, or through Ray on this machine's cores, with the same results as without Ray.

The environment variable RAY_ADDRESS names the cluster. If it is not set, a cluster is started on this machine and ends with the program.
heldby must be installed on every machine of the cluster.
"""

from __future__ import annotations

import logging
import os
import warnings
from collections.abc import Iterable, Iterator
from typing import Any

from heldby.errors import HeldbyWarning
from heldby.model import Claim, Mention, Report
from heldby.reading.failed_reading import FailedReading
from heldby.reading.reader import BATCH, VERSION
from heldby.reading.readers import ChosenReader
from heldby.reading.reading import Reading

TOGETHER = 2048
"""Number of reports to pass to `read_all` at a time. It is large, because each call takes seconds to start readers on the cluster."""


class ClusterReader:
    """Reads reports with `workers` readers on a Ray cluster. The constructor connects to the cluster or starts one.

    Each worker creates its own reader, by default the built-in one. The package of another reader must be installed on every machine.
    """

    together = TOGETHER

    def __init__(self, workers: int, chosen: ChosenReader | None = None) -> None:
        self.workers, self.chosen = workers, chosen or ChosenReader()
        self.version = VERSION if self.chosen.built_in else self.chosen.reader.version
        _start(workers)

    def read(self, report: Report) -> Reading:
        """Return the mentions and claims of one report.

        Raises:
            RuntimeError: reading the report failed.
        """
        found = next(iter(self.read_all([report])))
        if isinstance(found, Exception):
            raise found
        return found

    def read_all(self, reports: Iterable[Report]) -> Iterator[Reading | Exception]:
        """Yield the readings of many reports in their order. All the reports and readings are held in memory.

        For a report that cannot be read, a RuntimeError is yielded in place of its reading, and the other reports are still read.
        """
        import ray

        waiting = list(reports)
        if not waiting:
            return
        rows = [{"number": number, "report": report.model_dump_json()} for number, report in enumerate(waiting)]
        parts = max(1, min(len(rows) // BATCH, 4 * self.workers))
        data = ray.data.from_items(rows, override_num_blocks=parts)
        read = data.map_batches(
            _BatchReader, fn_constructor_args=(self.chosen,), batch_size=BATCH, batch_format="pandas",
            concurrency=min(self.workers, parts),
        )  # fmt: skip
        found = {row["number"]: row for row in read.iter_rows()}
        yield from (_reading(report, found[number]) for number, report in enumerate(waiting))


class _BatchReader:
    """A reader on one of Ray's workers. Each worker creates it once."""

    def __init__(self, chosen: ChosenReader) -> None:
        warnings.simplefilter("ignore", HeldbyWarning)  # the parent process shows the warnings of the reader
        self._reader = chosen.reader

    def __call__(self, batch: Any) -> dict[str, list[Any]]:
        rows = [self._row(Report.model_validate_json(report)) for report in batch["report"]]
        return {
            "number": list(batch["number"]),
            **{name: [row[name] for row in rows] for name in ("claims", "mentions", "notes", "failed")},
        }

    def _row(self, report: Report) -> dict[str, Any]:
        try:
            reading = self._reader.read(report)
        except Exception as error:  # returned to the caller, who names the report
            return {"claims": [], "mentions": [], "notes": [], "failed": f"{type(error).__name__}: {error}"}
        if isinstance(reading, FailedReading):
            return {"claims": [], "mentions": [], "notes": list(reading.notes), "failed": "failed"}
        claims, mentions = ([one.model_dump_json() for one in found] for found in (reading.claims, reading.mentions))
        return {"claims": claims, "mentions": mentions, "notes": list(reading.notes), "failed": ""}


def _reading(report: Report, row: Any) -> Reading | Exception:
    if row["failed"] == "failed":
        return FailedReading(report, (), (), tuple(row["notes"]))
    if row["failed"]:
        return RuntimeError(str(row["failed"]))
    mentions, claims = map(Mention.model_validate_json, row["mentions"]), map(Claim.model_validate_json, row["claims"])
    return Reading(report, tuple(mentions), tuple(claims), tuple(row["notes"]))


def _start(workers: int) -> None:
    """Connect to the cluster, or start one. Ray's usage reports are turned off, because nothing about the reports may leave the machine."""
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
