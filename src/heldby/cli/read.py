"""`heldby read`: print the claims, mentions or text of reports without a dossier."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from heldby.cli import output
from heldby.cli.claim_rows import CLAIM_COLUMNS, claim_row, value_text
from heldby.cli.column_mapping import ColumnMap, chosen_mapping
from heldby.cli.engine_options import EngineName, EngineOption, Out, print_counts, read_into
from heldby.cli.fetch_options import AllowPrivate, Follow, IgnoreRobots, chosen_fetcher
from heldby.cli.options import Format, Formats, Paths, Workers
from heldby.cli.reader_options import BUILT_IN, ReadAll, ReaderName, ReaderOptions, choose_reader

if TYPE_CHECKING:
    from heldby.intake import IntakeResult
    from heldby.model import Mention, Report
    from heldby.reading import Reading
    from heldby.reading.readers import ChosenReader


class Show(StrEnum):
    """What is printed for each report."""

    claims = "claims"
    mentions = "mentions"
    text = "text"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("read")(read)


def read(
    paths: Paths,
    show: Annotated[Show, typer.Option("--show", metavar="claims|mentions|text", help="What to print for each report.")] = Show.claims,
    format: Formats = Format.table,
    out: Out = None,
    engine: EngineOption = EngineName.local,
    workers: Workers = None,
    reader: ReaderName = BUILT_IN,
    reader_options: ReaderOptions = None,
    read_all: ReadAll = False,
    columns: ColumnMap = None,
    follow: Follow = 0,
    allow_private: AllowPrivate = False,
    ignore_robots: IgnoreRobots = False,
) -> None:
    """Read reports without a dossier and print their claims, their text, or the mentions (names, dates and numbers) found in them.

    With --out, write all of these into a dataset instead: Parquet tables by month of publication. Files that are in the dataset already are
    not read again, so a command that was stopped can be repeated.
    """
    from heldby.intake.inputs import read_with

    chosen = choose_reader(reader, reader_options, read_all)
    if out:
        from heldby.dataset.manifest import Dataset

        if follow:
            output.fail("--follow cannot be used with --out: a dataset is made from files")
        dataset = Dataset(out)
        print_counts(dataset, read_into(dataset, paths, engine, workers, chosen, chosen_mapping(columns)))
        return
    if engine is EngineName.ray:
        output.fail("--engine ray needs --out DATASET")
    counts = {"accepted": 0, "refused": 0, "skipped": 0}
    fetcher = chosen_fetcher(allow_private, ignore_robots)
    reports = _accept(read_with(fetcher, paths, follow=follow, mapping=chosen_mapping(columns)), counts)
    with output.progress("Reading") as advance:
        if show is Show.text:
            for report in reports:
                _print_text(report, format)
                advance()
        else:
            for reading in _read(reports, workers, chosen, counts):
                _print_notes(reading, counts)
                _print_reading(reading, show, format)
                advance()
    output.print_skipped(counts["skipped"], counts["accepted"], "--read-all")
    if not counts["accepted"]:
        output.fail("nothing could be read" if counts["refused"] else "no reports were found")


def _accept(found: Iterable[IntakeResult], counts: dict[str, int]) -> Iterator[Report]:
    """Yield the reports among intake results, and print a message for each refused input and each note.

    Adds the numbers of accepted and refused inputs to `counts`.
    """
    from heldby.intake import Accepted

    notes = output.Notes()
    for item in found:
        if isinstance(item, Accepted):
            counts["accepted"] += 1
            for note in item.notes:
                notes(item.report.path or item.report.id, note)
            yield item.report
        else:
            counts["refused"] += 1
            output.print_refused(item.name, item.reason)
    notes.finish()


def _read(reports: Iterable[Report], workers: int | None, chosen: ChosenReader, counts: dict[str, int]) -> Iterator[Reading]:
    """Yield the readings of reports. A report whose reading fails counts as refused."""
    from heldby.reading.failed_reading import FailedReading
    from heldby.reading.parallel import read_reports

    for reading in read_reports(reports, workers, chosen):
        if isinstance(reading, FailedReading):
            counts["accepted"] -= 1
            counts["refused"] += 1
        yield reading


def _print_notes(reading: Reading, counts: dict[str, int]) -> None:
    """Print the notes on a reading. That reports were not read further is said of the first few, and counted."""
    counts["skipped"] += reading.skipped
    if not reading.skipped or counts["skipped"] <= output.Notes.FEW:
        for note in reading.notes:
            output.message(f"{output.plain(reading.report.title or reading.report.id)}: {output.plain(note)}")


def _print_text(report: Report, format: Format) -> None:
    if format is Format.jsonl:
        output.print_jsonl([report])
    else:
        typer.echo(report.text)


def _print_reading(reading: Reading, show: Show, format: Format) -> None:
    records = reading.claims if show is Show.claims else reading.mentions
    if format is Format.jsonl:
        output.print_jsonl(records)
    elif show is Show.claims:
        output.print_rows(_title(reading.report), CLAIM_COLUMNS, map(claim_row, reading.claims), empty="No claims were found.")
    else:
        output.print_rows(
            _title(reading.report),
            ("Kind", "Text", "Resolved to", "Value"),
            map(_mention_row, reading.mentions),
            empty="No mentions were found.",
        )


def _title(report: Report) -> str:
    facts = (report.title or report.id, report.source, report.published or "undated")
    return output.plain(" · ".join(str(fact) for fact in facts if fact))


def _mention_row(mention: Mention) -> tuple[object, ...]:
    value: str | None
    if mention.kind == "place":
        value = f"{mention.lat:.3f}, {mention.lon:.3f}" if mention.lat is not None and mention.lon is not None else mention.within
    elif mention.kind == "time":
        value = f"{mention.first or '…'} to {mention.last or '…'}" if mention.first or mention.last else None
    else:
        value = value_text(mention.value) if mention.value else None
    return (mention.kind, mention.text, mention.name or mention.id, value)
