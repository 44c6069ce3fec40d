"""The places of the working state: what each of them adds to the quantities that all places share."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import asdict
from itertools import islice
from math import cos, radians
from typing import TYPE_CHECKING, Any

from heldby.base.text import fold
from heldby.pipeline.increment.record import Record
from heldby.store.state.working_state import decode, encode

if TYPE_CHECKING:
    from heldby.control.evidence.claims_by_place import ClaimsByPlace
    from heldby.control.evidence.place_summaries import PlaceSummary
    from heldby.control.model_inputs import ModelInputs

AT_ONCE = 64
"""Number of places whose claims are loaded together."""
FORGET_ABOVE = 60_000
"""Number of loaded claims above which the memory that they take is freed."""
COLUMNS = (
    "key", "name", "folded", "within", "country", "precision", "area", "lat", "lon", "held", "has_record", "changes", "begin", "newest",
    "passes_on", "summary", "passed", "nearby", "tallies",
)  # fmt: skip
INSERT = f"INSERT OR REPLACE INTO places ({', '.join(COLUMNS)}) VALUES ({', '.join(f':{name}' for name in COLUMNS)})"


class Places:
    """Brings the places of the working state up to date."""

    def __init__(self, record: Record) -> None:
        from heldby.control import load_parameters

        self._record = record
        self._state = record.state
        self._parameters = load_parameters()
        self._named: dict[str | None, dict[tuple[str, str | None], list[str]]] = {}

    def update(self, dirty: Collection[str]) -> None:
        """Derive again the places whose claims have changed, and those that depend on them.

        A place depends on another if the other is an area around it and its statements have changed, or if the other is near and days of
        fighting there have changed. If the hazard of unreported changes or the horizon has changed, all places are inferred again.
        """
        areas: list[PlaceSummary] = []
        fights: list[PlaceSummary] = []
        for keys in _parts(dirty):
            claims = self._claims_of(keys)
            for key in keys:
                before, after, passing = self._summarise(key, claims)
                if passing:
                    areas += [one for one in (before, after) if one]
                if (before and _where_fought(before)) != (after and _where_fought(after)):
                    fights += [one for one in (before, after) if one]
        around = self._inside(areas)
        near = self._refresh_nearby({*dirty, *self._neighbours(fights)})
        unsettled = {*dirty, *around, *near}
        self._settle_shares({*dirty, *around})
        shared = (repr(self._hazard()), str(self._horizon()))
        if shared != (self._state.meta("hazard"), self._state.meta("horizon")):
            self._state.put_meta("hazard", shared[0])
            self._state.put_meta("horizon", shared[1])
            unsettled = {decode(key) for (key,) in self._state.rows("SELECT key FROM places")}
        for keys in _parts(unsettled):
            self._settle_tallies(keys)

    def inputs(self, places: Collection[str], *, weighted: bool) -> ModelInputs:
        """Return the inputs of the model for a few places. With `weighted`, sources count as much as they earned."""
        from heldby.control.cache import InferenceCache
        from heldby.control.model_inputs import ModelInputs, horizon_of
        from heldby.control.reliability import Tally, reliability_factors

        summaries = self._summaries(places)
        areas = {key: tuple(self._areas_around(one)) for key, one in summaries.items() if not one.place.area}
        summaries |= self._summaries({area for own in areas.values() for area in own} - summaries.keys())
        end = self._end()
        rows = self._state.rows("SELECT kind, key, agreed, against FROM tallies WHERE agreed + against > 0 ORDER BY kind, key")
        tallies = [Tally(kind, decode(key), agreed, against) for kind, key, agreed, against in rows] if weighted else []
        return ModelInputs(
            claims=self._claims_of([*places, *(area for own in areas.values() for area in own)]), cache=InferenceCache(),
            summaries=summaries, areas=areas, nearby=lambda: self._stored_nearby(places), hazard=float(self._state.meta("hazard") or 0),
            end=end, horizon=horizon_of(end), trust=reliability_factors(tallies, self._record.config.trust) if weighted else None,
            tallies=tallies,
        )  # fmt: skip

    def _claims_of(self, places: Collection[str]) -> ClaimsByPlace:
        """Return the claims at some places, and perhaps at others. Those that were grouped last are kept, with their statements."""
        known, grouped = self._record.grouped
        if grouped is None or not known.issuperset(places):
            if len(self._record.claims) > FORGET_ABOVE:
                self._record.forget()
            ids = [id for (id,) in self._state.rows_for("SELECT claim FROM located WHERE place IN (...)", map(encode, places))]
            grouped = self._record.by_place(ids)
            self._record.grouped = frozenset(places), grouped
        return grouped

    def _summarise(self, key: str, claims: ClaimsByPlace) -> tuple[PlaceSummary | None, PlaceSummary | None, bool]:
        """Store the summary of a place; return the summaries before and after, and whether what an area passes on has changed."""
        from heldby.control.cache import digest
        from heldby.control.evidence.place_summaries import PASSED_ON, SUMMARY, summarise_place

        row = self._state.rows("SELECT summary, passed, area, nearby, tallies, held FROM places WHERE key = ?", encode(key))
        before = SUMMARY.validate_json(row[0][0]) if row else None
        self._named.clear()
        after = summarise_place(key, claims) if claims.claims.get(key) else None
        if after is None or not after.has_statements:
            self._count(json.loads(row[0][4]) if row else [], ())
            self._state.change("DELETE FROM places WHERE key = ?", encode(key))
            return before, None, bool(before and before.place.area)
        passed = digest([repr(one) for one in claims.statements(key) if one.form in PASSED_ON], _shared(after)) if after.place.area else ""
        place = after.place
        self._state.change_all(
            INSERT,
            [
                {
                    "key": encode(key), "name": encode(place.name), "folded": encode(fold(place.name)), "within": _stored(place.within),
                    "country": _stored(place.country), "precision": place.precision, "area": place.area, "lat": place.lat,
                    "lon": place.lon, "held": row[0][5] if row else False, "has_record": after.has_record, "changes": 0, "begin": 0,
                    "newest": after.newest, "passes_on": after.passes_on, "summary": SUMMARY.dump_json(after), "passed": passed,
                    "nearby": row[0][3] if row else "[]", "tallies": row[0][4] if row else "[]",
                }
            ],
        )  # fmt: skip
        passing = (place.area or bool(row and row[0][2])) and (passed != row[0][1] if row else True)
        return before, after, passing

    def _inside(self, areas: Iterable[PlaceSummary]) -> set[str]:
        """Return the places inside some areas."""
        from heldby.control.evidence.area_propagation import areas_by_name, enclosing_areas

        found: set[str] = set()
        for area in areas:
            named = areas_by_name({area.place.key: area})
            query = "SELECT key, within, country FROM places WHERE country IS ? AND area = 0"
            for key, within, country in self._state.rows(query, _stored(area.place.country)) if named else ():
                if any(enclosing_areas(_loaded(within), _loaded(country), named)):
                    found.add(decode(key))
        return found

    def _areas_around(self, one: PlaceSummary) -> Iterator[str]:
        from heldby.control.evidence.area_propagation import enclosing_areas

        return enclosing_areas(one.place.within, one.place.country, self._areas_named(one.place.country))

    def _areas_named(self, country: str | None) -> dict[tuple[str, str | None], list[str]]:
        from heldby.control.evidence.area_propagation import areas_by_name
        from heldby.control.evidence.place_summaries import SUMMARY

        if country not in self._named:
            query = "SELECT key, summary FROM places WHERE country IS ? AND area = 1 AND passes_on = 1 ORDER BY key"
            rows = self._state.rows(query, _stored(country))
            self._named[country] = areas_by_name({decode(key): SUMMARY.validate_json(summary) for key, summary in rows})
        return self._named[country]

    def _neighbours(self, fights: Iterable[PlaceSummary]) -> set[str]:
        """Return the places near some places."""
        found: set[str] = set()
        for one in fights:
            found.update(self._near(one))
        return found

    def _near(self, one: PlaceSummary) -> dict[str, PlaceSummary]:
        """Return the summaries of the places whose points may be near that of a place, its own included."""
        from heldby.control.evidence.place_summaries import SUMMARY

        lat, lon = one.place.lat, one.place.lon
        if lat is None or lon is None or one.place.area:
            return {}
        tall = self._parameters.reach["nearby_km"] / 110
        wide = tall / max(0.001, cos(radians(min(89.0, abs(lat) + tall))))
        query = "SELECT key, summary FROM places WHERE area = 0 AND lat BETWEEN ? AND ? AND lon BETWEEN ? AND ?"
        rows = self._state.rows(query, lat - tall, lat + tall, lon - wide, lon + wide)
        return {decode(key): SUMMARY.validate_json(summary) for key, summary in rows}

    def _refresh_nearby(self, places: Iterable[str]) -> set[str]:
        """Find the days of fighting near some places; return the places for which they have changed."""
        from heldby.control.evidence.nearby_fighting import nearby_fighting_days

        changed = set()
        for key, one in self._summaries(places).items():
            days = json.dumps(nearby_fighting_days(self._near(one), self._parameters).get(key, []))
            if self._state.rows("SELECT 1 FROM places WHERE key = ? AND nearby != ?", encode(key), days):
                self._state.change("UPDATE places SET nearby = ? WHERE key = ?", days, encode(key))
                changed.add(key)
        return changed

    def _stored_nearby(self, places: Iterable[str]) -> dict[str, list[int]]:
        rows = self._state.rows_for("SELECT key, nearby FROM places WHERE key IN (...)", map(encode, places))
        return {decode(key): days for key, stored in rows if (days := json.loads(stored))}

    def _settle_shares(self, places: Iterable[str]) -> None:
        """Store what each place adds to the hazard of unreported changes: its changes, and the first day of its record."""
        from heldby.control.model_inputs import changes_and_begin

        summaries = self._summaries(places)
        around = {key: () if one.place.area else tuple(self._areas_around(one)) for key, one in summaries.items() if one.has_record}
        areas = self._summaries({area for own in around.values() for area in own})
        rows = [(*changes_and_begin(summaries[key], [areas[area] for area in own]), encode(key)) for key, own in around.items()]
        self._state.change_all("UPDATE places SET changes = ?, begin = ? WHERE key = ?", rows)

    def _hazard(self) -> float:
        from heldby.control.model_inputs import hazard_of

        query = "SELECT coalesce(sum(changes), 0), coalesce(sum(max(1, ? - begin)), 0) FROM places WHERE has_record"
        changes, days = self._state.rows(query, self._end())[0]
        return hazard_of(changes, days, self._parameters)

    def _end(self) -> int:
        return int(self._state.rows("SELECT coalesce(max(newest), 0) FROM places")[0][0])

    def _horizon(self) -> int:
        from heldby.control.model_inputs import horizon_of

        return horizon_of(self._end())

    def _settle_tallies(self, places: Collection[str]) -> None:
        """Infer some places without weighting sources, and count how often each source agrees with the result."""
        from heldby.control.infer import tally_places

        inputs = self.inputs(places, weighted=False)
        for key, (held, tallies) in tally_places(inputs, inputs.summaries.keys() & set(places)).items():
            before = self._state.rows("SELECT tallies FROM places WHERE key = ?", encode(key))[0][0]
            self._count(json.loads(before), tallies)
            self._state.change("UPDATE places SET held = ?, tallies = ? WHERE key = ?", held, json.dumps(tallies), encode(key))

    def _count(self, before: Iterable[Sequence[Any]], after: Iterable[Sequence[Any]]) -> None:
        """Replace the tallies of a place in the sums over all places."""
        total: Counter[tuple[str, str, int]] = Counter()
        for sign, tallies in ((-1, before), (1, after)):
            for kind, key, agreed, against in tallies:
                total[kind, key, 0] += sign * agreed
                total[kind, key, 1] += sign * against
        change = """INSERT INTO tallies VALUES (?, ?, ?, ?)
            ON CONFLICT (kind, key) DO UPDATE SET agreed = agreed + excluded.agreed, against = against + excluded.against"""
        rows = [(kind, encode(key), n if side == 0 else 0, n if side == 1 else 0) for (kind, key, side), n in total.items() if n]
        self._state.change_all(change, rows)

    def _summaries(self, places: Iterable[str]) -> dict[str, PlaceSummary]:
        from heldby.control.evidence.place_summaries import SUMMARY

        rows = self._state.rows_for("SELECT key, summary FROM places WHERE key IN (...)", map(encode, sorted(places)))
        return {decode(key): SUMMARY.validate_json(summary) for key, summary in rows}


def _shared(one: PlaceSummary) -> list[object]:
    """Return what the places inside an area take from its summary."""
    return [asdict(one.place), one.changes, one.passed_first, one.passes_on]


def _where_fought(one: PlaceSummary) -> tuple[object, ...]:
    return one.place.lat, one.place.lon, one.place.area, one.fighting


def _parts(places: Iterable[str]) -> Iterator[list[str]]:
    left = iter(sorted(places))
    while part := list(islice(left, AT_ONCE)):
        yield part


def _stored(text: str | None) -> bytes | None:
    return None if text is None else encode(text)


def _loaded(stored: bytes | None) -> str | None:
    return None if stored is None else decode(stored)
