"""`heldby search`: words in reports and claims."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Annotated

import typer

from heldby.cli import output
from heldby.cli.geo_options import Area, Box, Inside, Near, Reviewed, Side, Source, zone_of
from heldby.cli.opening import open_dossier
from heldby.cli.options import DEFAULT_DOSSIER, Database, DossierDir, Format, Formats, KnownOn, parse_day


class Within(StrEnum):
    """What is searched."""

    claims = "claims"
    reports = "reports"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("search")(search)


def search(
    query: Annotated[str, typer.Argument(help='Words that must all be there; "a phrase", or a beginn*.')],
    within: Annotated[Within, typer.Option("--in", help="Search the sentences of claims, or whole reports.")] = Within.claims,
    place: Annotated[str | None, typer.Option("--place", help="Claims of this place.")] = None,
    area: Area = None,
    near: Near = None,
    box: Box = None,
    inside: Inside = None,
    actor: Annotated[str | None, typer.Option("--actor", help="Claims with this actor.")] = None,
    side: Side = None,
    source: Source = None,
    reviewed: Reviewed = None,
    type: Annotated[str | None, typer.Option("--type", help="Claims of this type.")] = None,
    status: Annotated[str | None, typer.Option("--status", help="Claims of this status.")] = None,
    first: Annotated[dt.date | None, typer.Option("--from", metavar="DATE", parser=parse_day, help="On or after this day.")] = None,
    last: Annotated[dt.date | None, typer.Option("--to", metavar="DATE", parser=parse_day, help="On or before this day.")] = None,
    known_on: KnownOn = None,
    limit: Annotated[int, typer.Option("--limit", min=1, help="Hits a page.")] = 20,
    after: Annotated[int, typer.Option("--after", min=0, help="The next page: the number of the last hit seen.")] = 0,
    format: Formats = Format.table,
    dossier: DossierDir = DEFAULT_DOSSIER,
    database: Database = None,
) -> None:
    """Search the words of claims or reports."""
    from heldby import views
    from heldby.store import ClaimFilter

    wanted = ClaimFilter(
        place=place, actor=actor, type=type, status=status, first=first, last=last, known_on=known_on, text=query, area=area,
        zone=zone_of(near, box, inside), side=side, source=source, reviewed=reviewed,
    )  # fmt: skip
    with open_dossier(dossier, database) as opened:
        hits = views.search(opened, wanted, within=within.value, after=after, limit=limit)
    if format is Format.jsonl:
        output.print_jsonl(hits)
        return
    output.print_rows(
        None, ("No", "Published", "Outlet", "Title", "Text"), ((h.number, h.published, h.outlet, h.title, h.text) for h in hits)
    )
    if len(hits) == limit:
        output.say(f"more: --after {hits[-1].number}")
