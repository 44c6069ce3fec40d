"""A small map as an SVG picture: places with their holders, and the rivers and large towns around them.

The picture needs no network, no font file and no script. Its background is the data that heldby ships (`basemap_layers`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import cos, radians
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from heldby.presentation.basemap_layers import Box, borders_in, rivers_in, towns_in
from heldby.presentation.map_labels import LabelSpace
from heldby.presentation.schema import PagePlace, Side
from heldby.presentation.side_look import NO_SIDE, look_of

MIN_HEIGHT = 220
MIN_EXTENT_DEG = 0.5
"""Least extent of a map in degrees of latitude, so that one place is shown with its surroundings."""
MARGIN = 0.14
"""Share of the extent that is added on each side."""
LEGEND_LINE = 22
MARK_SCALE = 0.62
KM_PER_DEGREE = 111.32
FONT = 'font-family="Arial, Liberation Sans, DejaVu Sans, sans-serif"'


class Size(NamedTuple):
    """The width of a map and its greatest height, both in pixels and without the legend."""

    width: int
    height: int


SMALL = Size(640, 460)


class MappedPlace(NamedTuple):
    """A place with a point (WGS 84 degrees) and the answer that its mark shows.

    `status` is held, contested, besieged or unknown, `side` the id of the side that holds the place. `exact` is false if the place lies
    somewhere around the point.
    """

    name: str
    lat: float
    lon: float
    side: str | None
    status: str
    inferred: bool = False
    exact: bool = True


class Frame(NamedTuple):
    """The part of the world that a map shows, its scale (pixels per degree of longitude, `x`, and latitude, `y`) and its size in pixels."""

    box: Box
    x: float
    y: float
    width: float
    height: float

    def point(self, lon: float, lat: float) -> tuple[float, float]:
        """Return the position of a point on the picture, in pixels from the top left corner."""
        west, _, _, north = self.box
        return (lon - west) * self.x, (north - lat) * self.y


def draw_map(places: Sequence[MappedPlace], sides: Sequence[Side], title: str, size: Size = SMALL, *, towns: bool = True) -> str | None:
    """Return a map of places as an SVG element; None if there are no places.

    Args:
        places: the places.
        sides: the sides of the legend (see `heldby.presentation.legend`). Only those that hold a place are listed below the map.
        title: the title, for screen readers.
        size: the size of the map.
        towns: as for `map_parts`.
    """
    if not places:
        return None
    body, total = map_parts(places, sides, size, towns=towns)
    width = size.width
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {total:.0f}" width="{width}" height="{total:.0f}" role="img" '
        f"aria-label={quoteattr(_clean(title))}>{body}</svg>"
    )


def map_parts(
    places: Sequence[MappedPlace], sides: Sequence[Side], size: Size = SMALL, *, towns: bool = True, least: float = MIN_EXTENT_DEG
) -> tuple[str, float]:
    """Return the map and its legend as SVG elements below one another, and their height in pixels.

    Args:
        places: the places; at least one.
        sides: the sides of the legend.
        size: the size of the map.
        towns: whether to name large towns around the places. A redacted copy does not, because one of them may be hidden.
        least: the least extent of the map in degrees of latitude.
    """
    frame = frame_of(places, size, least)
    order = {side.id: side.look for side in sides}
    labels = LabelSpace(frame.width, frame.height)
    labels.reserve((0, frame.height - 24, frame.width / 3, frame.height))  # the scale bar
    spots = [frame.point(place.lon, place.lat) for place in places]
    for spot in spots:
        labels.block(*spot)
    marks = [_mark(place, spot, order.get(place.side or "")) for place, spot in zip(places, spots, strict=True)]
    names = [labels.text(place.name, *spot, "place") for place, spot in zip(places, spots, strict=True)]
    entries = _legend_entries(places, sides)
    area = f'width="{frame.width:.0f}" height="{frame.height:.0f}"'
    parts = (
        f'<rect {area} fill="#f3f1ec" stroke="#bdb7aa"/>',
        f'<svg {area} overflow="hidden" font-family="Arial, Liberation Sans, DejaVu Sans, sans-serif">',
        *_borders(frame),
        *_rivers(frame),
        *(_towns(frame, places, labels) if towns else ()),
        *marks,
        *names,
        _scale_bar(frame),
        "</svg>",
        *_legend(entries, frame.height + 12, frame.width),
    )
    return "".join(parts), frame.height + 12 + LEGEND_LINE * ((len(entries) + 1) // 2)


def frame_of(places: Sequence[MappedPlace], size: Size = SMALL, least: float = MIN_EXTENT_DEG) -> Frame:
    """Return the frame that shows all places with a margin, without distortion in its middle."""
    lats, lons = [place.lat for place in places], [place.lon for place in places]
    middle, centre = (min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2
    squeeze = max(0.05, cos(radians(middle)))
    tall = max(least, (max(lats) - min(lats)) * (1 + 2 * MARGIN))
    wide = max(least / squeeze, (max(lons) - min(lons)) * (1 + 2 * MARGIN))
    y = min(size.width / (wide * squeeze), size.height / tall)
    height = min(size.height, max(MIN_HEIGHT, tall * y))
    wide, tall = size.width / (y * squeeze), height / y
    return Frame((centre - wide / 2, middle - tall / 2, centre + wide / 2, middle + tall / 2), y * squeeze, y, size.width, height)


def _rivers(frame: Frame) -> Iterable[str]:
    for river in rivers_in(frame.box):
        for line in river.lines:
            points = " ".join("{:.1f},{:.1f}".format(*frame.point(lon, lat)) for lon, lat in line)
            yield f'<polyline points="{points}" fill="none" stroke="#a9c6d8" stroke-width="2.5" stroke-linejoin="round"/>'


def _borders(frame: Frame) -> Iterable[str]:
    for border in borders_in(frame.box):
        for line in border.lines:
            points = " ".join("{:.1f},{:.1f}".format(*frame.point(lon, lat)) for lon, lat in line)
            yield f'<polyline points="{points}" fill="none" stroke="#b0a08c" stroke-width="1.5" stroke-dasharray="7 3 1 3"/>'


def _towns(frame: Frame, places: Sequence[MappedPlace], labels: LabelSpace) -> Iterable[str]:
    shown = [PagePlace(id=place.name, name=place.name, lat=place.lat, lon=place.lon) for place in places]
    for town in towns_in(frame.box, shown):
        x, y = frame.point(town.lon, town.lat)
        yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2" fill="#8a8f95"/>' + labels.text(town.name, x, y, "town")


def _mark(place: MappedPlace, spot: tuple[float, float], number: int | None) -> str:
    """Return the mark of a place: filled if held, hollow if inferred, ringed if besieged, crossed if contested, dotted if unknown."""
    look = look_of(number)
    colour, shape = (look.colour, look.shape) if place.status in ("held", "besieged") else (NO_SIDE, look_of(None).shape)
    fill = colour if place.status in ("held", "besieged") and not place.inferred else "#ffffff"
    dashes = ' stroke-dasharray="3 3"' if place.status == "unknown" else ""
    rim = "#1c2126" if fill == colour else colour
    parts = [f'<path d="{shape}" fill="{fill}" stroke="{rim}" stroke-width="{1.5 if fill == colour else 3.5}"{dashes}/>']
    if place.status == "contested":
        parts.append('<path d="M-6-6L6 6M6-6L-6 6" stroke="#1c2126" stroke-width="2.5"/>')
    if place.status == "besieged":
        parts.append('<circle r="15" fill="none" stroke="#1c2126" stroke-width="2" stroke-dasharray="5 3"/>')
    if not place.exact:
        parts.append('<circle r="21" fill="none" stroke="#5a6169" stroke-width="1.2" stroke-dasharray="2 4"/>')
    return f'<g transform="translate({spot[0]:.1f} {spot[1]:.1f}) scale({MARK_SCALE})">{"".join(parts)}</g>'


def _scale_bar(frame: Frame) -> str:
    km = next(step for step in (500, 200, 100, 50, 20, 10, 5) if step * frame.y / KM_PER_DEGREE <= frame.width / 4 or step == 5)
    end, y = 14 + km * frame.y / KM_PER_DEGREE, frame.height - 12
    return (
        f'<path d="M14 {y - 5:.1f}V{y:.1f}H{end:.1f}V{y - 5:.1f}" fill="none" stroke="#1c2126"/>'
        f'<text x="{end + 6:.1f}" y="{y:.1f}" font-size="11" fill="#1c2126">{km} km</text>'
    )


def _legend_entries(places: Sequence[MappedPlace], sides: Sequence[Side]) -> list[tuple[str, str]]:
    """Return the marks of the legend, drawn around 0,0, with their names: the sides on the map, then the other marks that it has."""
    used = {place.side for place in places if place.status in ("held", "besieged")}
    entries = [(_mark(MappedPlace("", 0, 0, side.id, "held"), (0, 0), side.look), side.name) for side in sides if side.id in used]
    statuses = {place.status for place in places}
    extra = (
        ("contested" in statuses, MappedPlace("", 0, 0, None, "contested"), "contested"),
        ("besieged" in statuses, MappedPlace("", 0, 0, None, "besieged"), "besieged"),
        ("unknown" in statuses, MappedPlace("", 0, 0, None, "unknown"), "holder unknown"),
        (any(place.inferred for place in places), MappedPlace("", 0, 0, None, "held", inferred=True), "hollow: inferred"),
        (any(not place.exact for place in places), MappedPlace("", 0, 0, None, "unknown", exact=False), "somewhere around the point"),
    )
    return entries + [(_mark(sample, (0, 0), None), name) for shown, sample, name in extra if shown]


def _legend(entries: Sequence[tuple[str, str]], top: float, width: float) -> Iterable[str]:
    for index, (mark, name) in enumerate(entries):
        x, y = 14 + (index % 2) * width / 2, top + LEGEND_LINE * (index // 2) + 10
        yield f'<g transform="translate({x:.0f} {y:.0f})">{mark}<text x="16" y="4.5" font-size="13" fill="#1c2126" {FONT}>'
        yield f"{escape(_clean(name))}</text></g>"


def _clean(text: str) -> str:
    """Return a text as one line without characters that XML does not allow."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
