"""Claim filters that `search` shares with the listings, and the zone that the map options describe."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from heldby.base.geo import Zone

Near = Annotated[str | None, typer.Option("--near", metavar="LAT,LON,KM", help="Only places within this many km of a point.")]
Box = Annotated[
    str | None, typer.Option("--box", metavar="SOUTH,WEST,NORTH,EAST", help="Only places inside this box, in degrees.")
]  # fmt: skip
Inside = Annotated[Path | None, typer.Option("--inside", metavar="FILE", help="Only places inside the polygons of a GeoJSON file.")]
Area = Annotated[str | None, typer.Option("--area", metavar="NAME", help="Only places in this province or country: a name or an ISO code.")]
Side = Annotated[
    str | None,
    typer.Option("--side", metavar="ID", help="Only claims with an actor that was on this side on that day: the id of a side."),
]
Source = Annotated[str | None, typer.Option("--source", metavar="NAME", help="Only claims of this outlet or speaker.")]
Reviewed = Annotated[
    bool | None, typer.Option("--reviewed/--not-reviewed", help="Only claims that have a judgement, or only those that have none.")
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
