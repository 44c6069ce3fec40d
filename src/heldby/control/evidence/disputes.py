"""Read a party's claim to a place that the other side denies as a dispute: nobody else says who is right.

A capture that the outlet tells in its own words, or that somebody besides the party confirms, is no dispute, whoever denies it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from heldby.control.evidence.statements import Statement

ANSWER_DAYS = 4
"""Days after a claim within which a denial answers it."""
CONFIRM_DAYS = 10
"""Days after a claim within which others may confirm it."""
DENIED = frozenset({"capture", "holds", "lost", "withdraw", "surrender"})
"""Types of claims whose denial says that the place has not changed hands."""

GIVEN_UP = re.compile(
    r"\b(?:at first|initially|earlier|had (?:still|first|earlier)?)\s(?:\w+\s){0,3}?(?:denied|rejected|dismissed)\b", re.IGNORECASE
)
"""A denial that the report tells as overtaken: "at first denied that the town was lost"."""


def mark_disputes(rows: Sequence[Statement], strength: float) -> list[Statement]:
    """Return the statements about one place, where a party's gain and its denial say that the place is disputed.

    `strength` is that of the statement that two sides dispute the place.
    """
    pairs = [(gain, denial) for gain in rows if _is_own_gain(gain) for denial in rows if _answers(denial, gain)]
    disputed: dict[str, set[str]] = {}
    for gain, denial in pairs:
        if not _is_confirmed(gain, rows):
            parties = {gain.gainer or "", denial.gainer or denial.speaker or ""}
            for one in (gain, denial):
                disputed.setdefault(one.claim.id, set()).update(parties)
    return [_disputed(one, disputed[one.claim.id], strength) if one.claim.id in disputed else one for one in rows]


def _is_own_gain(one: Statement) -> bool:
    """Check for a party's own claim that it took or holds the place."""
    return one.form in ("change", "state") and one.gainer is not None and one.gainer == one.speaker and one.claim.status != "denied"


def _answers(denial: Statement, gain: Statement) -> bool:
    """Check for another party's denial of a gain, soon after it."""
    if denial.claim.status != "denied" or denial.claim.type not in DENIED or denial.speaker in (None, gain.speaker):
        return False
    if GIVEN_UP.search(denial.claim.quote):
        return False
    if denial.last is None or gain.last is None or not -1 <= denial.last - gain.last <= ANSWER_DAYS:
        return False
    return gain.gainer in denial.losers or (denial.form == "state" and denial.gainer != gain.gainer)


def _is_confirmed(gain: Statement, rows: Sequence[Statement]) -> bool:
    """Check whether somebody else than the party says that it took or holds the place, or its opponent admits that it left."""
    begin = gain.first or 0
    near = (one for one in rows if one.last is not None and begin - 1 <= one.last <= (gain.last or 0) + CONFIRM_DAYS)
    return any(_confirms(one, gain) for one in near)


def _confirms(one: Statement, gain: Statement) -> bool:
    if one.claim.status == "denied" or one.speaker == gain.speaker or one.from_area or one.deduced:
        return False
    gains = one.form in ("change", "state") and one.gainer == gain.gainer
    admits = one.form == "change" and one.gainer is None and bool(one.losers) and gain.gainer not in one.losers
    return gains or admits


def _disputed(one: Statement, parties: set[str], strength: float) -> Statement:
    return replace(
        one, form="fight", gainer=None, losers=(), parties=tuple(sorted(parties - {""})), holder=None, strength=strength, disputed=True
    )  # fmt: skip
