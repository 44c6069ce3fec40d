"""A map of who holds what on one day, as an SVG or PNG picture. It is drawn from data that heldby ships; nothing is fetched."""

from __future__ import annotations

import datetime as dt
import textwrap
from collections.abc import Sequence
from typing import BinaryIO, NamedTuple, TextIO
from xml.sax.saxutils import escape

from heldby.export.optional import load
from heldby.model import Control, Interval
from heldby.presentation.legend import legend_sides
from heldby.presentation.map_labels import MAX_LABEL
from heldby.presentation.map_picture import MappedPlace, Size, map_parts
from heldby.release.redacted_copy import policy_of
from heldby.store import ClaimFilter, Conclusions, Dossier
from heldby.version import __version__
from heldby.views.holds import interval_on

SIZE = Size(1280, 960)
"""Size of the map in pixels, without its title, legend and notes."""
ZOOM = 2
"""Pixels of a PNG picture for one pixel of the SVG picture, so that it can be printed."""
HEAD = 64
LINE = 19
LINE_CHARS = 150
MAX_NOTE_LINES = 12
MARGIN = 20
FONTS = 'font-family="Arial, Liberation Sans, DejaVu Sans, Roboto, sans-serif"'
EXTRA = "maps"


class Answers(NamedTuple):
    """The places that a map shows, the names of those without a known point, and those of countries, which a mark cannot stand for."""

    shown: list[MappedPlace]
    missing: list[str]
    countries: list[str]
    intervals: list[Interval]


def write_svg(dossier: Dossier, snapshot: Conclusions, wanted: ClaimFilter, out: TextIO) -> int:
    """Write the map as SVG and return the number of places on it. The day is `wanted.last`, by default the latest of each place."""
    picture, count = draw(dossier, snapshot, wanted)
    out.write(picture)
    return count


def write_png(dossier: Dossier, snapshot: Conclusions, wanted: ClaimFilter, out: BinaryIO) -> int:
    """Write the map as PNG and return the number of places on it.

    Raises:
        HeldbyError: the extra `maps` is not installed.
    """
    renderer, font = load("resvg_py", EXTRA), load("font_roboto", EXTRA)
    picture, count = draw(dossier, snapshot, wanted)
    fonts = [font.RobotoMedium, font.RobotoBold]
    out.write(bytes(renderer.svg_to_bytes(svg_string=picture, zoom=ZOOM, font_files=fonts, sans_serif_family="Roboto")))
    return count


def draw(dossier: Dossier, snapshot: Conclusions, wanted: ClaimFilter) -> tuple[str, int]:
    """Return the picture as an SVG document, and the number of places on it."""
    answers = answers_on(snapshot.controls, wanted.last)
    redacted = policy_of(dossier) is not None
    body, height = "", 0.0
    if answers.shown:
        body, height = map_parts(answers.shown, legend_sides(answers.intervals), SIZE, towns=not redacted)
    unlabelled = [place.name for place in answers.shown if f">{escape(_plain(place.name)[: MAX_LABEL - 1])}" not in body]
    notes = _notes(answers, unlabelled, wanted.known_on, redacted=redacted)
    title = f"Who holds what on {wanted.last}" if wanted.last else "Who holds what, by the latest answer for each place"
    width, total = SIZE.width + 2 * MARGIN, HEAD + height + LINE * (len(notes) + 1)
    lines = "".join(_text(line, HEAD + height + LINE * (number + 1), 14) for number, line in enumerate(notes))
    head = _text(title, 40, 24, ' font-weight="bold"')
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {total:.0f}" '
        f'width="{width}" height="{total:.0f}" role="img"><title>{escape(title)}</title>'
        f'<rect width="100%" height="100%" fill="#ffffff"/>{head}'
        f'<g transform="translate({MARGIN} {HEAD})">{body}</g>{lines}</svg>\n'
    ), len(answers.shown)


def answers_on(controls: Sequence[Control], on: dt.date | None) -> Answers:
    """Return the answer for each place on a day whose holder is known or disputed; the most certain are last, so that they lie on top."""
    found = [(control, interval) for control in controls if (interval := interval_on(control, on)) and interval.status != "unknown"]
    found.sort(key=lambda pair: (not pair[1].inferred, pair[1].p))
    answers = Answers([], [], [], [interval for _, interval in found])
    for control, interval in found:
        if control.precision == "country":
            answers.countries.append(control.place)
        elif control.lat is None or control.lon is None:
            answers.missing.append(control.place)
        else:
            exact = control.precision == "point"
            place = (control.place, control.lat, control.lon, interval.side, interval.status, interval.inferred, exact)
            answers.shown.append(MappedPlace(*place))
    return answers


def _notes(answers: Answers, unlabelled: list[str], known_on: dt.date | None, *, redacted: bool) -> list[str]:
    """Return the lines below the map: what it rests on, and what it does not show."""
    basis = f"Made by heldby {__version__} from what reports say"
    basis += f", as known on {known_on}." if known_on else "."
    if redacted:
        basis += " A redacted copy: places and reports may be missing or moved."
    lists = (
        ("Not shown, because no point is known", answers.missing),
        ("Not shown, because they are too large for a mark", answers.countries),
        ("Shown without a name for lack of room", unlabelled),
    )
    if not answers.shown:
        basis = f"There is nothing to draw: no place with a point has a known holder. {basis}"
    paragraphs = [basis, *(f"{why} ({len(names)}): {', '.join(sorted(names))}." for why, names in lists if names)]
    lines = [line for text in paragraphs for line in textwrap.wrap(_plain(text), LINE_CHARS)]
    return lines if len(lines) <= MAX_NOTE_LINES else [*lines[: MAX_NOTE_LINES - 1], "… and others."]


def _text(text: str, y: float, size: int, more: str = "") -> str:
    return f'<text x="{MARGIN}" y="{y:.0f}" font-size="{size}" fill="#1c2126" {FONTS}{more}>{escape(_plain(text))}</text>'


def _plain(text: str) -> str:
    """Return a text as one line without characters that XML does not allow."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
