"""Options that say where on the map, and the zone that they make."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from heldby.base.geo import Zone

Near = Annotated[str | None, typer.Option("--near", metavar="LAT,LON,KM", help="Of places within so many kilometres.")]
Box = Annotated[str | None, typer.Option("--box", metavar="SOUTH,WEST,NORTH,EAST", help="Of places between these parallels and meridians.")]
Inside = Annotated[Path | None, typer.Option("--inside", metavar="FILE", help="Of places inside the polygons of a GeoJSON file.")]
Area = Annotated[str | None, typer.Option("--area", help="Of places inside this province or country, and of itself: a name or ISO code.")]
Side = Annotated[str | None, typer.Option("--side", help="With an actor that counted with this side then and there: the side's id.")]
Source = Annotated[str | None, typer.Option("--source", help="Published by this outlet, or said or passed on by this speaker.")]
Reviewed = Annotated[bool | None, typer.Option("--reviewed/--not-reviewed", help="Only what somebody judged, or nobody.")]


def zone_of(near: str | None, box: str | None, inside: Path | None) -> Zone | None:
    """The zone of `--near`, `--box` or `--inside`; None where none of them is given."""
    from heldby.base.geo import Box, Near, parse_geojson

    if sum(option is not None for option in (near, box, inside)) > 1:
        raise typer.BadParameter("--near, --box and --inside exclude one another")
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
        raise typer.BadParameter(f"{text!r} is not {form}")
    return numbers
