"""An actor of the actor file, and the sides it was on."""

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
    """The side of an actor from `first` to `last`. Both days are included; None leaves an end open.

    A period with a `country` (ISO 3166 code) applies to that country only.
    """

    side: str
    first: dt.date | None = None
    last: dt.date | None = None
    country: str | None = None

    def applies(self, on: dt.date | None, country: str | None) -> bool:
        """Check whether the period applies to a day and a country. If the day is unknown (None), only the country counts."""
        if self.country is not None and self.country != country:
            return False
        return on is None or ((self.first is None or self.first <= on) and (self.last is None or on <= self.last))


@dataclass(frozen=True, slots=True)
class Actor:
    """An armed or political party, a government, an organisation, an outlet or a person.

    Attributes:
        aliases: other names under which the actor appears in the press.
        country: ISO 3166 code of its home country.
        active: codes of further countries where it fights or works.
        part_of: id of the actor that this one belongs to.
        sides: the sides of the actor by date.
        first, last: the first and last day on which the actor existed under this name; None leaves an end open.
        shy: ambiguous aliases, which count only if the text names one of the actor's countries.
        examples: phrases that must resolve to this actor; the tests check them.
        sources: public references for the entry, such as "Wikipedia: LURD"; entries of older files may have none.
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
    sources: tuple[str, ...] = ()

    @property
    def countries(self) -> tuple[str, ...]:
        """ISO 3166 codes of the home country, if any, and of the countries where the actor is active."""
        return (self.country, *self.active) if self.country else self.active

    def existed_on(self, on: dt.date) -> bool:
        """Check whether the actor existed on a day."""
        return (self.first is None or self.first <= on) and (self.last is None or on <= self.last)
