"""Events and control, country by country: each country's claims are worked on by one process, with the claims around them as context.

Each claim of an event belongs to one country, that of its first place. A process has all reports that name a place in its country, so
events within a country are complete. Events across a border, and fighting near one, are only seen from one side.
"""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from heldby.dataset.engines import GROUP
from heldby.dataset.extras import arrow, parquet
from heldby.dataset.manifest import Dataset, ManifestRow
from heldby.dataset.shard_claims import ReportClaims, read_shard_claims
from heldby.model import Claim, Control, Event

UNKNOWN = "unknown"
"""Stands for the country of claims whose places lie in no known country."""
EVENTS, CONTROL = "events", "control"


@dataclass(frozen=True)
class EmitCountries:
    """Returns the claims of a shard, once for each country that their report names.

    Attributes:
        url: the dataset.
        others: see `read_shard_claims`.
        families: the name of the file with the families of each shard, by the shard's key.
    """

    url: str
    others: Mapping[str, str]
    families: Mapping[str, str]

    def __call__(self, row: ManifestRow) -> Any:
        """Return the Arrow table of a shard."""
        dataset, columns = Dataset(self.url), {name: list[Any]() for name in _schema().names}
        name = self.families.get(row.key)
        families = {one["id"]: one["family"] for one in dataset.table([name] if name else [])}
        for found in read_shard_claims(dataset, row, self.others):
            home = home_country(found)
            for country in sorted({place.country or UNKNOWN for claim in found.claims for place in claim.place} | {home}):
                for claim in found.claims:
                    values = (
                        country, claim.id, claim.model_dump_json(), claim.report, found.report.published, found.report.source,
                        families.get(claim.id), families.get(claim.report), country_of(claim, home) == country,
                    )  # fmt: skip
                    for column, value in zip(columns.values(), values, strict=True):
                        column.append(value)
        return arrow().table(columns, schema=_schema())


def _schema() -> Any:
    pa = arrow()
    return pa.schema(
        {
            GROUP: pa.string(), "id": pa.string(), "claim": pa.string(), "report": pa.string(), "published": pa.date32(),
            "outlet": pa.string(), "claim_family": pa.string(), "report_family": pa.string(), "own": pa.bool_(),
        }
    )  # fmt: skip


def country_of(claim: Claim, home: str) -> str:
    """Return the country that a claim belongs to: that of its first place with a known country, else the home of its report."""
    return next((place.country for place in claim.place if place.country), home)


def home_country(found: ReportClaims) -> str:
    """Return the country that most places of a report's claims lie in; of equals, the first in the alphabet."""
    counts = Counter(place.country for claim in found.claims for place in claim.place if place.country)
    return min(counts, key=lambda country: (-counts[country], country), default=UNKNOWN)


@dataclass(frozen=True)
class DeriveCountry:
    """Builds the events and infers the control of a country, and writes them as Parquet.

    Attributes:
        url: the dataset.
        mark: the name of the files, which stands for what they were derived from.
    """

    url: str
    mark: str

    def __call__(self, rows: Any) -> Any:
        """Return an Arrow table with one row: the country, the numbers of its events and places, and the names of the files."""
        from heldby.control import infer_control
        from heldby.control.control_input import ControlInput
        from heldby.events import build_events

        found = {one["id"]: one for one in rows.to_pylist()}
        country = next(iter(found.values()))[GROUP]
        claims = [Claim.model_validate_json(found[id]["claim"]) for id in sorted(found)]
        published: dict[str, dt.date | None] = {one["report"]: one["published"] for one in found.values()}
        outlets: dict[str, str | None] = {one["report"]: one["outlet"] for one in found.values()}
        families = {one["report"]: one["report_family"] for one in found.values() if one["report_family"]}
        families |= {one["id"]: one["claim_family"] for one in found.values() if one["claim_family"]}
        own = {id for id, one in found.items() if one["own"]}
        events = build_events(claims, families=families, published=published, among=own)
        controls = infer_control(ControlInput(claims, families=families, published=published, outlets=outlets))
        inside = [one for one in controls if (one.country or UNKNOWN) == country]
        files = self._write(EVENTS, country, map(_event_row, events)) + self._write(CONTROL, country, map(_control_row, inside))
        return arrow().table({"country": [country], "events": [len(events)], "places": [len(inside)], "files": [json.dumps(files)]})

    def _write(self, table: str, country: str, rows: Iterable[dict[str, Any]]) -> list[str]:
        """Write the rows of a table and return the names of the files: one, or none if there are no rows."""
        if not (listed := list(rows)):
            return []
        name = f"{table}/country={country}/{self.mark}.parquet"
        write_rows(Dataset(self.url), name, listed, SCHEMAS[table])
        return [name]


def write_rows(dataset: Dataset, name: str, rows: list[dict[str, Any]], columns: Mapping[str, str]) -> None:
    """Write rows as a Parquet file. `columns` gives the Arrow type of each column by name."""
    schema = arrow().schema({column: arrow().type_for_alias(kind) for column, kind in columns.items()})
    with TemporaryDirectory(prefix="heldby-") as temporary:
        file = Path(temporary) / "table.parquet"
        parquet().write_table(arrow().Table.from_pylist(rows, schema=schema), file, compression="zstd")
        dataset.folder.put(name, file)


SCHEMAS = {
    EVENTS: {
        "id": "string", "type": "string", "first": "date32", "last": "date32", "families": "int32", "score": "float64", "payload": "string"
    },
    CONTROL: {"id": "string", "place": "string", "lat": "float64", "lon": "float64", "payload": "string"},
}  # fmt: skip
"""The columns of the tables, with the names of their Arrow types. `payload` is the record in the public format."""


def _event_row(event: Event) -> dict[str, Any]:
    return {
        "id": event.id, "type": event.type, "first": event.when and event.when.first, "last": event.when and event.when.last,
        "families": event.families, "score": event.score, "payload": event.model_dump_json(),
    }  # fmt: skip


def _control_row(control: Control) -> dict[str, Any]:
    return {"id": control.id, "place": control.place, "lat": control.lat, "lon": control.lon, "payload": control.model_dump_json()}
