"""Layer styles of QGIS (QML): one marker for each value of a column, and the time slider set to the columns `first` and `last`.

Source of the format: the documentation of QGIS 3.34, "QML - The QGIS Style File Format".
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple
from xml.sax.saxutils import quoteattr

from heldby.export.xml_text import clean
from heldby.model import Control
from heldby.presentation.legend import legend_sides
from heldby.presentation.side_look import COLOURS, NO_SIDE

MARKERS = (
    ("circle", 0), ("square", 0), ("diamond", 0), ("triangle", 0), ("hexagon", 0), ("triangle", 180), ("cross_fill", 0), ("pentagon", 0),
)  # fmt: skip
"""Names of markers in QGIS with their rotation in degrees: the shapes of the app, in its order."""

POINTS = 0
"""Number of the geometry type of points. QGIS draws the lines of a layer in its own style."""

AROUND, POSITIONS = 6, "R,L,TR,TL,BR,BL,TSR,BSR"
"""Number of the label placement that tries positions around a point, and these positions in order."""

START_AND_END = 2
"""Number of the temporal mode that shows a feature from one field to another."""


class Mark(NamedTuple):
    """How one value is drawn. The value None stands for null."""

    value: str | None
    label: str
    colour: str
    marker: str = "circle"
    angle: int = 0


def side_marks(controls: Iterable[Control]) -> list[Mark]:
    """Return a mark for each side, in the colours of the app, and one for places without a known holder."""
    sides = legend_sides(interval for control in controls for interval in control.intervals)
    named = [Mark(side.id, side.name, *_look(number)) for number, side in enumerate(sides)]
    return [*named, Mark(None, "contested or unknown", NO_SIDE)]


def value_marks(values: Iterable[str]) -> list[Mark]:
    """Return a mark for each value of a column."""
    return [Mark(value, value.replace("_", " "), *_look(number)) for number, value in enumerate(values)]


def _look(number: int) -> tuple[str, str, int]:
    return COLOURS[number % len(COLOURS)], *MARKERS[number % len(MARKERS)]


def style(column: str, marks: Iterable[Mark], *, label: str | None = None) -> str:
    """Return a style that draws each value of a column with its mark, and labels features with another column if one is named."""
    drawn = list(enumerate(marks))
    categories = "".join(_category(number, mark) for number, mark in drawn)
    symbols = "".join(_symbol(number, mark) for number, mark in drawn)
    return (
        "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>"
        f'<qgis version="3.34" styleCategories="Symbology|Labeling|Temporal" labelsEnabled="{int(label is not None)}">'
        f'<renderer-v2 type="categorizedSymbol" attr={_attribute(column)} symbollevels="0" enableorderby="0" forceraster="0">'
        f"<categories>{categories}</categories><symbols>{symbols}</symbols></renderer-v2>"
        f"{_labels(label) if label else ''}"
        f'<temporal enabled="1" mode="{START_AND_END}" startField="first" endField="last" limitMode="1" accumulate="0" fixedDuration="0"'
        ' durationField="" durationUnit="min" startExpression="" endExpression=""/>'
        f"<layerGeometryType>{POINTS}</layerGeometryType></qgis>"
    )


def _category(number: int, mark: Mark) -> str:
    value, kind = ("", "NULL") if mark.value is None else (mark.value, "string")
    return f'<category value={_attribute(value)} symbol="{number}" label={_attribute(mark.label)} render="true" type="{kind}"/>'


def _symbol(number: int, mark: Mark) -> str:
    options = {
        "name": mark.marker, "angle": str(mark.angle), "color": _rgba(mark.colour), "size": "3", "size_unit": "MM",
        "outline_color": "255,255,255,255", "outline_style": "solid", "outline_width": "0.3", "outline_width_unit": "MM",
    }  # fmt: skip
    return (
        f'<symbol type="marker" name="{number}" alpha="1"><layer class="SimpleMarker" enabled="1" pass="0">{_map(options)}</layer></symbol>'
    )


def _labels(column: str) -> str:
    return (
        '<labeling type="simple"><settings>'
        f'<text-style fieldName={_attribute(column)} isExpression="0" fontSize="8" textColor="32,32,32,255">'
        '<text-buffer bufferDraw="1" bufferSize="0.7" bufferColor="255,255,255,255"/></text-style>'
        f'<placement placement="{AROUND}" dist="1.5" predefinedPositionOrder="{POSITIONS}"/></settings></labeling>'
    )


def _map(options: dict[str, str]) -> str:
    return '<Option type="Map">' + "".join(f'<Option type="QString" name="{k}" value="{v}"/>' for k, v in options.items()) + "</Option>"


def _rgba(colour: str) -> str:
    return ",".join(str(int(colour[at : at + 2], 16)) for at in (1, 3, 5)) + ",255"


def _attribute(text: str) -> str:
    """Return a text as an attribute value with its quotes. Names of sides can come from reports."""
    return quoteattr(clean(text))
