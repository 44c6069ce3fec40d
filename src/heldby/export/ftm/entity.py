"""A FollowTheMoney entity, and the properties that these exports use. Source: the FollowTheMoney model, version 4."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

Schema = Literal["Event", "Article", "Address", "UnknownLink", "Organization", "PublicBody", "Person"]

PROPERTY_TYPES = {
    "name": "name",
    "title": "string",
    "full": "address",
    "location": "address",
    "country": "country",
    "latitude": "number",
    "longitude": "number",
    "startDate": "date",
    "endDate": "date",
    "publishedAt": "date",
    "language": "language",
    "contentHash": "checksum",
    "summary": "text",
    "description": "text",
    "notes": "text",
    "remarks": "string",
    "recordId": "string",
    "publisher": "string",
    "role": "string",
    "status": "string",
    "keywords": "string",
    "sourceUrl": "url",
    "organizer": "entity",
    "involved": "entity",
    "addressEntity": "entity",
    "subject": "entity",
    "object": "entity",
    "proof": "entity",
}
"""The properties of these exports and their types, which FollowTheMoney writes beside each statement."""


@dataclass(frozen=True, slots=True)
class FtmEntity:
    """One entity: its id, its schema and the values of its properties. `known` is the day from which it could be known, if any."""

    id: str
    schema: Schema
    known: str | None = None
    properties: dict[str, list[str]] = field(default_factory=dict)

    def add(self, name: str, *values: object) -> None:
        """Add values to a property. None and empty values are left out, and so are repeated ones."""
        if name not in PROPERTY_TYPES:
            raise KeyError(name)
        for value in values:
            text = "" if value is None else str(value).strip()
            if text and text not in self.properties.setdefault(name, []):
                self.properties[name].append(text)
        if not self.properties.get(name):
            self.properties.pop(name, None)

    def statements(self, dataset: str) -> Iterator[dict[str, str]]:
        """Yield a statement for each value, and the statement that the entity exists, as FollowTheMoney's CSV files have them."""
        made = [self._statement(dataset, name, PROPERTY_TYPES[name], value) for name, value in self._values()]
        digest = hashlib.sha1(self.schema.encode())
        for id in sorted(one["id"] for one in made):
            digest.update(id.encode())
        yield self._statement(dataset, "id", "id", digest.hexdigest())
        yield from made

    def _values(self) -> Iterable[tuple[str, str]]:
        return ((name, value) for name, values in self.properties.items() for value in values)

    def _statement(self, dataset: str, name: str, type: str, value: str) -> dict[str, str]:
        return {
            "canonical_id": self.id,
            "entity_id": self.id,
            "prop": name,
            "prop_type": type,
            "schema": self.schema,
            "value": value,
            "dataset": dataset,
            "origin": "heldby",
            "external": "f",
            "first_seen": self.known or "",
            "last_seen": self.known or "",
            "id": hashlib.sha1(f"{dataset}.{self.id}.{name}.{value}".encode()).hexdigest(),
        }


def entity_id(kind: str, key: str) -> str:
    """Return the id of an entity: its kind and a digest of the key that identifies it in the dossier."""
    return f"heldby-{kind}-{hashlib.sha256(key.encode()).hexdigest()[:16]}"
