"""Commands that list the record, with claim filters: `heldby timeline|claims|events|actors|places|contradictions`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from heldby.cli import output
from heldby.cli.claim_rows import CLAIM_COLUMNS, claim_row, days_text, when_text
from heldby.cli.close_names import check_choices, unknown_names
from heldby.cli.filter_options import (
    QUERY_HELP,
    Actor,
    Area,
    Box,
    First,
    Inside,
    Last,
    Near,
    Place,
    Reviewed,
    Side,
    Source,
    Status,
    Type,
    zone_of,
)
from heldby.cli.options import DEFAULT_DOSSIER, Database, DossierDir, Format, Formats, KnownOn, open_dossier

if TYPE_CHECKING:
    from heldby.model import Event
    from heldby.model.contradiction import Contradiction
    from heldby.store import Dossier
    from heldby.views import Moment, NamedEntity, NamedPlace


class Listing(NamedTuple):
    """A command that lists records.

    Attributes:
        name: name of the command, and of the function in `heldby.views` that yields the records.
        help: help text of the command.
        columns: headings of the table.
        row: function that turns a record into the cells of a row.
        cites: whether a last column shows the sentences of the claims of each record.
    """

    name: str
    help: str
    columns: tuple[str, ...]
    row: Callable[[Any], Iterable[object]]
    cites: bool = False


def register(app: typer.Typer) -> None:
    """Add the commands."""
    for listing in LISTINGS:
        app.command(listing.name, help=listing.help)(_command(listing))


def _command(listing: Listing) -> Callable[..., None]:
    def list_records(
        *,
        place: Place = None,
        actor: Actor = None,
        kind: Annotated[
            str | None,
            typer.Option(
                "--kind",
                metavar="KIND",
                help="Only claims of this kind: event, control (who holds a place), relation (between actors) or figure (a number).",
            ),
        ] = None,
        type: Type = None,
        status: Status = None,
        first: First = None,
        last: Last = None,
        text: Annotated[
            str | None,
            typer.Option("--text", metavar="WORDS", help=f"Only claims with all these words in the sentence. {QUERY_HELP}"),
        ] = None,
        report: Annotated[str | None, typer.Option("--report", metavar="ID", help="Only claims from the report with this id.")] = None,
        area: Area = None,
        near: Near = None,
        box: Box = None,
        inside: Inside = None,
        side: Side = None,
        source: Source = None,
        reviewed: Reviewed = None,
        known_on: KnownOn = None,
        format: Formats = Format.table,
        dossier: DossierDir = DEFAULT_DOSSIER,
        database: Database = None,
    ) -> None:
        from heldby import pipeline, views
        from heldby.store import ClaimFilter

        check_choices(ClaimFilter(kind=kind, type=type, status=status))
        wanted = ClaimFilter(
            place, actor, kind, type, status, first, last, known_on, text, report, area=area, zone=zone_of(near, box, inside),
            side=side, source=source, reviewed=reviewed,
        )  # fmt: skip
        view = getattr(views, listing.name)
        with open_dossier(dossier, database) as opened:
            snapshot = pipeline.take_snapshot(opened, known_on=known_on)
            records = view(opened, snapshot, wanted)
            if format is Format.jsonl:
                output.print_jsonl(records)
            else:
                found = list(records)
                _print_table(listing, opened, found, filtered=wanted != ClaimFilter())
                if not found:
                    for sentence in unknown_names(opened, snapshot, wanted):
                        output.message(output.plain(sentence))

    return list_records


def _print_table(listing: Listing, dossier: Dossier, records: list[Any], *, filtered: bool) -> None:
    citations = _citations(dossier, [one.claims for one in records]) if listing.cites else [()] * len(records)
    rows = ((*listing.row(one), *cited) for one, cited in zip(records, citations, strict=True))
    noun = "events" if listing.name == "timeline" else listing.name
    empty = f"No {noun} pass the filters." if filtered else f"The record has no {noun}."
    output.print_rows(None, listing.columns, rows, empty=empty)


def _citations(dossier: Dossier, groups: list[tuple[str, ...]]) -> list[tuple[list[str]]]:
    """Return a cell for each group of claim ids, with a line for each claim: its outlet, publication date and sentence, oldest first."""
    from heldby import views

    cited = {one.claim: one for one in views.cite(dossier, dossier.claims_by_id(id for ids in groups for id in ids).values())}
    found = [sorted((cited[id] for id in ids if id in cited), key=lambda one: (one.known, one.report, one.start)) for ids in groups]
    return [([f"{one.outlet or 'no outlet'}, {one.published or 'undated'}: {one.quote}" for one in group],) for group in found]


def _moment_row(one: Moment) -> Iterable[object]:
    families = f"{one.families}, contradicted" if one.contradicted else one.families
    what = one.type if one.status == "happened" else f"{one.type} ({one.status})"
    return (days_text(one.first, one.last), what, ", ".join(one.actor), ", ".join(one.target), ", ".join(one.place), families, one.quote)


def _event_row(one: Event) -> Iterable[object]:
    names = [", ".join(ref.name or ref.text for ref in refs) for refs in (one.actor, one.target, one.place)]
    return (one.id, one.type, *names, when_text(one.when), one.status, len(one.claims), one.families, one.explanation)


def _actor_row(one: NamedEntity) -> Iterable[object]:
    return (one.name, one.id, ", ".join(one.spellings), one.claims, one.reports, days_text(one.first, one.last))


def _place_row(one: NamedPlace) -> Iterable[object]:
    point = "" if one.lat is None or one.lon is None else f"{one.lat:.3f}, {one.lon:.3f}"
    return (one.name, one.id, one.within, point, one.precision, ", ".join(one.spellings), one.claims, one.reports)


def _contradiction_row(one: Contradiction) -> Iterable[object]:
    return (one.kind.replace("_", " "), one.place, days_text(one.first, one.last), one.reason)


LISTINGS = (
    Listing(
        "timeline",
        "List what happened, in chronological order."
        "\n\nThe options filter claims. An event is listed if at least one of its claims passes all filters.",
        ("Time", "Type", "Actor", "Target", "Place", "Independent reports", "Sentence"),
        _moment_row,
    ),
    Listing(
        "claims",
        "List the claims made in the reports, each with its sentence.\n\nA claim is listed if it passes all filters.",
        CLAIM_COLUMNS,
        claim_row,
    ),
    Listing(
        "events",
        "List the events, each with the number of claims that report it and why they count as one event."
        "\n\nThe options filter claims. An event is listed if at least one of its claims passes all filters.",
        ("Id", "Type", "Actor", "Target", "Place", "Time", "Status", "Claims", "Independent reports", "Why one event"),
        _event_row,
    ),
    Listing(
        "actors",
        "List the actors in the claims, with their spellings and how often they occur."
        "\n\nThe options filter claims. Actors in claims that pass all filters are listed and counted.",
        ("Name", "Id", "Spellings", "Claims", "Reports", "Time"),
        _actor_row,
    ),
    Listing(
        "places",
        "List the places in the claims, with their coordinates, how exact these are, and their spellings."
        "\n\nThe options filter claims. Places in claims that pass all filters are listed and counted.",
        ("Name", "Id", "In", "Point", "Precision", "Spellings", "Claims", "Reports"),
        _place_row,
    ),
    Listing(
        "contradictions",
        "List the contradictions between claims, with the reason and the sentences."
        "\n\nThe options filter claims. A contradiction is listed if at least one of its claims passes all filters.",
        ("Kind", "Place", "Time", "Reason", "Sentences"),
        _contradiction_row,
        cites=True,
    ),
)
