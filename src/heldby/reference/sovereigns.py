"""Which actor is the state of a country: the answer where nothing was ever reported, always marked inferred."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from heldby.model import ActorRef


@cache
def sovereigns() -> Mapping[str, ActorRef]:
    """ISO 3166 code to the actor that stands for the state."""
    from heldby.reference.actors.countries import read_countries

    return {
        country.iso2: ActorRef(text=country.name, id=country.government, name=f"Government of {country.name}")
        for country in read_countries()
    }  # fmt: skip
