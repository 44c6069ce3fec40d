"""Control and events as KML 2.2 for a globe, with a time span for each, so that a time slider shows who held what when.

Source: OGC 07-147r2, KML. Nothing in the file is fetched: markers have no icon of their own, only a colour.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape as html
from typing import Any, TextIO
from xml.sax.saxutils import escape, quoteattr

from heldby.export.dataset_card import card_text
from heldby.export.qgis_style import Mark, side_marks
from heldby.export.tables import CLAIMS, CONTROL, EVENTS, Column, Geometry, Row, Table, map_columns, plain_value
from heldby.export.xml_text import clean
from heldby.presentation.side_look import NO_SIDE
from heldby.store import ClaimFilter, Conclusions, Dossier

FOLDERS = (CONTROL, EVENTS, CLAIMS)
SHOWN = "control"
"""The folder that is visible when the file opens."""

EVENT_STYLE = "record"


def write(dossier: Dossier, snapshot: Conclusions, wanted: ClaimFilter, out: TextIO) -> int:
    """Write a placemark for every place of every record and return their number; without a known point it has no geometry.

    The filter applies to claims.
    """
    marks = side_marks(snapshot.controls)
    styles = {mark.value: f"side{number}" for number, mark in enumerate(marks)}
    out.write('<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2"><Document>\n')
    out.write(f"<name>Who holds what</name>\n<description>{_text(_preformatted(card_text(dossier, snapshot, wanted)))}</description>\n")
    out.writelines(_style(styles[mark.value], mark) for mark in marks)
    out.write(_style(EVENT_STYLE, Mark(None, "", NO_SIDE)))
    count = 0
    for table in FOLDERS:
        out.write(f"<Folder><name>{_text(table.title)}</name><visibility>{int(table.name == SHOWN)}</visibility>\n")
        for row, geometry in table.shapes(dossier, snapshot, wanted):
            style = styles.get(row["side"], styles[None]) if table is CONTROL else EVENT_STYLE
            out.writelines(_placemark(table, row, geometry, style))
            count += 1
        out.write("</Folder>\n")
    out.write("</Document></kml>\n")
    return count


def _style(id: str, mark: Mark) -> str:
    colour = _colour(mark.colour)
    return f'<Style id="{id}"><IconStyle><color>{colour}</color></IconStyle><LineStyle><color>{colour}</color></LineStyle></Style>\n'


def _placemark(table: Table, row: Row, geometry: Geometry | None, style: str) -> Iterator[str]:
    yield f"<Placemark><name>{_text(_name(table, row))}</name><visibility>{int(table.name == SHOWN)}</visibility>"
    yield f"<description>{_text(_description(row))}</description>"
    if row["first"] or row["last"]:
        begin, end = (f"<{tag}>{row[column]}</{tag}>" if row[column] else "" for tag, column in (("begin", "first"), ("end", "last")))
        yield f"<TimeSpan>{begin}{end}</TimeSpan>"
    yield f"<styleUrl>#{style}</styleUrl><ExtendedData>"
    yield from (_data(column, row[column.name]) for column in map_columns(table))
    yield f"</ExtendedData>{_geometry(geometry) if geometry else ''}</Placemark>\n"


def _name(table: Table, row: Row) -> str:
    if table is CONTROL:
        return f"{row['place']}: {row['holder'] or row['status']}"
    return f"{row['type'].replace('_', ' ')}: {row['place'] or 'no place'}"


def _description(row: Row) -> str:
    """Return HTML with the quote and who says so. A globe shows it as it is, so the report's text must not contain markup."""
    said = [row["by"], row["published"], row["url"]]
    return f"<p>{html(row['quote'] or '')}</p><p>{html(', '.join(str(one) for one in said if one))}</p>"


def _preformatted(text: str) -> str:
    return f"<pre>{html(text)}</pre>"


def _data(column: Column, value: Any) -> str:
    """Return one value of the row; a null is left out, because KML has none."""
    flat = plain_value(value)
    if flat is None:
        return ""
    shown = str(flat).lower() if isinstance(flat, bool) else str(flat)
    return f"<Data name={quoteattr(column.name)}><value>{_text(shown)}</value></Data>"


def _geometry(geometry: Geometry) -> str:
    name, coordinates = geometry["type"], geometry["coordinates"]
    if name == "Point":
        return f"<Point><coordinates>{_positions([coordinates])}</coordinates></Point>"
    if name == "LineString":
        return f"<LineString><tessellate>1</tessellate><coordinates>{_positions(coordinates)}</coordinates></LineString>"
    if name == "Polygon":
        outer, *inner = (f"<LinearRing><coordinates>{_positions(ring)}</coordinates></LinearRing>" for ring in coordinates)
        holes = "".join(f"<innerBoundaryIs>{ring}</innerBoundaryIs>" for ring in inner)
        return f"<Polygon><outerBoundaryIs>{outer}</outerBoundaryIs>{holes}</Polygon>"
    parts = (_geometry({"type": name.removeprefix("Multi"), "coordinates": part}) for part in coordinates)
    return f"<MultiGeometry>{''.join(parts)}</MultiGeometry>"


def _positions(coordinates: list[list[float]]) -> str:
    return " ".join(f"{lon},{lat}" for lon, lat, *_ in coordinates)


def _colour(colour: str) -> str:
    """Return a colour (#rrggbb) as KML writes it: opacity, blue, green, red."""
    return f"ff{colour[5:7]}{colour[3:5]}{colour[1:3]}"


def _text(value: str) -> str:
    return escape(clean(value))
