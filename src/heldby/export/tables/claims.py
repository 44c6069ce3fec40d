"""The table of claims: one row for each."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, get_args

from heldby.export.tables.codes import CODE_COLUMNS, code_cells
from heldby.export.tables.geometry import is_geometry, point
from heldby.export.tables.sources import QUOTE_COLUMN, REPORT_COLUMNS, SPEAKER_COLUMNS, Sources
from heldby.export.tables.table import Column, Row, Shape, Table
from heldby.judgements.judgement import NO_OUTCOME, Outcome
from heldby.model import ActorRef, Claim, PlaceRef, When
from heldby.model.mention import Precision
from heldby.store import ClaimFilter, Conclusions, Dossier

PRECISIONS = ", ".join(get_args(Precision))

PARTY_COLUMNS = (
    Column("actor", "list", "who acts or holds", "#group+actor+name"),
    Column("actor_id", "list", "ids of these actors in the actor file", "#group+actor+id"),
    Column("target", "list", "who the act is against", "#group+target+name"),
    Column("target_id", "list", "ids of these actors in the actor file", "#group+target+id"),
)
PLACE_COLUMNS = (
    Column("place", "list", "places", "#loc+name"),
    Column("place_id", "list", "ids of these places in the gazetteer", "#loc+id"),
    Column("within", "string", "areas that the first place lies in", "#adm+name"),
    Column("country", "string", "country of the first place (ISO 3166)", "#country+code+v_iso2"),
    Column("lat", "number", "latitude of the first place in degrees (WGS 84); null if no point is known", "#geo+lat"),
    Column("lon", "number", "longitude of the first place in degrees (WGS 84); null if no point is known", "#geo+lon"),
    Column("precision", "string", f"how exact the first place is: {PRECISIONS}", "#geo+precision"),
    Column("radius_km", "number", "radius of uncertainty around the point in km", "#geo+radius+km"),
    *CODE_COLUMNS,
)
TIME_COLUMNS = (
    Column("first", "date", "first day; null if open or undated", "#date+start"),
    Column("last", "date", "last day, inclusive; null if open or undated", "#date+end"),
    Column("time_precision", "string", "how exact the time is: day, week, month, season, year, vague", "#date+precision"),
    Column("estimated", "boolean", "whether the days were estimated and not stated", "#date+estimated"),
    Column("when", "string", "the words that state the time", "#date+text"),
)
COLUMNS = (
    Column("id", "string", "id of the claim", "#meta+id"),
    Column("kind", "string", "event, control, relation or figure", "#event+kind"),
    Column("type", "string", "what the claim says happened or is the case, such as capture or holds", "#event+type"),
    Column("status", "string", "happened, ongoing, planned, expected, attempted, denied, hypothetical", "#status"),
    *PARTY_COLUMNS,
    *PLACE_COLUMNS,
    *TIME_COLUMNS,
    Column("low", "number", "lower bound of the figure; null if open", "#value+low"),
    Column("high", "number", "upper bound of the figure; null if open", "#value+high"),
    Column("unit", "string", "what the figure counts", "#value+unit"),
    Column("approx", "boolean", "whether the report calls the figure approximate", "#value+approx"),
    Column("category", "string", "category of the people counted, such as civilians", "#value+category"),
    Column("held_as", "string", "last, only, main or former, if the place is called that", "#status+held"),
    Column("confidence", "number", "probability that a careful reader of the report agrees with the claim", "#indicator+confidence"),
    Column("judgement", "string", "accept, reject, correct or disputed; null if the claim was not reviewed", "#meta+judgement"),
    Column("correction", "string", "the corrected values as JSON; the other columns keep what was read", "#meta+correction"),
    QUOTE_COLUMN,
    Column("start", "integer", "offset of the quote in the report's text", "#meta+quote+start"),
    Column("end", "integer", "offset of the end of the quote", "#meta+quote+end"),
    *SPEAKER_COLUMNS,
    *REPORT_COLUMNS,
    Column("reader", "string", "name and version of the reader that found the claim", "#meta+reader"),
)


def rows(dossier: Dossier, _snapshot: Conclusions, wanted: ClaimFilter) -> Iterator[Row]:
    """Yield a row for every claim that passes the filter, in reading order."""
    for _, row in _claims_with_rows(dossier, wanted):
        yield row


def shapes(dossier: Dossier, _snapshot: Conclusions, wanted: ClaimFilter) -> Iterator[Shape]:
    """Yield a row for every place of every claim, and one without a geometry for a claim without a place."""
    for claim, row in _claims_with_rows(dossier, wanted):
        yield from place_shapes(row, claim.place)


def _claims_with_rows(dossier: Dossier, wanted: ClaimFilter) -> Iterator[tuple[Claim, Row]]:
    sources, outcomes = Sources(dossier), dossier.outcomes()
    for claim in dossier.claims(wanted):
        value = claim.value
        yield (
            claim,
            {
                **claim.model_dump(include={"id", "kind", "type", "status", "held_as", "confidence", "start", "end", "reader"}),
                **party_cells(claim.actor, claim.target),
                **place_cells(claim.place),
                **time_cells(claim.when),
                **{name: getattr(value, name, None) for name in ("low", "high", "unit", "approx", "category")},
                **_judgement_cells(outcomes.get(("claim", claim.id), NO_OUTCOME)),
                **sources.of_claim(claim),
            },
        )


def party_cells(actor: tuple[ActorRef, ...], target: tuple[ActorRef, ...]) -> dict[str, Any]:
    """Return the values of `PARTY_COLUMNS`."""
    roles = {"actor": actor, "target": target}
    names = {role: [ref.name or ref.text for ref in refs] for role, refs in roles.items()}
    return names | {f"{role}_id": [ref.id for ref in refs] for role, refs in roles.items()}


def place_cells(places: tuple[PlaceRef, ...]) -> dict[str, Any]:
    """Return the values of `PLACE_COLUMNS`."""
    names = {"place": [ref.name or ref.text for ref in places], "place_id": [ref.id for ref in places]}
    return names | _position(places[0] if places else None)


def time_cells(when: When | None) -> dict[str, Any]:
    """Return the values of `TIME_COLUMNS`."""
    cells = {name: getattr(when, name, None) for name in ("first", "last", "estimated")}
    return {**cells, "time_precision": when and when.precision, "when": when and when.text}


def place_shapes(row: Row, places: tuple[PlaceRef, ...]) -> Iterator[Shape]:
    """Yield a row of a table once for each of its places, with the geometry of that place."""
    if not places:
        yield {**row, "place": None, "place_id": None, "place_number": None, "places": 0}, None
    for number, ref in enumerate(places, 1):
        where = {"place": ref.name or ref.text, "place_id": ref.id, "place_number": number, "places": len(places), **_position(ref)}
        yield {**row, **where}, (ref.geometry if is_geometry(ref.geometry) else point(ref.lat, ref.lon))


def _position(ref: PlaceRef | None) -> dict[str, Any]:
    position = {name: getattr(ref, name, None) for name in ("within", "country", "lat", "lon", "precision", "radius_km")}
    return position | code_cells(position["country"], position["lat"], position["lon"])


def _judgement_cells(outcome: Outcome) -> dict[str, Any]:
    correction = json.dumps(outcome.correction, ensure_ascii=False, sort_keys=True, default=str) if outcome.correction else None
    return {"judgement": "disputed" if outcome.disputed else outcome.verdict, "correction": correction}


CLAIMS = Table("claims", "claims: what each report says", COLUMNS, rows, shapes)
