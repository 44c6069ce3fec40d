"""`heldby read`: reports to claims or mentions, without a dossier."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from heldby.cli import output
from heldby.cli.options import Format, Formats, Paths, Workers

if TYPE_CHECKING:
    from heldby.model import ActorRef, Claim, Mention, PlaceRef, Report, Value, When
    from heldby.reading import Reading


class Show(StrEnum):
    """What of a report is printed."""

    claims = "claims"
    mentions = "mentions"
    text = "text"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("read")(read)


def read(
    paths: Paths,
    show: Annotated[Show, typer.Option("--show", help="What to print of each report.")] = Show.claims,
    format: Formats = Format.table,
    workers: Workers = 1,
) -> None:
    """Read reports without keeping them: print their claims, their mentions or their text."""
    counts = {"taken": 0, "refused": 0}
    reports = _take(paths, counts)
    with output.progress("Reading") as advance:
        if show is Show.text:
            for report in reports:
                _print_text(report, format)
                advance()
        else:
            for reading in _read(reports, workers):
                for note in reading.notes:
                    output.say(f"{output.plain(reading.report.title or reading.report.id)}: {output.plain(note)}")
                _print_reading(reading, show, format)
                advance()
    if not counts["taken"]:
        output.fail("nothing could be read" if counts["refused"] else "no reports were found")


def _take(paths: Iterable[str], counts: dict[str, int]) -> Iterator[Report]:
    from heldby.intake import Accepted, read_paths

    notes = output.Notes()
    for item in read_paths(paths):
        if isinstance(item, Accepted):
            counts["taken"] += 1
            for note in item.notes:
                notes(item.report.path or item.report.id, note)
            yield item.report
        else:
            counts["refused"] += 1
            output.refused(item.name, item.reason)
    notes.finish()


def _read(reports: Iterable[Report], workers: int) -> Iterator[Reading]:
    from heldby.reading.parallel import read_reports

    yield from read_reports(reports, workers)


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
        output.print_rows(_heading(reading.report), CLAIM_COLUMNS, map(claim_row, reading.claims))
    else:
        output.print_rows(_heading(reading.report), ("Kind", "Text", "Is", "Where or when"), map(_mention_row, reading.mentions))


def _heading(report: Report) -> str:
    facts = (report.title or report.id, report.source, report.published or "undated")
    return output.plain(" · ".join(str(fact) for fact in facts if fact))


CLAIM_COLUMNS = ("Claim", "Who", "Whom", "Where", "When", "Status", "Says", "Sentence")


def claim_row(claim: Claim) -> tuple[object, ...]:
    """A claim as the cells of CLAIM_COLUMNS."""
    what = f"{claim.type} {value_text(claim.value)}" if claim.value else claim.type
    source = claim.source and (f"{claim.source.text} (lost)" if claim.source.kind == "lost" else claim.source.text)
    who, whom, where = _actors(claim.actor), _actors(claim.target), _places(claim.place)
    return (what, who, whom, where, when_text(claim.when), claim.status, source, claim.quote)


def value_text(value: Value) -> str:
    """A quantity with its bounds, an open one as an ellipsis."""
    bounds = dict.fromkeys((value.low, value.high))
    return " ".join(filter(None, (" to ".join("…" if bound is None else f"{bound:g}" for bound in bounds), value.unit)))


def _actors(actors: Iterable[ActorRef]) -> str:
    return ", ".join(actor.name or actor.text for actor in actors)


def _places(places: Iterable[PlaceRef]) -> str:
    return ", ".join(place_text(place) for place in places)


def place_text(place: PlaceRef) -> str:
    """A place's name with how well it is placed, as a person would say it."""
    name = place.name or place.text
    if place.lat is None:
        return f"{name} (in {place.within})" if place.within else name
    return name if place.precision == "point" else f"{name} ({place.precision})"


def when_text(when: When | None) -> str:
    """Days, or the text's own words where they cannot be dated."""
    if when is None:
        return ""
    if when.first is None and when.last is None:
        return f"“{when.text}”"
    if when.first == when.last:
        return str(when.first)
    return f"{when.first or '…'} to {when.last or '…'}"


def _mention_row(mention: Mention) -> tuple[object, ...]:
    where: str | None
    if mention.kind == "place":
        where = f"{mention.lat:.3f}, {mention.lon:.3f}" if mention.lat is not None and mention.lon is not None else mention.within
    elif mention.kind == "time":
        where = f"{mention.first or '…'} to {mention.last or '…'}" if mention.first or mention.last else None
    else:
        where = value_text(mention.value) if mention.value else None
    return (mention.kind, mention.text, mention.name or mention.id, where)
