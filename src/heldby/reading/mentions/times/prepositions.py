"""Apply prepositions to times: "since 2014" has no end, and "from March to May" is one range."""

from __future__ import annotations

from collections.abc import Sequence

from heldby.model.mention import When
from heldby.reading.mentions.times.matcher import Match
from heldby.reading.mentions.times.mention import Dated, TimeMention

__all__ = ["RANGE_WORDS", "build_mentions"]

NAMED_TOGETHER = 7
"""Largest distance, in days, between two dates that count as one interval if "and" joins them."""
OPEN_END = {"since"}
OPEN_START = {"until", "till"}
RANGE_WORDS = {"to", "until", "till", "through", "into", "-", "–", "—"}
Item = tuple[Match, int, Dated]


def build_mentions(whole: str, dated: Sequence[Item]) -> list[TimeMention]:
    """Return the mentions of dated matches, each with its extent, which its preposition or the other end of its range determines.

    `whole` is the text, and `dated` are the matches in text order, each with the token of its head and its days.
    """
    out: list[TimeMention] = []
    partner: Dated | None = None
    for place, item in enumerate(dated):
        match, head, value = item
        after = dated[place + 1] if place + 1 < len(dated) else None
        extent = _extent(whole, match, value)
        if partner is not None:
            extent, partner = partner, None
        elif after is not None and (joined := _joined_range(whole, item, after)) is not None:
            extent = partner = joined
        text = whole[match.start : match.end]
        opens = "when" in (match.after, match.around[1] if match.after == "," else "")
        out.append(TimeMention(match.start, match.end, head, _when(value, text), _when(extent, text), opens=opens))
    return out


def _joined_range(whole: str, left: Item, right: Item) -> Dated | None:
    """Return the interval of two times that form a range, or None."""
    first, last = left[2].meant or left[2], right[2].meant or right[2]
    between = whole[left[0].end : right[0].start].strip().lower().removesuffix(" the").removesuffix("(").removesuffix(" on").strip()
    opened = left[0].before
    if between == "and" and opened != "between" and _near(first, last):
        return Dated(first.first, last.last, first.precision, first.estimated)
    if not (between in RANGE_WORDS or (between == "and" and opened == "between")) or first.first is None or last.last is None:
        return None
    if between == "to" and opened not in {"from", "("} and first.precision != last.precision:
        return None
    return Dated(first.first, last.last, last.precision) if first.first <= last.last else None


def _near(left: Dated, right: Dated) -> bool:
    """Check for two days, the second at most a week after the first ("on 30 July and 1 August"), or two months or
    years in a row ("in May and June")."""
    if left.first is None or left.last is None or right.first is None or right.last is None or left.precision != right.precision:
        return False
    if left.precision in {"month", "year"}:
        return (right.first - left.last).days == 1
    return left.precision == "day" and 0 < (right.last - left.first).days <= NAMED_TOGETHER


def _extent(whole: str, match: Match, value: Dated) -> Dated:
    """Return the interval of a match with its preposition applied."""
    value = value.meant or value
    if value.first is None:
        return value
    onward = match.before == "from" and whole[match.end : match.end + 10].strip().lower().startswith(("on ", "onward"))
    if match.before in OPEN_END or onward:
        return Dated(value.first, None, value.precision, value.estimated)
    if match.before in OPEN_START:
        return Dated(None, value.last, value.precision, value.estimated)
    return value


def _when(value: Dated, text: str) -> When:
    """Return an interval as a public `When`. If it ends before it starts, the result has no days."""
    first, last = value.first, value.last
    if first is not None and last is not None and first > last:
        first = last = None
    return When(first=first, last=last, precision=value.precision, text=text, estimated=value.estimated)
