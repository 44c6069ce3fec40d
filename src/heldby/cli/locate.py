"""`heldby locate`: show the places that a text names and how each was resolved."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from heldby.cli import output
from heldby.cli.options import Format, Formats

if TYPE_CHECKING:
    from heldby.reading.mentions.places import PlaceMention


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("locate")(locate)


def locate(
    text: Annotated[str, typer.Argument(metavar="TEXT", help="A sentence or a whole report. Use - for standard input.")],
    format: Formats = Format.table,
) -> None:
    """Show the places named in a text: where each one is, how and why that location was chosen, and the other candidates."""
    from heldby.reading.mentions.actors import find_actors
    from heldby.reading.mentions.places import find_places
    from heldby.reading.mentions.places.explain import rejected_spans
    from heldby.reading.parse.model.load import load_model
    from heldby.reference.gazetteer import open_gazetteer

    if text == "-":
        text = sys.stdin.read()
    gazetteer = open_gazetteer()
    doc = load_model()(text)
    actor_spans = [(a.start, a.end) for a in find_actors(doc) if a.form != "nominal" and a.sort != "country"]
    found = find_places(doc, actors=actor_spans, gazetteer=gazetteer, nominal=True)
    if format is Format.jsonl:
        for one in found:
            typer.echo(json.dumps(_record(one), ensure_ascii=False))
        return
    columns = ("Text", "Place", "In", "Point", "Precision", "Method", "Other candidates", "Grounds")
    output.print_rows("Places", columns, map(_row, found), empty="The text names no places.")
    rejected = rejected_spans(doc, gazetteer, actor_spans)
    if rejected:
        rows = ((name, f"{score:.1f}", grounds) for name, score, grounds in rejected)
        output.print_rows("Not places", ("Text", "Log-odds", "Grounds"), rows)


def _record(one: PlaceMention) -> dict[str, Any]:
    """Return a mention of a place as a JSON object."""
    return {
        **one.ref.model_dump(mode="json"),
        "start": one.start,
        "end": one.end,
        "score": one.score,
        "grounds": one.grounds,
        "candidates": [c.model_dump(mode="json") for c in one.candidates],
    }


def _row(one: PlaceMention) -> tuple[object, ...]:
    ref = one.ref
    point = f"{ref.lat:.3f}, {ref.lon:.3f}" if ref.lat is not None and ref.lon is not None else "-"
    radius = f" ±{ref.radius_km:g} km" if ref.radius_km else ""
    others = ", ".join(f"{c.name} {c.score:.1f}" for c in one.candidates[1:3])
    return (ref.anaphor or ref.text, ref.name or "-", ref.within or "-", point + radius, ref.precision, ref.method, others, one.grounds)
