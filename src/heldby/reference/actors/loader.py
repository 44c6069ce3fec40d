"""Reading the knowledge file: one TOML file a war or region, governments from the table of countries."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from heldby.reference.actors.actor import Actor, Side
from heldby.reference.actors.countries import Country, government
from heldby.reference.actors.toml import read_toml

FOLDER = Path(__file__).parent / "wars"
LISTS = ("aliases", "active", "shy", "examples")


def read_actors(countries: Iterable[Country], folder: Path = FOLDER) -> dict[str, Actor]:
    """Every actor by id. An entry whose id is there already adds to it: a war's file may enrich a government."""
    actors = {entry.id: entry for entry in map(government, countries)}
    for path in sorted(folder.glob("*.toml")):
        for row in read_toml(path).get("actor", ()):
            actor = _actor(row, path.name)
            actors[actor.id] = _joined(actors[actor.id], actor) if actor.id in actors else actor
    return actors


def _actor(row: dict[str, Any], source: str) -> Actor:
    fields = dict(row)
    for name in LISTS:
        fields[name] = tuple(fields.get(name, ()))
    fields["sides"] = tuple(Side(**side) for side in fields.get("sides", ()))
    fields.setdefault("kind", "state" if fields["id"].startswith("government-of-") else None)
    fields.setdefault("name", fields["id"])
    if fields["kind"] is None:
        raise ValueError(f"{source}: {fields['id']} has no kind")
    return Actor(**fields)


def _joined(there: Actor, more: Actor) -> Actor:
    merged = {name: getattr(there, name) + getattr(more, name) for name in (*LISTS, "sides")}
    return dataclasses.replace(there, **merged, first=there.first or more.first, last=there.last or more.last)
