"""Read as disputed what a party claims of a place and the other side denies, or claims for itself: nobody else says who is right.

A capture that the outlet tells in its own words, or that another source confirms, is no dispute, whoever denies it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property

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

    So do the gains of two parties in one sentence: "both the army and the rebels said they controlled the town". `strength` is that of the
    statement that two sides dispute the place.
    """
    told = _Told(rows)
    disputed: dict[str, set[str]] = defaultdict(set)
    for gain, denial in told.denied_gains():
        for one in (gain, denial):
            disputed[one.claim.id].update(filter(None, (gain.gainer, denial.gainer or denial.speaker)))
    for rivals in told.rivals():
        for one in rivals:
            disputed[one.claim.id].update(rival.gainer for rival in rivals if rival.gainer)
    return [_disputed(one, disputed[one.claim.id], strength) if one.claim.id in disputed else one for one in rows]


class _Told:
    """The statements about one place, found by day."""

    def __init__(self, rows: Sequence[Statement]) -> None:
        self._rows = rows
        self._denials: dict[int, list[Statement]] = defaultdict(list)
        for one in rows:
            if _is_denial(one) and one.last is not None:
                self._denials[one.last].append(one)

    def denied_gains(self) -> Iterator[tuple[Statement, Statement]]:
        """Yield each gain that a party claims and nobody else confirms, with each denial that answers it."""
        for gain in self._rows if self._denials else ():
            answers = [denial for denial in self._near(gain) if _answers(denial, gain)] if _is_own_gain(gain) else ()
            if answers and not self._is_confirmed(gain):
                yield from ((gain, denial) for denial in answers)

    def rivals(self) -> Iterator[list[Statement]]:
        """Yield the gains that two parties or more claim for themselves in one sentence. The sentence takes no side."""
        by_sentence: dict[tuple[str, int, int], list[Statement]] = defaultdict(list)
        for one in self._rows:
            if _speaks_for_itself(one):
                by_sentence[one.claim.report, one.claim.start, one.claim.end].append(one)
        yield from (found for found in by_sentence.values() if len({one.gainer for one in found}) > 1)

    def _near(self, gain: Statement) -> Iterator[Statement]:
        """Yield the denials of the days on which a gain may be answered."""
        if gain.last is not None:
            for day in range(gain.last - 1, gain.last + ANSWER_DAYS + 1):
                yield from self._denials.get(day, ())

    def _is_confirmed(self, gain: Statement) -> bool:
        """Check whether another source says that the party took or holds the place, or its opponent admits that it left."""
        begin = bisect_left(self._by_day, (gain.first or 0) - 1, key=lambda one: one.last or 0)
        end = bisect_right(self._by_day, (gain.last or 0) + CONFIRM_DAYS, key=lambda one: one.last or 0)
        return any(_confirms(one, gain) for one in self._by_day[begin:end])

    @cached_property
    def _by_day(self) -> list[Statement]:
        return sorted((one for one in self._rows if one.last is not None), key=lambda one: one.last or 0)


def _is_own_gain(one: Statement) -> bool:
    """Check for a party's own claim that it took or holds the place."""
    return one.form in ("change", "state") and one.gainer is not None and one.gainer == one.speaker and one.claim.status != "denied"


def _speaks_for_itself(one: Statement) -> bool:
    """Check for the same, also where the speaker is known only as "the army" or "the rebels"."""
    source = one.claim.source
    if one.form not in ("change", "state") or one.gainer is None or source is None or one.claim.status == "denied":
        return False
    return one.gainer == one.speaker or source.text.casefold() in {ref.text.casefold() for ref in one.claim.actor}


def _is_denial(one: Statement) -> bool:
    """Check for a party's denial that the place changed hands, unless the report tells it as overtaken."""
    denied = one.claim.status == "denied" and one.claim.type in DENIED and one.speaker is not None
    return denied and not GIVEN_UP.search(one.claim.quote)


def _answers(denial: Statement, gain: Statement) -> bool:
    """Check whether another party denies a gain."""
    return denial.speaker != gain.speaker and (gain.gainer in denial.losers or (denial.form == "state" and denial.gainer != gain.gainer))


def _confirms(one: Statement, gain: Statement) -> bool:
    if one.claim.status == "denied" or one.speaker == gain.speaker or one.from_area or one.deduced:
        return False
    gains = one.form in ("change", "state") and one.gainer == gain.gainer
    admits = one.form == "change" and one.gainer is None and bool(one.losers) and gain.gainer not in one.losers
    return gains or admits


def _disputed(one: Statement, parties: set[str], strength: float) -> Statement:
    parted = tuple(sorted(parties))
    return replace(one, form="fight", gainer=None, losers=(), parties=parted, holder=None, strength=strength, disputed=True)
