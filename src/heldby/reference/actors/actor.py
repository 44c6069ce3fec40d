"""What the knowledge file says of one actor."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

ActorKind = Literal[
    "state", "state-forces", "rebel", "jihadist", "militia", "coalition", "political", "international", "tribal", "people",
    "outlet", "monitor", "person",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Side:
    """The camp an actor counts with from `first` to `last`, inclusive (None: open), in `country` alone if one is given (ISO 3166)."""

    side: str
    first: dt.date | None = None
    last: dt.date | None = None
    country: str | None = None

    def holds_on(self, on: dt.date | None, country: str | None) -> bool:
        """Whether this is the camp on that day and in that country; an unknown day is taken to be any, an unknown country none."""
        if self.country is not None and self.country != country:
            return False
        return on is None or ((self.first is None or self.first <= on) and (self.last is None or on <= self.last))


@dataclass(frozen=True, slots=True)
class Actor:
    """An armed or political party, a government, a body, an outlet or a person.

    `country` is the ISO 3166 code of its home, `active` further countries it fights or works in; `part_of` the id of what it belongs to;
    `first`, `last` the days between which it existed under this name. `shy` aliases mean so much else that they need one of its
    countries in the text; `examples` are phrases that must resolve to it.
    """

    id: str
    name: str
    kind: ActorKind
    aliases: tuple[str, ...] = ()
    country: str | None = None
    active: tuple[str, ...] = ()
    part_of: str | None = None
    sides: tuple[Side, ...] = ()
    first: dt.date | None = None
    last: dt.date | None = None
    shy: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()

    @property
    def countries(self) -> tuple[str, ...]:
        """Every country it belongs to or is active in."""
        return (self.country, *self.active) if self.country else self.active

    def existed_on(self, on: dt.date) -> bool:
        """Whether it existed on that day, as far as is known."""
        return (self.first is None or self.first <= on) and (self.last is None or on <= self.last)
