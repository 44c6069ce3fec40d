"""Options that filter claims, for `search` and the listings, and the zone that `--near`, `--box` and `--inside` describe."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from heldby.cli.options import parse_day

if TYPE_CHECKING:
    from heldby.base.geo import Zone

QUERY_HELP = 'Put a phrase in quotes ("..."). captur* matches every word that begins with "captur".'
"""How to write search words."""

Place = Annotated[
    str | None, typer.Option("--place", metavar="NAME", help="Only claims about this place. Takes a name in any spelling, or an id.")
]
Actor = Annotated[
    str | None,
    typer.Option(
        "--actor", metavar="NAME", help="Only claims in which this actor acts or is the target. Takes a name in any spelling, or an id."
    ),
]
Type = Annotated[
    str | None, typer.Option("--type", metavar="TYPE", help="Only claims of this type, such as capture, holds, backs or killed.")
]
Status = Annotated[
    str | None, typer.Option("--status", metavar="STATUS", help="Only claims with this status, such as happened, ongoing or denied.")
]
First = Annotated[
    dt.date | None, typer.Option("--from", metavar="DATE", parser=parse_day, help="Only claims about this day or a later one.")
]
Last = Annotated[
    dt.date | None, typer.Option("--to", metavar="DATE", parser=parse_day, help="Only claims about this day or an earlier one.")
]
Area = Annotated[
    str | None,
    typer.Option(
        "--area",
        metavar="NAME",
        help="Only claims about this province or country, or about a place in it. Takes a name, or the ISO code of a country.",
    ),
]
Near = Annotated[
    str | None, typer.Option("--near", metavar="LAT,LON,KM", help="Only claims about places at most KM kilometres from this point.")
]
Box = Annotated[
    str | None,
    typer.Option(
        "--box",
        metavar="S,W,N,E",
        help="Only claims about places inside this box: its south, west, north and east edges, in degrees.",
    ),
]
Inside = Annotated[
    Path | None, typer.Option("--inside", metavar="FILE", help="Only claims about places inside the polygons in this GeoJSON file.")
]
Side = Annotated[
    str | None,
    typer.Option(
        "--side",
        metavar="ID",
        help="Only claims with an actor that was on this side on the day that the claim is about."
        " Takes a side's id, as `heldby camps` lists it.",
    ),
]
Source = Annotated[str | None, typer.Option("--source", metavar="NAME", help="Only claims by this outlet or speaker.")]
Reviewed = Annotated[
    bool | None,
    typer.Option("--reviewed/--not-reviewed", help="Only claims that have been reviewed, or only those that have not."),
]


def zone_of(near: str | None, box: str | None, inside: Path | None) -> Zone | None:
    """Return the zone of `--near`, `--box` or `--inside`, or None if none of them is set.

    Raises:
        BadParameter: More than one is set, or the value or file is invalid.
    """
    from heldby.base.geo import Box, Near, parse_geojson

    if sum(option is not None for option in (near, box, inside)) > 1:
        raise typer.BadParameter("Use only one of --near, --box and --inside")
    if near is not None:
        lat, lon, km = _numbers(near, 3, "LAT,LON,KM, such as 34.45,40.92,25")
        return Near(lat, lon, km)
    if box is not None:
        south, west, north, east = _numbers(box, 4, "SOUTH,WEST,NORTH,EAST, such as 34.2,40.5,34.7,41.3")
        return Box(south, west, north, east)
    if inside is None:
        return None
    try:
        return parse_geojson(inside.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise typer.BadParameter(f"{inside}: {getattr(error, 'strerror', None) or error}") from None


def _numbers(text: str, count: int, form: str) -> list[float]:
    try:
        numbers = [float(part) for part in text.split(",")]
    except ValueError:
        numbers = []
    if len(numbers) != count:
        raise typer.BadParameter(f"{text!r} must be written as {form}")
    return numbers
