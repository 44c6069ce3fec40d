"""Load the actor file: a TOML file for each war or region, and the governments from the table of countries."""

from __future__ import annotations

import dataclasses
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from heldby.reference.actors.actor import Actor, SidePeriod
from heldby.reference.actors.countries import Country, government

FOLDER = Path(__file__).parent / "wars"
LISTS = ("aliases", "active", "shy", "examples", "sources")


def read_actors(countries: Iterable[Country], folder: Path = FOLDER) -> dict[str, Actor]:
    """Return every actor by id.

    If several entries have the same id, the lists, sides and missing dates of the later ones are added to the first. The file of a war can
    thus extend a government.

    Raises:
        ValueError: an entry has no kind.
    """
    actors = {entry.id: entry for entry in map(government, countries)}
    for path in sorted(folder.glob("*.toml")):
        for row in read_toml(path).get("actor", ()):
            actor = _actor(row, path.name)
            actors[actor.id] = _merged(actors[actor.id], actor) if actor.id in actors else actor
    return actors


def read_toml(path: Path) -> dict[str, Any]:
    """Return the tables of a TOML file."""
    with path.open("rb") as stream:
        return tomllib.load(stream)


def _actor(row: dict[str, Any], source: str) -> Actor:
    fields = dict(row)
    for name in LISTS:
        fields[name] = tuple(fields.get(name, ()))
    fields["sides"] = tuple(SidePeriod(**side) for side in fields.get("sides", ()))
    fields.setdefault("kind", "state" if fields["id"].startswith("government-of-") else None)
    fields.setdefault("name", fields["id"])
    if fields["kind"] is None:
        raise ValueError(f'{source}: the entry {fields["id"]} has no kind; add one, such as kind = "militia"')
    return Actor(**fields)


def _merged(first: Actor, second: Actor) -> Actor:
    joined = {name: getattr(first, name) + getattr(second, name) for name in (*LISTS, "sides")}
    return dataclasses.replace(first, **joined, first=first.first or second.first, last=first.last or second.last)
