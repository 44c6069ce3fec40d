"""A row of a data set as a report with claims: the text is the row itself, and its names are looked up in the actor file and gazetteer."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from heldby.base.geo import distance_km
from heldby.errors import Unreadable
from heldby.imports.statement import RowPlace, RowStatement
from heldby.model import TYPES, ActorRef, Claim, PlaceRef, Report, Value, When, make_claim
from heldby.model.report import IMPORTED
from heldby.reference.actors import load_actors, resolve_actor
from heldby.reference.gazetteer import Entry, open_gazetteer
from heldby.store import Addition

SAME_PLACE_KM = 15.0
"""Greatest distance between a row's point and a place of the gazetteer with the same name for the two to be one place."""
VERSION = "1"
"""Version of the rules by which rows become claims."""


@dataclass(frozen=True, slots=True)
class RowReading:
    """The result of reading one row, in the form that a dossier stores."""

    report: Report
    claims: tuple[Claim, ...]
    mentions: tuple[()] = ()
    notes: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class DataSet:
    """A data set: the shape of its table, and the name under which it counts as a source."""

    shape: str
    source: str

    @property
    def reader(self) -> str:
        """What the reports and claims of its rows have as their reader, so that nobody takes them for claims that were read."""
        return f"{IMPORTED}{self.shape} {VERSION}"

    def report_id(self, row: str) -> str:
        """Return the id of the report that stands for a row."""
        return f"{self.shape}:{re.sub(r'[^a-z0-9]+', '-', self.source.casefold()).strip('-')}:{row}"


def addition_of_row(cells: dict[str, str], statement: RowStatement, data: DataSet) -> Addition:
    """Return a row as a report with its claims, ready to be added to a dossier.

    Raises:
        Unreadable: the row cannot become claims; the message says why.
    """
    original = json.dumps(cells, ensure_ascii=False).encode("utf-8", errors="replace")
    digest = hashlib.sha256(original).hexdigest()
    text, quote = text_of_row(cells, statement)
    report = Report(
        id=data.report_id(statement.id or f"row-{digest[:16]}"),
        sha256=digest,
        text=text,
        title=statement.title,
        published=statement.published,
        published_how="given" if statement.published else None,
        source=statement.outlet or data.source,
        url=statement.url,
        reader=data.reader,
    )
    claims = tuple(_claims(report, quote, statement, data.reader))
    return Addition(report, original, RowReading(report, claims), data.reader, report.id)


def text_of_row(cells: dict[str, str], statement: RowStatement) -> tuple[str, str]:
    """Return the text of a row and the part of it that its claims quote.

    The first line is what the row quotes or, if it quotes nothing, the cells that the claims rest on. The other cells follow, a line each.
    """
    if statement.quote:
        first, used = " ".join(statement.quote.split()), {"quote"}
    else:
        used = {column for column in statement.key if column in cells}
        first = "; ".join(f"{column}: {_line(cells[column])}" for column in statement.key if column in cells)
    if not first:
        raise Unreadable("it has no cell that a claim could rest on")
    rest = [f"{column}: {_line(cell)}" for column, cell in cells.items() if column not in used]
    return "\n".join([first, *rest]), first


def _line(cell: str) -> str:
    return " ".join(cell.split())


def _claims(report: Report, quote: str, statement: RowStatement, reader: str) -> list[Claim]:
    """Return the claims of a row: what happened or is the case, and its figures."""
    place = place_of_row(statement.place)
    country = statement.place.country if statement.place else None
    when = None
    if statement.first or statement.last:
        words = " to ".join(dict.fromkeys(str(day) for day in (statement.first, statement.last) if day))
        when = When(first=statement.first, last=statement.last, precision=statement.time_precision, text=words)
    shared = {
        "report": report.id, "start": 0, "end": len(quote), "quote": quote, "place": (place,) if place else (), "when": when,
        "confidence": 1.0, "reader": reader,
    }  # fmt: skip
    actors, targets = (actor_refs(names, statement, country) for names in (statement.actors, statement.targets))
    kind = next((kind for kind, types in TYPES.items() if statement.type in types), None)
    found = []
    if kind is not None and kind != "figure":
        status = statement.status or ("happened" if kind == "event" else "ongoing")
        found.append(_checked(**shared, kind=kind, type=statement.type, actor=actors, target=targets, status=status))
    for figure in statement.figures:
        value = Value(low=figure.low, high=figure.high, unit=figure.unit, approx=figure.low != figure.high)
        parties = {"actor": actors, "target": targets} if kind == "figure" else {}
        found.append(_checked(**shared, **parties, kind="figure", type=figure.type, value=value, status=statement.status or "happened"))
    return found


def _checked(**fields: object) -> Claim:
    try:
        return make_claim(**fields)
    except ValueError as error:  # pydantic's ValidationError is a ValueError
        raise Unreadable(f"it is no claim: {str(error).splitlines()[-1].strip()[:200]}") from None


def actor_refs(names: Sequence[str], statement: RowStatement, country: str | None = None) -> tuple[ActorRef, ...]:
    """Return names as actors, each with the entry of the actor file that it certainly means, if any."""
    countries = (country,) if country else ()
    found = ((name, resolve_actor(load_actors(), name, statement.first, countries=countries)) for name in names)
    return tuple(ActorRef(text=name, id=actor.id if actor else None, name=actor.name if actor else None) for name, actor in found)


def place_of_row(place: RowPlace | None) -> PlaceRef | None:
    """Return the place of a row. Its point is the row's own; id and areas come from the gazetteer if it has the place."""
    if place is None:
        return None
    entry = _known_place(place)
    within = ", ".join(dict.fromkeys(area for area in place.areas if area.casefold() != place.name.casefold())) or None
    if entry is None:
        ref = PlaceRef(text=place.name, name=place.name, within=within, country=place.country, precision=place.precision)
    else:
        areas = open_gazetteer().within(entry) or within
        ref = PlaceRef(
            text=place.name, name=entry.name, id=entry.id, within=areas, country=place.country or entry.country, precision=place.precision
        )
    if place.point:
        return ref.model_copy(update={"lat": place.point[0], "lon": place.point[1], "method": "exact"})
    if entry is not None and entry.lat is not None:
        precision = {"area1": "admin1", "area2": "admin2", "country": "country"}.get(entry.rank, "point")
        point = {"lat": entry.lat, "lon": entry.lon, "radius_km": entry.radius_km}
        return ref.model_copy(update={**point, "precision": precision, "method": "exact"})
    return ref.model_copy(update={"method": "none"})


def _known_place(place: RowPlace) -> Entry | None:
    """Return the gazetteer's entry for a place: near its point or, without a point, the only one of this name in its country and areas."""
    hits = [hit.entry for hit in open_gazetteer().named(place.name) if place.country is None or place.country in hit.entry.countries]
    hits = [one for one in hits if _fits(one, place)]
    if place.point:
        near = [(distance_km(place.point, (one.lat, one.lon)), one) for one in hits if one.lat is not None and one.lon is not None]
        exact = place.precision in ("point", "near", "unknown")
        close = [pair for pair in near if pair[0] <= (SAME_PLACE_KM if exact else pair[1].radius_km)]
        return min(close, key=lambda pair: pair[0])[1] if close else None
    inside = [one for one in hits if _lies_in(one, place)]
    best = inside or hits
    return best[0] if len(best) == 1 else None


def _fits(entry: Entry, place: RowPlace) -> bool:
    """Check whether an entry can be a place of this precision: an area for an area, and anything else for a point."""
    ranks = {"admin1": ("area1",), "admin2": ("area2",), "country": ("country",)}.get(place.precision)
    if ranks:
        return entry.rank in ranks
    return place.precision not in ("point", "near") or entry.rank not in ("area1", "area2", "country", "course")


def _lies_in(entry: Entry, place: RowPlace) -> bool:
    around = (open_gazetteer().within(entry) or "").casefold().split(", ")
    return bool(place.areas) and place.areas[0].casefold() in around
