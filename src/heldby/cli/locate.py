"""`heldby locate`: what places a text names, on what grounds, and what was refused."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

if TYPE_CHECKING:
    from heldby.reading.mentions.places import PlaceMention


def register(app: typer.Typer) -> None:
    """Adds the command to the app."""
    app.command("locate")(locate)


def locate(
    text: Annotated[str, typer.Argument(help="a sentence or a report; - reads standard input")],
    format: Annotated[Literal["table", "jsonl"], typer.Option(help="how to print")] = "table",
) -> None:
    """Show the places that a text names: where each is put, by which step, on what grounds, with its runners-up."""
    from heldby.reading.mentions.actors import find_actors
    from heldby.reading.mentions.places import find_places
    from heldby.reading.mentions.places.explain import rejected_spans
    from heldby.reading.parse.model.load import load_model
    from heldby.reference.gazetteer import open_gazetteer

    if text == "-":
        import sys

        text = sys.stdin.read()
    gazetteer = open_gazetteer()
    doc = load_model()(text)
    taken = [(a.start, a.end) for a in find_actors(doc) if a.form != "nominal" and a.sort != "country"]
    found = find_places(doc, actors=taken, gazetteer=gazetteer, nominal=True)
    rest = rejected_spans(doc, gazetteer, taken)
    if format == "jsonl":
        for one in found:
            typer.echo(json.dumps(record(one), ensure_ascii=False))
        return
    show(found, rest)


def record(one: PlaceMention) -> dict[str, Any]:
    """A mention as JSON values."""
    fields = one.ref.model_dump(mode="json")
    return {
        **fields,
        "start": one.start,
        "end": one.end,
        "score": one.score,
        "grounds": one.grounds,
        "candidates": [c.model_dump(mode="json") for c in one.candidates],
    }


def show(found: list[PlaceMention], rest: list[tuple[str, float, str]]) -> None:
    """Prints tables of what was found and of what was refused."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table("text", "place", "within", "point", "precision", "method", "or", "grounds", title="Places")
    for one in found:
        ref = one.ref
        point = f"{ref.lat:.3f}, {ref.lon:.3f}" if ref.lat is not None and ref.lon is not None else "-"
        radius = f" ±{ref.radius_km:g} km" if ref.radius_km else ""
        others = ", ".join(f"{c.name} {c.score:.1f}" for c in one.candidates[1:3])
        cells = (
            ref.anaphor or ref.text,
            ref.name or "-",
            ref.within or "-",
            point + radius,
            ref.precision,
            ref.method,
            others,
            one.grounds,
        )
        table.add_row(*map(Text, cells))
    console = Console()
    console.print(table)
    if rest:
        refusals = Table("text", "log-odds", "grounds", title="Not taken for places")
        for name, score, grounds in rest:
            refusals.add_row(Text(name), f"{score:.1f}", Text(grounds))
        console.print(refusals)
