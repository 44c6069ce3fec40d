"""One actor of the actor file."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

ActorKind = Literal[
    "state", "state-forces", "rebel", "jihadist", "militia", "coalition", "political", "international", "tribal", "people",
    "outlet", "monitor", "person",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class SidePeriod:
    """The side of an actor from `first` to `last`, inclusive (None: open).

    With a `country` (ISO 3166), the period applies to that country only.
    """

    side: str
    first: dt.date | None = None
    last: dt.date | None = None
    country: str | None = None

    def applies(self, on: dt.date | None, country: str | None) -> bool:
        """Check whether the period covers a day and a country. Every period covers an unknown day (None)."""
        if self.country is not None and self.country != country:
            return False
        return on is None or ((self.first is None or self.first <= on) and (self.last is None or on <= self.last))


@dataclass(frozen=True, slots=True)
class Actor:
    """An armed or political party, a government, a body, an outlet or a person.

    Attributes:
        country: ISO 3166 code of its home country.
        active: codes of further countries where it fights or works.
        part_of: id of the actor that it belongs to.
        first, last: the days between which it existed under this name.
        shy: ambiguous aliases, which count only if the text names one of its countries.
        examples: phrases that must resolve to it; the tests check them.
    """

    id: str
    name: str
    kind: ActorKind
    aliases: tuple[str, ...] = ()
    country: str | None = None
    active: tuple[str, ...] = ()
    part_of: str | None = None
    sides: tuple[SidePeriod, ...] = ()
    first: dt.date | None = None
    last: dt.date | None = None
    shy: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()

    @property
    def countries(self) -> tuple[str, ...]:
        """Its home country, if any, and the countries where it is active."""
        return (self.country, *self.active) if self.country else self.active

    def existed_on(self, on: dt.date) -> bool:
        """Check whether it existed on a day; an open end counts as existing."""
        return (self.first is None or self.first <= on) and (self.last is None or on <= self.last)
