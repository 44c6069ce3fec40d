"""Rows that heldby exported, edited in a spreadsheet: each change becomes a correction by the person who imports it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from heldby.errors import Unreadable
from heldby.export.event_data import acled_csv, ged_csv
from heldby.export.event_data.facts import PREFIX, event_facts
from heldby.export.tables import CLAIMS, EVENTS, plain_value
from heldby.imports.cells import Cells, day_of, names_in, number_of, text_of
from heldby.imports.row_reports import actor_refs, place_of_row
from heldby.imports.statement import RowPlace, RowStatement
from heldby.intake.dates.parse_date import Ambiguous, parse_date
from heldby.judgements.judgement import Subject
from heldby.model import TYPES, ActorRef, Claim, Event, PlaceRef
from heldby.store import ClaimFilter, Conclusions, Dossier

TABLE_FIELDS = {name: name for name in ("type", "status", "actor", "target", "place", "lat", "lon", "first", "last")}
CLAIM_FIELDS = TABLE_FIELDS | {"low": "low", "high": "high", "unit": "unit", "held_as": "held_as"}
GED_FIELDS = {
    "side_a": "actor", "side_b": "target", "where_coordinates": "place", "latitude": "lat", "longitude": "lon", "date_start": "first",
    "date_end": "last",
}  # fmt: skip
ACLED_FIELDS = {
    "actor1": "actor", "actor2": "target", "location": "place", "latitude": "lat", "longitude": "lon", "event_date": "first",
}  # fmt: skip
"""The columns of each table that a person can correct, with the field that each corrects. All other columns follow from the evidence."""


DERIVED = {"judgement", "correction", "score", "explanation", "contradicts", "families", "archive", "url"}
"""Columns that can differ although nobody edited them: they change with judgements and with other reports, or are hidden in a copy."""


class OwnRow(NamedTuple):
    """A row as heldby exports it now: what it is about, its cells, and the columns that can be corrected."""

    kind: Subject
    record: Claim | Event
    cells: Mapping[str, Any]
    fields: Mapping[str, str]


class OwnRows:
    """The rows that heldby itself would export now, by the id in the row. They are made when the first one is asked for."""

    def __init__(self, dossier: Dossier, snapshot: Callable[[], Conclusions]) -> None:
        self._dossier = dossier
        self._snapshot = snapshot
        self._made: dict[str, dict[str, OwnRow]] = {}

    def find(self, cells: Cells) -> OwnRow | None:
        """Return the row that heldby would export for the same record; None if the row is not one of heldby's.

        Raises:
            Unreadable: heldby exported the row, but this dossier has no such record.
        """
        for column, shape in (("relid", "ged"), ("event_id_cnty", "acled")):
            id = text_of(cells, column) or ""
            if id.startswith(PREFIX):
                return self._known(shape, id)
        id = text_of(cells, "id") or ""
        for shape, marks in (("claims", ("reader", "quote", "report")), ("events", ("families", "explanation"))):
            if id and all(mark in cells for mark in marks):
                return self._known(shape, id)
        return None

    def _known(self, shape: str, id: str) -> OwnRow:
        if shape not in self._made:
            self._made[shape] = dict(getattr(self, f"_{shape}")())
        if id not in self._made[shape]:
            raise Unreadable(
                f"heldby exported it, but this dossier has no {'claim' if shape == 'claims' else 'event'} {id.removeprefix(PREFIX)}"
            )
        return self._made[shape][id]

    def _claims(self) -> Iterator[tuple[str, OwnRow]]:
        claims = {claim.id: claim for claim in self._dossier.claims()}
        for row in CLAIMS.rows(self._dossier, self._snapshot(), ClaimFilter()):
            yield row["id"], OwnRow("claim", claims[row["id"]], row, CLAIM_FIELDS)

    def _events(self) -> Iterator[tuple[str, OwnRow]]:
        events = {event.id: event for event in self._snapshot().events}
        for row in EVENTS.rows(self._dossier, self._snapshot(), ClaimFilter()):
            yield row["id"], OwnRow("event", events[row["id"]], row, TABLE_FIELDS)

    def _ged(self) -> Iterator[tuple[str, OwnRow]]:
        for facts in event_facts(self._dossier, self._snapshot()):
            cells = ged_csv.row(facts)
            yield cells["relid"], OwnRow("event", facts.event, cells, GED_FIELDS)

    def _acled(self) -> Iterator[tuple[str, OwnRow]]:
        for facts in event_facts(self._dossier, self._snapshot()):
            types = acled_csv.acled_type(facts)
            if types is not None:
                cells = acled_csv.row(facts, types)
                yield cells["event_id_cnty"], OwnRow("event", facts.event, cells, ACLED_FIELDS)


def changed_columns(own: OwnRow, cells: Cells) -> list[str]:
    """Return the columns whose cells differ from what heldby would export, however a spreadsheet writes the same value."""
    columns = [column for column in own.cells if column not in DERIVED]
    return [column for column in columns if not _same(own.cells.get(column), cells, column)]


def correction_of(own: OwnRow, cells: Cells, changed: list[str]) -> dict[str, Any]:
    """Return the correction that the changed cells make, by the field of the record.

    Raises:
        Unreadable: a value is impossible.
    """
    fields = {own.fields[column]: column for column in changed}
    if "type" in fields and text_of(cells, "type") not in TYPES[own.record.kind if isinstance(own.record, Claim) else "event"]:
        raise Unreadable(f"its type is {text_of(cells, 'type')!r}, which is no type of this kind")
    found: dict[str, Any] = {name: text_of(cells, column) for name, column in fields.items() if name in ("type", "status", "held_as")}
    record = own.record
    for role in ("actor", "target"):
        if role in fields:
            found[role] = [_actor(name, getattr(record, role)).model_dump(mode="json") for name in names_in(cells, fields[role])]
    if fields.keys() & {"place", "lat", "lon"}:
        found["place"] = _places(own, cells)
    if fields.keys() & {"first", "last"}:
        found["when"] = _when(own, cells)
    if fields.keys() & {"low", "high", "unit"}:
        old = record.value.model_dump() if isinstance(record, Claim) and record.value else {}
        found["value"] = old | {"low": number_of(cells, "low"), "high": number_of(cells, "high"), "unit": text_of(cells, "unit")}
    return found


def _same(exported: object, cells: Cells, column: str) -> bool:
    """Check whether a cell holds the value that heldby exported."""
    value, cell = plain_value(exported), text_of(cells, column)
    if isinstance(value, bool):
        value = str(value).lower()
    if value is None or value == "":
        return cell is None
    if cell is None:
        return False
    if isinstance(value, int | float):
        try:
            return abs(number_of(cells, column) - value) <= 1e-9 * max(1.0, abs(value))  # type: ignore[operator]
        except Unreadable:
            return False
    if isinstance(value, dt.date):
        return _may_be(value, cell)
    return " ".join(str(value).split()) == " ".join(cell.split())


def _may_be(day: dt.date, cell: str) -> bool:
    """Check whether a cell can mean a day. A spreadsheet may write 2017-11-09 as 09/11/2017 or 11/9/2017."""
    try:
        return parse_date(cell) == day
    except Ambiguous:
        parts = [part for part in cell.replace(".", "/").split("/") if part.strip().isdigit()]
        return sorted(map(int, parts)) == sorted((day.year, day.month, day.day))


def _actor(name: str, known: tuple[ActorRef, ...]) -> ActorRef:
    same = next((ref for ref in known if name in (ref.name, ref.text)), None)
    return same or actor_refs([name], RowStatement(id=None, key=(), type=None))[0]


def _places(own: OwnRow, cells: Cells) -> list[dict[str, Any]]:
    """Return the places of the edited row: those it still names as they were, new names looked up, and the point of the first as edited."""
    column = {field: name for name, field in own.fields.items()}
    known = own.record.place
    names = names_in(cells, column["place"])
    if own.fields is not CLAIM_FIELDS and own.fields is not TABLE_FIELDS:  # GED and ACLED show the first place only
        names = (*names, *(ref.name or ref.text for ref in known[1:]))
    refs = [_place(name, known) for name in names]
    lat, lon = number_of(cells, column["lat"]), number_of(cells, column["lon"])
    if refs and (lat, lon) != (refs[0].lat, refs[0].lon):
        moved = not _same(own.cells.get(column["lat"]), cells, column["lat"]) or not _same(
            own.cells.get(column["lon"]), cells, column["lon"]
        )
        if moved:
            precision = "point" if lat is not None else refs[0].precision
            refs[0] = refs[0].model_copy(update={"lat": lat, "lon": lon, "precision": precision, "geometry": None})
    return [ref.model_dump(mode="json") for ref in refs]


def _place(name: str, known: tuple[PlaceRef, ...]) -> PlaceRef:
    same = next((ref for ref in known if name in (ref.name, ref.text)), None)
    if same is not None:
        return same
    around = known[0] if known else None
    areas = tuple((around.within or "").split(", ")) if around else ()
    found = place_of_row(RowPlace(name, areas, around.country if around else None))
    assert found is not None
    return found


def _when(own: OwnRow, cells: Cells) -> dict[str, Any]:
    column = {field: name for name, field in own.fields.items()}
    old = own.record.when
    days = {"first": old and old.first, "last": old and old.last}
    for name in days:
        if name in column and not _same(own.cells.get(column[name]), cells, column[name]):
            days[name] = day_of(cells, column[name])
    if "last" not in column and old and old.first == old.last:
        days["last"] = days["first"]
    precision = "day" if days["first"] == days["last"] else "vague"
    words = old.text if old else " to ".join(str(day) for day in days.values() if day)
    return {name: day and day.isoformat() for name, day in days.items()} | {"precision": precision, "text": words, "estimated": False}
