"""The facts about reports and actors that are needed to turn claims into statements about control."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from heldby.control.parameters import Parameters
from heldby.reference.sides import ActorLookup, SideOverrides


@dataclass(frozen=True, slots=True)
class ClaimContext:
    """Facts that are needed to interpret every claim. The fields have the same meaning as in `ControlInput`."""

    families: Mapping[str, str]
    published: Mapping[str, dt.date | None]
    outlets: Mapping[str, str | None]
    sides: SideOverrides | None
    actors: ActorLookup | None
    parameters: Parameters
    corrected: Collection[str] | None = None
