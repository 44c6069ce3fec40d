"""Sheets: what one place gives to what all places share, so that of a place of which nothing new is said only these few values are read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import TypeAdapter

from heldby.control.cache import InferenceCache
from heldby.control.evidence.claim_source import Author
from heldby.control.evidence.claims_by_place import ClaimsByPlace
from heldby.control.evidence.statements import Statement
from heldby.reference.place_keys import TrackedPlace, sites

TELLING = frozenset({"change", "state", "fight", "partial", "siege"})
"""Forms that give a place a row of its own."""
PASSED_ON = frozenset({"change", "state"})
"""Forms that an area passes on to the places in it."""
HOT = frozenset({"change", "fight", "siege"})
"""Forms that tell of fighting, which makes an untold change near by likelier."""


@dataclass(frozen=True, slots=True)
class PlaceSummary:
    """A place's own statements in short; days are ordinals, null where there is none.

    `telling` says whether a dated one gives the place a row of its own, `first` when the earliest dated one begins. `changes` are the side
    and month (of 30 days) of each dated change. `passed_on` says whether any is of a form that areas pass on, and `passed_first` when the
    earliest such begins. `newest` is the last day that any knew or told of, `hot` are days on which fighting began to be told of.
    """

    site: TrackedPlace
    said: bool
    telling: bool
    first: int | None
    changes: tuple[tuple[str | None, int], ...]
    passed_on: bool
    passed_first: int | None
    newest: int | None
    hot: tuple[int, ...]
    authors: tuple[Author, ...]


SHEET = TypeAdapter(PlaceSummary)


def sheets(heard: ClaimsByPlace, memory: InferenceCache) -> dict[str, PlaceSummary]:
    """The sheet of each place that any statement is about, sorted by the place's key."""
    found = {place: _recalled(place, heard, memory) for place in sorted(heard.claims)}
    return {place: sheet for place, sheet in found.items() if sheet.said}


def _recalled(place: str, heard: ClaimsByPlace, memory: InferenceCache) -> PlaceSummary:
    name = f"sheet {heard.digest(place)}"
    return memory.recall(name, SHEET) or memory.keep(name, _sheet(place, heard), SHEET)


def _sheet(place: str, heard: ClaimsByPlace) -> PlaceSummary:
    said, calm = heard.said(place), int(heard.sayings.settings.reach["nearby_days"])
    dated = [(one.first, one) for one in said if one.first is not None]
    return PlaceSummary(
        site=sites(heard.claims[place])[place],
        said=bool(said),
        telling=any(one.form in TELLING for _, one in dated),
        first=min((first for first, _ in dated), default=None),
        changes=tuple(sorted({(one.gain, first // 30) for first, one in dated if one.form == "change"}, key=str)),
        passed_on=any(one.form in PASSED_ON for one in said),
        passed_first=min((first for first, one in dated if one.form in PASSED_ON), default=None),
        newest=max((day for one in said for day in (one.known, one.last) if day is not None), default=None),
        hot=_hot(said, calm),
        authors=tuple(sorted({author for one in said if (author := heard.author(one))})),
    )


def _hot(said: Sequence[Statement], calm: int) -> tuple[int, ...]:
    """Days on which fighting began, by statements that date it well enough."""
    told = [one for one in said if one.form in HOT and one.first is not None and one.last is not None and one.last - one.first <= calm]
    return tuple(sorted({one.first for one in told if one.first is not None}))
