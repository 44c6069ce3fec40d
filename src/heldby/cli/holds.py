"""`heldby holds`: show who holds a place, since when, with what probability, and the sentences that say so."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Annotated

import typer

from heldby.cli import output
from heldby.cli.options import DEFAULT_DOSSIER, Database, DossierDir, Format, Formats, KnownOn, On, open_dossier

if TYPE_CHECKING:
    from heldby.control import Explanation
    from heldby.store import Conclusions, Dossier
    from heldby.views import Holding

COLUMNS = ("Place", "Holder", "Since", "Probability", "Independent reports", "Newest sentence")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("holds")(holds)


def holds(
    place: Annotated[
        str | None, typer.Argument(metavar="PLACE", help="The name of a place, in any spelling, or its id. Default: all places.")
    ] = None,
    *,
    on: On = None,
    known_on: KnownOn = None,
    why: Annotated[
        bool, typer.Option("--why", help="Explain the answer for PLACE: list every claim about who holds it, with its weight.")
    ] = False,
    inferred: Annotated[
        bool,
        typer.Option(
            "--inferred",
            help="Also list places whose holder is inferred because no report states it.",
        ),
    ] = False,
    format: Formats = Format.table,
    dossier: DossierDir = DEFAULT_DOSSIER,
    database: Database = None,
) -> None:
    """Show who holds a place, or every place.

    Prints the holder, since when, how probable that is, how many independent reports agree, and the sentences that say so.

    If no report says who held a place on the day, the answer may be inferred and is marked as such.
    It is inferred from nearby places, from the area or country around the place, or from reports about later days.
    """
    from heldby import pipeline, views

    if why and not place:
        output.fail("--why needs a place, such as: heldby holds Rawa --why")
    with open_dossier(dossier, database) as opened:
        if place and not (why or inferred or known_on) and (quick := _answer(opened, place, on)) is not None:
            _print(quick, place, format)
            return
        snapshot = pipeline.take_snapshot(opened, known_on=known_on)
        if why and place:
            control = views.find_place(opened, snapshot.controls, place)
            explanation = pipeline.explain_control(opened, snapshot, control, on, known_on=known_on)
            report_names = {one.id: one.source or one.path or one.id for one in opened.reports()}
            print_explanation(explanation, control.place, format, report_names)
            return
        try:
            if inferred:
                snapshot = _with_inferred(opened, snapshot, known_on)
            holdings = views.holds(opened, snapshot, place, on)
        except views.UnknownPlace:
            holdings = views.holds(opened, _with_inferred(opened, snapshot, known_on), place, on)
    _print(holdings, place, format)


def _answer(dossier: Dossier, place: str, on: dt.date | None) -> list[Holding] | None:
    """Return who holds a place, or None if the record has no place of this name."""
    from heldby import pipeline, views

    try:
        return views.holds(dossier, pipeline.take_place_snapshot(dossier, place), place, on)
    except views.UnknownPlace:
        return None


def _print(holdings: Iterable[Holding], place: str | None, format: Format) -> None:
    if format is Format.jsonl:
        output.print_jsonl(holdings)
    elif place:
        for holding in holdings:
            print_holding(holding)
    else:
        print_table(holdings)


def _with_inferred(dossier: Dossier, snapshot: Conclusions, known_on: dt.date | None) -> Conclusions:
    """Return the snapshot with inferred control added for places on whose holder there is no report."""
    from heldby import pipeline

    return snapshot._replace(controls=[*snapshot.controls, *pipeline.impute_control(dossier, snapshot, known_on=known_on)])


def print_explanation(explanation: Explanation | None, place: str, format: Format, report_names: Mapping[str, str]) -> None:
    """Print why a place has its holder: the number of sources for each side, and every claim with its weight.

    Without an explanation (None), end the command with a message.
    """
    if explanation is None:
        output.fail(f"the record says nothing about {place} on that day")
    if format is Format.jsonl:
        output.print_jsonl([explanation])
        return
    for line in explanation.lines(report_names):
        # Quotes are untrusted text: control characters must not reach the terminal.
        typer.echo(output.plain(line))


def print_table(holdings: Iterable[Holding], title: str | None = None) -> None:
    """Print a table with one row for each place."""
    output.print_rows(title, COLUMNS, map(_row, holdings), empty="The reports do not say who holds any place.")


def print_holding(holding: Holding) -> None:
    """Print who holds one place, and every sentence that this rests on."""
    print_table([holding])
    rows = (
        (one.known if one.published else f"undated, read {one.known}", one.outlet, one.speaker, one.says, one.quote)
        for one in holding.sentences
    )
    if holding.sentences:
        output.print_rows("Evidence", ("Published", "Outlet", "Speaker", "Says", "Sentence"), rows)


def _row(holding: Holding) -> tuple[object, ...]:
    place = f"{holding.place} (in {holding.within})" if holding.lat is None and holding.within else holding.place
    newest = holding.sentences[0].quote if holding.sentences else None
    p = "" if holding.p is None else f"{holding.p:.2f}"
    return (place, _holder(holding), _since(holding), p, holding.families or "", newest)


def _since(holding: Holding) -> str:
    from heldby.views import format_since

    if holding.inferred:  # no report says when an inferred holding began
        return ""
    return format_since(holding.since, holding.onset) or ("undated" if holding.sentences else "")


def _holder(holding: Holding) -> str:
    if holding.status == "unknown" or holding.holder is None:
        return holding.status
    holder = holding.holder if holding.status == "held" else f"{holding.holder} ({holding.status})"
    return f"{holder}, inferred" if holding.inferred else holder
