"""Sayings: what claims are read with to tell what they say of who holds what."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from heldby.control.parameters import Parameters
from heldby.reference.sides import ActorLookup, Sides


@dataclass(frozen=True, slots=True)
class ClaimContext:
    """Each report's voice (some claims have their own), day of publication and outlet, a person's camps, the model's numbers.

    `corrected` are the ids of claims that are no longer what their id is a hash of; null where nothing is known of that.
    """

    families: Mapping[str, str]
    published: Mapping[str, dt.date | None]
    sources: Mapping[str, str | None]
    sides: Sides | None
    actors: ActorLookup | None
    settings: Parameters
    corrected: Collection[str] | None = None
