"""The words of situation reports and alerts: days, numbers, names and what claims say, in plain English."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from heldby.model import ActorRef, Claim, Event, PlaceRef, Value

MAX_NAME = 80
"""Longest name in a sentence, in characters. Only hostile or broken reports have longer ones."""
MAX_NAMES = 3
MAX_SENTENCE = 600
"""Longest sentence, in characters. Only hostile or broken reports make longer ones."""

NOUNS = {
    "capture": "capture", "withdraw": "withdrawal", "advance": "advance", "besiege": "siege", "repel": "attack driven back",
    "surrender": "surrender", "offensive": "offensive", "clash": "clash", "airstrike": "air strike", "shelling": "shelling",
    "bombing": "bombing", "attack": "attack", "kill": "killing", "abduct": "abduction", "detain": "arrest", "destroy": "destruction",
    "deploy": "deployment", "support": "support", "aid": "aid", "negotiate": "negotiations", "ceasefire": "ceasefire",
    "breach": "breach of a ceasefire", "displace": "displacement", "demand": "demand", "accuse": "accusation", "threaten": "threat",
    "reject": "rejection", "protest": "protest", "sanction": "sanctions", "holds": "control", "partly_holds": "control of a part",
    "contests": "fight for control", "besieged": "siege", "lost": "loss", "backs": "support", "allied_with": "alliance",
    "part_of": "membership", "fights": "fighting", "leads": "leadership", "strength": "strength", "killed": "killed",
    "wounded": "wounded", "captured": "captured", "displaced": "displaced", "territory": "territory", "money": "money", "other": "other",
}  # fmt: skip
"""What each type of claim is called in a sentence. A test checks that no type is missing."""

LABELS = {
    "killed": "Killed", "wounded": "Wounded", "captured": "Captured", "displaced": "Displaced", "strength": "Strength",
    "territory": "Territory", "money": "Money", "other": "Other figure",
}  # fmt: skip
"""Names of the types of figures, in the order of the list."""

OF_PLACE = frozenset({"capture", "holds", "partly_holds", "besiege", "besieged", "lost", "contests"})
"""Types whose place is their object: "capture of Rawa", but "air strike in Rawa"."""


def day(value: dt.date) -> str:
    """Return a day as in "3 November 2017"."""
    return f"{value.day} {value:%B %Y}"


def period(first: dt.date, last: dt.date) -> str:
    """Return a period as in "1 to 20 November 2017"."""
    if first == last:
        return day(first)
    return f"{first.day if (first.year, first.month) == (last.year, last.month) else day(first)} to {day(last)}"


def probability(p: float) -> str:
    """Return a probability with two digits, never rounded up to certainty."""
    return f"probability {min(p, 0.99):.2f}"


def counted(number: int, one: str, many: str | None = None) -> str:
    """Return a number with its noun, such as "1 report" or "2 reports"."""
    return f"{number:,} {one}" if number == 1 else f"{number:,} {many or one + 's'}"


def line(text: str, most: int) -> str:
    """Return a text as one line of printable characters, cut to `most` characters with an ellipsis."""
    found = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return found if len(found) <= most else found[: most - 1] + "…"


def name(text: str) -> str:
    """Return a name as one line of printable text, cut to `MAX_NAME` characters."""
    return line(text, MAX_NAME)


def names(refs: Iterable[ActorRef | PlaceRef]) -> str:
    """Return the names of actors or places as in "A, B and C"."""
    return joined([name(ref.name or ref.text) for ref in refs])


def joined(items: Sequence[str]) -> str:
    """Return distinct texts as in "A, B and C"; after `MAX_NAMES`, only how many more there are."""
    kept = list(dict.fromkeys(item for item in items if item))
    if len(kept) > MAX_NAMES:
        kept = [*kept[: MAX_NAMES - 1], f"{len(kept) - MAX_NAMES + 1} more"]
    return " and ".join([", ".join(kept[:-1]), kept[-1]] if len(kept) > 1 else kept)


def describe(what: Claim | Event, *, where: bool = True) -> str:
    """Return what a claim or an event is about, as in "capture of Rawa by Government of Iraq from Islamic State"."""
    noun, actors, targets, places = NOUNS[what.type], names(what.actor), names(what.target), names(what.place) if where else ""
    parts = [noun]
    if places:
        parts.append(f"{'of' if what.type in OF_PLACE else 'in'} {places}")
    if actors:
        parts.append(f"by {actors}")
    if targets:
        parts.append(f"{'from' if what.type == 'capture' else 'against'} {targets}")
    return " ".join(parts)


def value_range(values: Sequence[Value]) -> str:
    """Return the range of what reports say about one figure: "24", "10 to 25", "30 to 50 or more", "at least 30", "up to 5".

    Unlike a mean, it covers the bounds of every report. Without any bound, it is "an unknown number of".
    """
    lows, highs = [one.low for one in values if one.low is not None], [one.high for one in values if one.high is not None]
    if not lows and not highs:
        return "an unknown number of"
    about = "about " if all(one.approx for one in values) else ""
    least, most = min([*lows, *highs]), max([*lows, *highs])
    is_open = any(one.high is None and one.low == most for one in values)
    if not lows:
        return f"up to {about}{number(most)}"
    if least == most:
        return f"{'at least ' if is_open else about}{number(least)}"
    return f"{about}{number(least)} to {number(most)}{' or more' if is_open else ''}"


def number(value: float) -> str:
    """Return a number as in "1,500" or "2.5"."""
    return f"{value:,.0f}" if value == int(value) else f"{value:,g}"


def sentence(text: str) -> str:
    """Return a text that begins with a capital letter and ends with a full stop."""
    text = line(text, MAX_SENTENCE)
    return (text[:1].upper() + text[1:]).removesuffix(".") + "."
