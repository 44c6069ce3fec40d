"""`heldby holds`: who holds a place, since when, how sure, and the sentences."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Annotated

import typer

from heldby.cli import output
from heldby.cli.opening import open_dossier
from heldby.cli.options import DEFAULT_DOSSIER, Database, DossierDir, Format, Formats, KnownOn, On

if TYPE_CHECKING:
    from heldby.control import Argument
    from heldby.store import Conclusions, Dossier
    from heldby.views import Holding


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("holds")(holds)


def holds(
    place: Annotated[
        str | None, typer.Argument(metavar="PLACE", help="A place's name, in any spelling, or its id; none: every place.")
    ] = None,
    on: On = None,
    known_on: KnownOn = None,
    why: Annotated[bool, typer.Option("--why", help="Give the argument for the answer about PLACE, claim by claim.")] = False,
    inferred: Annotated[
        bool, typer.Option("--inferred", help="Also places that no one tells of, from near ones or by whose land they are.")
    ] = False,
    format: Formats = Format.table,
    dossier: DossierDir = DEFAULT_DOSSIER,
    database: Database = None,
) -> None:
    """Say who holds what: holder, since when, how probable, how many independent reports, and the sentences.

    A PLACE that reports name without a word on who holds it is inferred from near ones, or by whose land it is, and marked so.
    """
    from heldby import pipeline, views

    if why and not place:
        output.fail("--why needs a place: an argument is about one")
    with open_dossier(dossier, database) as opened:
        drawn = pipeline.picture(opened, known_on=known_on)
        if why and place:
            found = views.find_place(opened, drawn.controls, place)
            argument = pipeline.argue(opened, drawn, found, on, known_on=known_on)
            print_argument(argument, found.place, format, {one.id: one.source or one.path or one.id for one in opened.reports()})
            return
        try:
            if inferred:
                drawn = _with_inferred(opened, drawn, known_on)
            holdings = views.holds(opened, drawn, place, on)
        except views.UnknownPlace:
            holdings = views.holds(opened, _with_inferred(opened, drawn, known_on), place, on)
    if format is Format.jsonl:
        output.print_jsonl(holdings)
    elif place:
        for holding in holdings:
            print_holding(holding)
    else:
        print_table(holdings)


def _with_inferred(dossier: Dossier, drawn: Conclusions, known_on: dt.date | None) -> Conclusions:
    """The picture with rows for places that no one tells of."""
    from heldby import pipeline

    return drawn._replace(controls=[*drawn.controls, *pipeline.filled(dossier, drawn, known_on=known_on)])


def print_argument(argument: Argument | None, place: str, format: Format, reports: Mapping[str, str]) -> None:
    """The argument for one answer: what it is, how many voices each way, and every claim with its weight."""
    if argument is None:
        output.fail(f"the record tells nothing of {place} on that day")
    if format is Format.jsonl:
        output.print_jsonl([argument])
        return
    for line in argument.lines(reports):
        # A quote is a stranger's text: what a terminal would take for a command is not passed on.
        typer.echo(" ".join("".join(char if char.isprintable() else " " for char in line).split()))


COLUMNS = ("Place", "Holder", "Since", "Probability", "Independent reports", "Newest sentence")


def print_table(holdings: Iterable[Holding], title: str | None = None) -> None:
    """One row a place."""
    output.print_rows(title, COLUMNS, map(_row, holdings))


def print_holding(holding: Holding) -> None:
    """One place in full: the answer and every sentence it rests on."""
    print_table([holding])
    rows = (
        (one.known if one.published else f"undated, read {one.known}", one.outlet, one.speaker, one.says, one.quote)
        for one in holding.sentences
    )
    if holding.sentences:
        output.print_rows("It rests on", ("Published", "Outlet", "Says so", "Says", "Sentence"), rows)


def _row(holding: Holding) -> tuple[object, ...]:
    where = f"{holding.place} (in {holding.within})" if holding.lat is None and holding.within else holding.place
    newest = holding.sentences[0].quote if holding.sentences else None
    p = "" if holding.p is None else f"{holding.p:.2f}"
    return (where, _holder(holding), _since(holding), p, holding.families or "", newest)


def _since(holding: Holding) -> str:
    from heldby.views import since_words

    if holding.inferred:  # where its days begin no report tells
        return ""
    return since_words(holding.since, holding.onset) or ("undated" if holding.sentences else "")


def _holder(holding: Holding) -> str:
    if holding.status == "unknown" or holding.holder is None:
        return holding.status
    told = holding.holder if holding.status == "held" else f"{holding.holder} ({holding.status})"
    return f"{told}, inferred" if holding.inferred else told
