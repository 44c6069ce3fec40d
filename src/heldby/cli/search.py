"""`heldby search`: search the sentences of claims, or whole reports, for words."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from heldby.cli import output
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


class Within(StrEnum):
    """What `heldby search` searches."""

    claims = "claims"
    reports = "reports"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("search")(search)


def search(
    query: Annotated[str, typer.Argument(metavar="WORDS", help=f"Words that must all occur. {QUERY_HELP}")],
    *,
    within: Annotated[
        Within, typer.Option("--in", metavar="claims|reports", help="What to search: the sentences of the claims, or the whole reports.")
    ] = Within.claims,
    place: Place = None,
    area: Area = None,
    near: Near = None,
    box: Box = None,
    inside: Inside = None,
    actor: Actor = None,
    side: Side = None,
    source: Source = None,
    reviewed: Reviewed = None,
    type: Type = None,
    status: Status = None,
    first: First = None,
    last: Last = None,
    known_on: KnownOn = None,
    limit: Annotated[int, typer.Option("--limit", metavar="NUMBER", min=1, help="Maximum number of results to print.")] = 20,
    after: Annotated[
        int,
        typer.Option(
            "--after", metavar="NUMBER", min=0, help="Only results after this number. For the next page, give the last number of this page."
        ),
    ] = 0,
    format: Formats = Format.table,
    dossier: DossierDir = DEFAULT_DOSSIER,
    database: Database = None,
) -> None:
    """Search the sentences of the claims, or the whole reports, for words."""
    from heldby import views
    from heldby.store import ClaimFilter

    wanted = ClaimFilter(
        place=place, actor=actor, type=type, status=status, first=first, last=last, known_on=known_on, text=query, area=area,
        zone=zone_of(near, box, inside), side=side, source=source, reviewed=reviewed,
    )  # fmt: skip
    check_choices(wanted)
    with open_dossier(dossier, database) as opened:
        hits = views.search(opened, wanted, within=within.value, after=after, limit=limit)
        unknown = [] if hits else list(unknown_names(opened, opened.conclusions(), wanted))
    if format is Format.jsonl:
        output.print_jsonl(hits)
        return
    rows = ((hit.number, hit.published, hit.outlet, hit.title, hit.text) for hit in hits)
    empty = f"No {'sentences of claims' if within is Within.claims else 'reports'} {'after this number ' if after else ''}match."
    output.print_rows(None, ("No.", "Published", "Outlet", "Title", "Text"), rows, empty=empty)
    for sentence in unknown:
        output.message(output.plain(sentence))
    if len(hits) == limit:
        output.message(f"more: --after {hits[-1].number}")
