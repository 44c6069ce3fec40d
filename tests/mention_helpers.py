"""Helpers that find mentions in a sentence, with the shipped language model and the full gazetteer."""

from __future__ import annotations

from heldby.base.geo import distance_km
from heldby.reading.mentions.actors import ActorMention, find_actors
from heldby.reading.mentions.places import PlaceMention, find_places
from heldby.reading.parse.model.load import load_model


def actor_mentions(text: str, *, nested: bool = False, **context: object) -> list[ActorMention]:
    """Return the actor mentions of a text, nested ones only if `nested`."""
    return [m for m in find_actors(load_model()(text), **context) if nested or not m.nested]  # type: ignore[arg-type]


def actor_ids(text: str, **context: object) -> dict[str, str | None]:
    """Return the actor id of each mention by its words."""
    return {mention.text: mention.id for mention in actor_mentions(text, nested=True, **context)}


def places(text: str, **options: object) -> list[PlaceMention]:
    """Return the place mentions of a text."""
    return find_places(load_model()(text), **options)  # type: ignore[arg-type]


def place(text: str, name: str) -> PlaceMention:
    """Return the first place mention of a text with `name` in it."""
    found = [one for one in places(text) if name in one.ref.text]
    assert found, f"{name} not found in {text!r}"
    return found[0]


def km_from(one: PlaceMention, lat: float, lon: float) -> float:
    """Return the distance of a place from a point in kilometres."""
    assert one.ref.lat is not None and one.ref.lon is not None, one
    return distance_km((one.ref.lat, one.ref.lon), (lat, lon))
