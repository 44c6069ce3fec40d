"""The days that a statement is about."""

from __future__ import annotations

import datetime as dt

from heldby.model import Claim

PAST = frozenset({"change", "fight", "siege", "strike"})
"""Forms of events that are dated to the days before publication if no time is stated."""
LASTING = frozenset({"state", "siege", "partial", "fight"})
"""Forms of states and events that are taken to have lasted until publication if only the first day is stated."""


def find_time(claim: Claim, form: str, published: dt.date | None, lag: int) -> tuple[int | None, int | None]:
    """Return the first and last day (ordinals) that a claim is about; both are None if nothing dates the claim.

    Neither day is after the publication date. An event without a stated time is taken to have happened at most `lag` days before
    publication, and a change of which only the last day is stated at most `lag` days before that day.
    """
    end = published.toordinal() if published else None
    when = claim.when
    first = when.first.toordinal() if when and when.first else None
    last = when.last.toordinal() if when and when.last else None
    if first is None and last is None:
        if end is None:
            return None, None
        return (end - lag if form in PAST and claim.kind == "event" else end), end
    if first is None:
        assert last is not None
        first = last - lag if form == "change" else last
    if last is None:
        last = max(first, end) if end is not None and form in LASTING else first
    if end is not None:
        first, last = min(first, end), min(last, end)
    return first, last
