"""Control of a place in a notebook: who held it, interval by interval, and where it lies."""

from __future__ import annotations

from heldby.export.notebook.html import UNKNOWN, card, day_text, heading, note, picture, table
from heldby.model import Control, Interval
from heldby.presentation.map_picture import MappedPlace, Size
from heldby.presentation.wording import counted, name

MAP = Size(440, 240)
MAX_INTERVALS = 12
"""Most intervals in the table: the latest."""


def control_card(control: Control) -> str:
    """Return control as HTML. Its map names no towns besides the place, since it may be of a redacted copy.

    The mark has the form of the latest answer but no colour: the colours of sides depend on the whole record.
    """
    intervals = control.intervals[-MAX_INTERVALS:]
    earlier = len(control.intervals) - len(intervals)
    rows = [
        (day_text(one.first), day_text(one.last), answer(one), f"{min(one.p, 0.99):.2f}", counted(len(one.claims), "claim"))
        for one in reversed(intervals)
    ]
    parts = [
        heading(control.place),
        note(f"in {name(control.within)}" if control.within else "area unknown"),
        picture(_marks(control), (), f"Where {control.place} lies", MAP, towns=False) or note("No point is known."),
        table(("From", "To", "Holder", "p", "Rests on"), rows) if rows else note("No report says who holds it."),
        note(f"{counted(earlier, 'earlier interval')} left out") if earlier else "",
    ]
    return card(parts)


def answer(interval: Interval) -> str:
    """Return the answer of an interval in words, such as "Government of Iraq, besieged, inferred"."""
    words = [interval.holder or (UNKNOWN if interval.status != "contested" else "contested")]
    if interval.holder and interval.status != "held":
        words.append(interval.status)
    return ", ".join([*map(name, words), *(["inferred"] if interval.inferred else [])])


def _marks(control: Control) -> list[MappedPlace]:
    if control.lat is None or control.lon is None or control.precision == "country":
        return []
    latest = control.intervals[-1] if control.intervals else None
    status, inferred = (latest.status, latest.inferred) if latest else ("unknown", False)
    return [MappedPlace(control.place, control.lat, control.lon, None, status, inferred, control.precision == "point")]
