"""The options `--engine` and `--out`: where the work is done, and the dataset that it makes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from heldby.cli import output

if TYPE_CHECKING:
    from heldby.dataset.engines import Engine
    from heldby.dataset.manifest import Dataset
    from heldby.dataset.read import DatasetCounts
    from heldby.reading.readers import ChosenReader

MAX_REFUSED = 20
"""Largest number of refused parts of inputs that are printed. The others are counted."""


class EngineName(StrEnum):
    """Where the work is done: on this machine, or on a Ray cluster."""

    local = "local"
    ray = "ray"


EngineOption = Annotated[
    EngineName, typer.Option("--engine", metavar="local|ray", help="Work on this machine (local) or on a Ray cluster (ray).")
]
Out = Annotated[
    str | None,
    typer.Option(
        "--out",
        metavar="DATASET",
        help="Write reports, claims and mentions as Parquet into this folder or URL, such as s3://bucket/claims.",
    ),
]


def choose_engine(name: EngineName, workers: int | None = None) -> Engine:
    """Return the engine that the user chose.

    Raises:
        DatasetError: Ray is not installed, or the cluster cannot be reached.
    """
    from heldby.dataset.engines import LocalEngine, RayEngine

    return RayEngine(workers) if name is EngineName.ray else LocalEngine()


def read_into(
    dataset: Dataset,
    paths: Iterable[str],
    engine: EngineName,
    workers: int | None,
    chosen: ChosenReader,
    mapping: Mapping[str, str] | None,
    *,
    dossier: str = "",
) -> DatasetCounts:
    """Read files into a dataset, and show the progress."""
    from heldby.dataset.read import read_dataset

    with output.progress("Reading") as advance:
        return read_dataset(
            paths, dataset, choose_engine(engine, workers), chosen, mapping=mapping, dossier=dossier,
            workers=1 if engine is EngineName.ray else workers, advance=advance,
        )  # fmt: skip


def print_counts(dataset: Dataset, counts: DatasetCounts) -> None:
    """Print what was read into a dataset and what was refused. Ends the command with exit code 1 if an input was not read."""
    from heldby.dataset.tables import REFUSED

    refused, read = sum(row.refused for row in counts.read), counts.read
    for row in read:
        if row.failed:
            number = output.counted(row.failed, "report")
            output.message(f"{output.plain(row.path)}: {number} could not be read; the table reports says why")
    shown = 0
    for row in read:
        for one in dataset.table(row.files_of(REFUSED)) if shown < MAX_REFUSED else ():
            shown += 1
            if shown <= MAX_REFUSED:
                output.print_refused(one["name"], one["reason"])
    if refused > MAX_REFUSED:
        output.message(f"{refused - MAX_REFUSED} more were refused; see the table refused in {dataset.folder.url}")
    for failed in counts.failed:
        output.print_refused(failed.name, failed.reason)
    reports, claims = sum(row.reports for row in read), sum(row.claims for row in read)
    files = output.counted(len(read), "file")
    known = f"; {len(counts.known)} already in the dataset" if counts.known else ""
    output.message(f"{files} with {output.counted(reports, 'report')} read, {output.counted(claims, 'claim')}{known}")
    output.print_skipped(sum(row.skipped for row in read), reports, "--read-all, with another DATASET,")
    if counts.failed:
        output.fail(f"{output.counted(len(counts.failed), 'input')} could not be read; the same command tries again")
    if not counts.read and not counts.known:
        output.fail("no reports were found")
