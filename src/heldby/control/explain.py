"""Why: the answer about a place on a day as an argument that a person can check, claim by claim."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal

from heldby.control.infer import heard, infer_control, known_claims
from heldby.control.parameters import Parameters, load_parameters
from heldby.control.statements import Statement, Trust, statements, weighed
from heldby.model import Claim, Control, Interval, voice_of
from heldby.model.base import Record
from heldby.reference.camps import ActorLookup, Camps, Sides
from heldby.reference.sites import is_area, site_key

MOST_FAMILIES = 25
"""Voices whose leaving out is tried, those nearest the day; the rest are listed without it."""


class Reason(Record):
    """One claim's part in the answer. `weight` is the probability, before other claims, that it is so; `without` the probability of the
    answer had its family never spoken (null where that was not tried)."""

    claim: str
    report: str
    family: str
    quote: str
    bearing: Literal["for", "against", "aside"]
    says: str
    first: dt.date | None
    last: dt.date | None
    published: dt.date | None
    weight: float
    without: float | None


class Argument(Record):
    """The answer for a place and day with its reasons (for, against, aside; the weightiest first) and the independent voices each way."""

    place: str
    id: str
    on: dt.date | None
    holder: str | None
    side: str | None
    status: str
    p: float
    inferred: bool
    voices_for: int
    voices_against: int
    reasons: tuple[Reason, ...]

    def lines(self) -> Iterator[str]:
        """The argument in sentences."""
        on = f" on {self.on}" if self.on else ""
        what = f"{self.holder or self.side} ({self.status})" if self.side else self.status
        yield f"{self.place}{on}: {what}, probability {self.p:.2f}{', inferred' if self.inferred else ''}."
        yield f"{_count(self.voices_for)} for it, {_count(self.voices_against)} against."
        for reason in self.reasons:
            when = f"{reason.first} to {reason.last}" if reason.first != reason.last else str(reason.first or "undated")
            left = f"; without this voice {reason.without:.2f}" if reason.without is not None else ""
            told = f"published {reason.published}" if reason.published else "undated report"
            yield f'{reason.bearing}: {reason.says} ({when}; {told}), weight {reason.weight:.2f}{left}: "{reason.quote}"'


def explain(
    claims: Sequence[Claim], place: str, on: dt.date | None = None, *, families: Mapping[str, str] | None = None,
    published: Mapping[str, dt.date | None] | None = None, known: Mapping[str, dt.date] | None = None, known_on: dt.date | None = None,
    sides: Sides | None = None, actors: ActorLookup | None = None, parameters: Parameters | None = None,
    trust: Trust | None = None,
) -> Argument | None:  # fmt: skip
    """The argument for the answer about the place with id `place` on a day (null: the last of its record); None if there is none.

    Takes what `infer_control` takes. The effect of each family is found by inferring the place again without it.
    """
    days, settings, voice = published or {}, parameters or load_parameters(), families or {}
    told = heard(known_claims(claims, {**days, **(known or {})}, known_on))
    near = [claim for claim in told if any(site_key(ref) == place or is_area(ref) for ref in claim.place) or claim.kind == "relation"]
    given: dict[str, Any] = {
        "families": voice, "published": days, "known": known, "known_on": known_on, "sides": sides, "actors": actors,
        "parameters": settings, "trust": trust,
    }  # fmt: skip
    control, interval = _answer(near, place, on, given)
    if control is None or interval is None:
        return None
    said = [one for one in statements(near, Camps(actors, sides, near), voice, days, settings) if one.site == place]
    said = weighed(said, trust) if trust else said
    said.sort(key=lambda one: _distance(one, on))
    without: dict[str, float] = {}
    for family in list(dict.fromkeys(one.family for one in said))[:MOST_FAMILIES]:
        rest = [claim for claim in near if voice_of(claim, voice) != family]
        without[family] = _probability(rest, place, on, interval, given)
    reasons = [_reason(one, interval, days, without.get(one.family)) for one in said]
    reasons.sort(key=lambda one: (("for", "against", "aside").index(one.bearing), -one.weight, one.claim))
    voices = _voices(reasons)
    return Argument(
        place=control.place, id=control.id, on=on, holder=interval.holder, side=interval.side, status=interval.status, p=interval.p,
        inferred=interval.inferred, reasons=tuple(reasons),
        voices_for=voices.count("for"), voices_against=voices.count("against"),
    )  # fmt: skip


def _voices(reasons: Sequence[Reason]) -> list[str]:
    """Which way each independent voice pulls: that of its weightiest reason."""
    told = [one for one in reasons if one.bearing != "aside"]
    return list({one.family: one.bearing for one in sorted(told, key=lambda one: one.weight)}.values())


def _answer(claims: Sequence[Claim], place: str, on: dt.date | None, given: Mapping[str, Any]) -> tuple[Control | None, Interval | None]:
    control = next((one for one in infer_control(claims, **given) if one.id == place), None)
    if control is None:
        return None, None
    if on is None:
        return control, control.intervals[-1]
    covering = (i for i in reversed(control.intervals) if (i.first is None or i.first <= on) and (i.last is None or on <= i.last))
    return control, next(covering, None)


def _probability(claims: Sequence[Claim], place: str, on: dt.date | None, answer: Interval, given: Mapping[str, Any]) -> float:
    """How probable the same answer would be from other claims; 0 where they give another answer or none."""
    _, interval = _answer(claims, place, on, given)
    same = interval is not None and (interval.side, interval.side is None and interval.status) == (
        answer.side, answer.side is None and answer.status,
    )  # fmt: skip
    return interval.p if same and interval is not None else 0.0


def _reason(said: Statement, answer: Interval, published: Mapping[str, dt.date | None], without: float | None) -> Reason:
    return Reason(
        claim=said.claim.id, report=said.claim.report, family=said.family, quote=said.claim.quote, bearing=_bearing(said, answer),
        says=_says(said), first=dt.date.fromordinal(said.first) if said.first else None,
        last=dt.date.fromordinal(said.last) if said.last else None, published=published.get(said.claim.report),
        weight=round(said.strength, 2), without=without,
    )  # fmt: skip


def _bearing(said: Statement, answer: Interval) -> Literal["for", "against", "aside"]:
    """Which way a statement pulls; one about another time than the answer's interval stands aside."""
    first = answer.first.toordinal() if answer.first else None
    last = answer.last.toordinal() if answer.last else None
    if said.first is not None and last is not None and said.first > last + 7:
        return "aside"
    if answer.side is None:
        return "for" if said.form in ("fight", "partial") and answer.status == "contested" else "aside"
    early = said.last is not None and first is not None and said.last < first - 7
    if said.gain == answer.side:
        return "for"
    if answer.side in said.lose:
        return "aside" if early else "against"
    if said.gain is not None:
        return "aside" if early else "against"
    return "for" if said.lose and not early else "aside"


def _says(said: Statement) -> str:
    who = ", ".join(ref.name or ref.text for ref in said.claim.actor) or "someone"
    whom = ", ".join(ref.name or ref.text for ref in said.claim.target)
    status = "" if said.claim.status in ("happened", "ongoing") else f" ({said.claim.status})"
    area = ", of an area around it" if said.area else ""
    return f"{who} {said.claim.type.replace('_', ' ')}{f' against {whom}' if whom else ''}{status}{area}"


def _distance(said: Statement, on: dt.date | None) -> tuple[int, str]:
    day = on.toordinal() if on else 10**7
    return (abs((said.last or said.first or 0) - day), said.claim.id)


def _count(voices: int) -> str:
    return "one independent voice" if voices == 1 else f"{voices} independent voices"
