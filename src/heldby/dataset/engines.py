"""Where the work on a dataset is done: in this process, or on a Ray cluster. Both give the same results."""

from __future__ import annotations

import logging
import os
import pickle
import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol, TypeVar

from heldby.dataset.extras import arrow, load
from heldby.errors import DatasetError, HeldbyWarning

In = TypeVar("In")
Out = TypeVar("Out")

GROUP = "group"
"""The column by which rows are brought together."""


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a piece of work failed, in words."""

    reason: str


class Engine(Protocol):
    """What does the work on a dataset."""

    def map(self, work: Callable[[In], Out], items: Sequence[In]) -> Iterator[tuple[In, Out | Failure]]:
        """Do the work on each item, and yield each item with its result or failure, in any order. Failed work does not end the rest."""

    def map_groups(self, emit: Callable[[In], Any], items: Sequence[In], reduce: Callable[[Any], Any]) -> Iterator[dict[str, Any]]:
        """Bring rows together by group, and yield the rows that `reduce` makes of each group, in any order.

        Args:
            emit: returns the Arrow table of an item, with the column `group` (an integer or text).
            items: the items. All tables must have the same columns.
            reduce: returns an Arrow table for the Arrow table of all rows of a group.

        Raises:
            DatasetError: the work on an item or group failed.
        """


class LocalEngine:
    """Does all work in this process, one piece after the other."""

    def map(self, work: Callable[[In], Out], items: Sequence[In]) -> Iterator[tuple[In, Out | Failure]]:
        """See `Engine`."""
        for item in items:
            yield item, _attempt(work, item)

    def map_groups(self, emit: Callable[[In], Any], items: Sequence[In], reduce: Callable[[Any], Any]) -> Iterator[dict[str, Any]]:
        """See `Engine`."""
        if not items:
            return
        rows = arrow().concat_tables([emit(item) for item in items])
        for group in sorted(set(rows.column(GROUP).to_pylist())):
            yield from reduce(rows.filter(load("pyarrow.compute", "ray").equal(rows.column(GROUP), group))).to_pylist()


class RayEngine:
    """Does the work on the Ray cluster that RAY_ADDRESS names or, without that variable, on a cluster that it starts on this machine.

    heldby must be installed on every machine of the cluster, and every machine must reach the input files and the dataset.
    """

    def __init__(self, workers: int | None = None) -> None:
        """Connect to the cluster, or start one.

        Args:
            workers: the number of pieces of work done at the same time; None for as many as the cluster has processor cores.

        Raises:
            DatasetError: Ray is not installed, or the cluster cannot be reached.
        """
        self._workers = workers
        _start(workers)

    def map(self, work: Callable[[In], Out], items: Sequence[In]) -> Iterator[tuple[In, Out | Failure]]:
        """See `Engine`."""
        if not items:
            return
        data = self._blocks(items, lose=True).map(_Row(pickle.dumps(work)), **self._options())
        left = set(range(len(items)))
        for row in data.iter_rows():
            left.remove(row["number"])
            yield items[row["number"]], pickle.loads(row["result"])
        for number in sorted(left):
            yield items[number], Failure("a machine of the cluster cannot work on it: the same version of heldby must be installed on all")

    def map_groups(self, emit: Callable[[In], Any], items: Sequence[In], reduce: Callable[[Any], Any]) -> Iterator[dict[str, Any]]:
        """See `Engine`."""
        if not items:
            return
        try:
            emitted = self._blocks(items, lose=False).map_batches(_Emit(emit), batch_size=1, batch_format="pyarrow", **self._options())
            yield from emitted.groupby(GROUP).map_groups(partial(_reduced, reduce), batch_format="pyarrow").iter_rows()
        except load("ray", "ray").exceptions.RayError as error:
            raise DatasetError(f"the work on the Ray cluster failed: {str(error).strip().splitlines()[-1]}") from error

    def _options(self) -> dict[str, Any]:
        """Return how the tasks run: each on one processor core."""
        pool = load("ray.data", "ray").TaskPoolStrategy(self._workers)
        return {"compute": pool, "num_cpus": 1}

    def _blocks(self, items: Sequence[In], *, lose: bool) -> Any:
        """Return Ray data with one block, and so one task, for each item. The tasks can run on any machine, and again on another.

        `lose` tells whether the other tasks go on if one fails for good.
        """
        load("ray.data", "ray").DataContext.get_current().max_errored_blocks = -1 if lose else 0
        rows = [{"number": number, "item": pickle.dumps(item)} for number, item in enumerate(items)]
        return load("ray.data", "ray").from_items(rows, override_num_blocks=len(rows))


def _reduced(reduce: Callable[[Any], Any], rows: Any) -> Any:
    """Return what `reduce` makes of rows. Ray asks for a function here, and `reduce` may be an object."""
    return reduce(rows)


@dataclass(frozen=True)
class _Row:
    """Does the work on the item in a row of Ray data. The work is pickled, so that a failure to load it is a failure of the work."""

    work: bytes

    def __call__(self, row: dict[str, Any]) -> dict[str, Any]:
        warnings.simplefilter("ignore", HeldbyWarning)  # the parent process shows the warnings of the reader
        return {"number": row["number"], "result": pickle.dumps(_attempt(self._do, row["item"]))}

    def _do(self, item: bytes) -> Any:
        return pickle.loads(self.work)(pickle.loads(item))


@dataclass(frozen=True)
class _Emit:
    """Returns the table of the item in a batch of one row of Ray data."""

    emit: Callable[[Any], Any]

    def __call__(self, batch: Any) -> Any:
        return self.emit(pickle.loads(batch.column("item")[0].as_py()))


def _attempt(work: Callable[[In], Out], item: In) -> Out | Failure:
    try:
        return work(item)
    except Exception as error:  # one piece of work must not end the others; the caller names it with this reason
        return Failure(getattr(error, "strerror", None) or f"{type(error).__name__}: {str(error)[:300]}")


def _start(workers: int | None) -> None:
    """Connect to the cluster, or start one. Ray's usage reports are turned off, because nothing about the reports may leave the machine."""
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    os.environ.setdefault("RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO", "0")
    try:
        import ray
        import ray.data
    except ImportError as error:
        raise DatasetError("--engine ray needs Ray. Install it with: pip install 'heldby[ray]'") from error
    if not ray.is_initialized():
        here: dict[str, Any] = {} if os.environ.get("RAY_ADDRESS") else {"num_cpus": workers, "include_dashboard": False}
        try:
            ray.init(log_to_driver=False, logging_level=logging.ERROR, **here)
        except Exception as error:  # Ray also raises plain ones, as when the machine is too busy to start it in time
            raise DatasetError(f"cannot use the Ray cluster: {str(error)[:300]}") from error
    logging.getLogger("ray.data").setLevel(logging.ERROR)
    context = ray.data.DataContext.get_current()
    context.enable_progress_bars = False
    context.print_on_execution_start = False
