"""Times of composed reports: how an act is dated, and the day or interval that it means."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip
PARTS = ("", "", "", " morning", " evening", " night", " afternoon")


@dataclass(frozen=True)
class Said:
    """A time expression and its value: an ISO date, month, year or interval, or None if the report does not fix it."""

    text: str
    value: str | None


class Times:
    """Draws the times of one report. `published` is None for a report without a date."""

    def __init__(self, published: dt.date | None, rng: random.Random) -> None:
        self.published, self.rng = published, rng
        self.back = rng.randint(2, 5)
        self.anchor = published or dt.date(rng.randint(1992, 2026), rng.randint(1, 12), rng.randint(1, 28))

    def act(self, later: bool = False) -> Said:
        """Return the day of an act in the week before publication: "on Tuesday", "on 5 March", "yesterday". A later act is nearer."""
        rng = self.rng
        day = self.anchor - dt.timedelta(days=self.back - 1 if later else self.back)
        weekday, part, known = WEEKDAYS[day.weekday()], rng.choice(PARTS), self.published is not None
        month = MONTHS[day.month - 1]
        choices = [
            (4, f"on {weekday}{part}", known), (1, f"{weekday}{part}", known), (1, f"on {day.day} {month}", known),
            (1, f"on {month} {day.day}", known), (1, f"on {weekday}, {month} {day.day}", known),
            (1, f"on {day.day} {month} {day.year}", True),
            (0.5, f"late on {weekday}", known), (0.5, f"early on {weekday}", known), (0.5, f"last {weekday}", known and not later),
        ]  # fmt: skip
        if known and self.back - later == 1:
            choices += [(4, "yesterday", True), (1, f"yesterday, {weekday}", True)]
        _, text, fixed = rng.choices(choices, [c[0] for c in choices])[0]
        return Said(text, day.isoformat() if fixed else None)

    def speech(self) -> Said:
        """Return the day of a statement, the day of publication or the day before."""
        day = self.anchor - dt.timedelta(days=self.rng.randint(0, 1))
        text = self.rng.choice((f"on {WEEKDAYS[day.weekday()]}", f"on {WEEKDAYS[day.weekday()]}", WEEKDAYS[day.weekday()]))
        return Said(text, day.isoformat() if self.published else None)

    def past(self, later: bool = False) -> Said:
        """Return a day, month or year long before publication."""
        rng = self.rng
        year = self.anchor.year - (rng.randint(1, 2) if later else rng.randint(3, 8))
        month, day = rng.randint(1, 12), rng.randint(1, 28)
        return rng.choice(
            (
                Said(f"in {year}", str(year)), Said(f"in {MONTHS[month - 1]} {year}", f"{year}-{month:02}"),
                Said(f"on {day} {MONTHS[month - 1]} {year}", f"{year}-{month:02}-{day:02}"),
                Said(f"on {MONTHS[month - 1]} {day}, {year}", f"{year}-{month:02}-{day:02}"),
            )
        )  # fmt: skip

    def since(self) -> Said:
        """Return the time from which a state lasts: "since 12 March", "since January", "since 2016"."""
        rng = self.rng
        first = self.anchor - dt.timedelta(days=rng.randint(20, 330))
        month, known = MONTHS[first.month - 1], self.published is not None
        year, recent = self.anchor.year - rng.randint(1, 8), self.anchor - dt.timedelta(days=4)
        text, start, fixed = rng.choice(
            (
                (f"since {month}", first.isoformat()[:7], known), (f"since {first.day} {month}", first.isoformat(), known),
                (f"since {year}", str(year), True), (f"since {month} {year}", f"{year}-{first.month:02}", True),
                (f"since {WEEKDAYS[recent.weekday()]}", recent.isoformat(), known),
            )
        )  # fmt: skip
        return Said(text, self.until_now(start if fixed else None))

    def since_past(self) -> Said:
        """Return a "since" that began in an earlier year."""
        first = self.past()
        return Said("since " + first.text.partition(" ")[2], first.value)

    def until_now(self, start: str | None) -> str | None:
        """Return the interval from a time to publication."""
        if start is None:
            return None
        return f"{start}/{self.published.isoformat()}" if self.published else f"{start}/"
