"""Hand-made claims for tests of events and control, with short names for places and actors."""

from __future__ import annotations

import datetime as dt
from typing import Any

from heldby.model import ActorRef, Claim, Control, Interval, PlaceRef, When, make_claim

QAIM = PlaceRef(
    text="al-Qaim", name="Al-Qa'im", id="qaim", within="Anbar, Iraq", country="IQ", lat=34.37, lon=41.09, precision="point", method="exact"
)
RAWA = PlaceRef(
    text="Rawa", name="Rawah", id="rawa", within="Anbar, Iraq", country="IQ", lat=34.48, lon=41.92, precision="point", method="exact"
)
ANBAR = PlaceRef(
    text="Anbar", name="Anbar", id="anbar", within="Iraq", country="IQ", lat=33.0, lon=42.0, precision="admin1", method="curated"
)
IRAQ = ActorRef(text="Iraqi forces", id="government-of-iraq", name="Government of Iraq")
STATE = ActorRef(text="IS", id="islamic-state", name="Islamic State")


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def claim(
    report: str, type: str, *actors: ActorRef, target: tuple[ActorRef, ...] = (),
    place: PlaceRef | tuple[PlaceRef, ...] | None = QAIM, when: str | None = None,
    status: str | None = None, start: int = 0, **more: Any,
) -> Claim:  # fmt: skip
    """Make a claim; `when` is "DAY" or "DAY/DAY"."""
    kind = "control" if type in ("holds", "partly_holds", "contests", "besieged", "lost") else more.pop("kind", "event")
    first, _, last = (when or "").partition("/")
    span = When(first=day(first), last=day(last or first), precision="day", text=when or "") if when else None
    more = {"confidence": 0.9, "quote": "quote", **more}
    return make_claim(
        report=report, start=start, end=start + 5, kind=kind, type=type, actor=actors, target=target,
        place=place if isinstance(place, tuple) else (place,) if place else (), when=span, reader="test",
        status=status or ("ongoing" if kind == "control" else "happened"), **more,
    )  # fmt: skip


def at(controls: list[Control], place: str, on: str) -> Interval | None:
    """Return the interval of a place, by id, that covers a day."""
    for control in controls:
        if control.id == place:
            for interval in control.intervals:
                if (interval.first is None or interval.first <= day(on)) and (interval.last is None or day(on) <= interval.last):
                    return interval
    return None
