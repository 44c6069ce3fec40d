"""Why: the answer about a place on a day as an argument that a person can check, claim by claim."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Literal

from heldby.control.cache import InferenceCache
from heldby.control.evidence.statements import Statement
from heldby.control.infer import weigh
from heldby.control.model_inputs import ModelInputs
from heldby.control.parameters import Parameters
from heldby.control.results.control_record import Inferred, until
from heldby.control.results.place_records import answer
from heldby.model import Claim, Control, Interval
from heldby.model.base import Record
from heldby.reference.sides import ActorLookup, Sides

MOST_FAMILIES = 25
"""Voices whose leaving out is tried, those nearest the day; the rest are listed without it."""


ALL = ""
"""The key of the record that every voice has its part in."""
TOLD = {
    "capture": ("{who} took it", " from {whom}"), "holds": ("{who} holds it", ""), "lost": ("{who} lost it", " to {whom}"),
    "withdraw": ("{who} withdrew", " before {whom}"), "surrender": ("{who} surrendered it", " to {whom}"),
    "repel": ("{who} held it", " against {whom}"), "partly_holds": ("{who} holds part of it", ""),
    "contests": ("{who} fights for it", " with {whom}"), "clash": ("{who} fought there", " with {whom}"),
    "advance": ("{who} advanced", " on {whom}"), "offensive": ("{who} attacked", " {whom}"), "besiege": ("{who} laid siege", " to {whom}"),
    "besieged": ("{who} besieges it", ", held by {whom}"), "airstrike": ("{who} struck it from the air", ", at {whom}"),
    "shelling": ("{who} shelled it", ", at {whom}"),
}  # fmt: skip
"""What a claim of each type says of its place, and how whom it was done to is named."""


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

    def lines(self, reports: Mapping[str, str]) -> Iterator[str]:
        """The argument in sentences; `reports` says how to call a report, by its id."""
        on = f" on {self.on}" if self.on else ""
        what = f"{self.holder or self.side} ({self.status})" if self.side else self.status
        yield f"{self.place}{on}: {what}, probability {self.p:.2f}{', inferred' if self.inferred else ''}."
        told = f"{_count(self.voices_for)} for it, {_count(self.voices_against) if self.voices_against else 'none'} against."
        yield told[0].upper() + told[1:]
        for reason in self.reasons:
            when = f"{reason.first} to {reason.last}" if reason.first != reason.last else str(reason.first or "undated")
            told = f"{reports.get(reason.report, reason.report)}, {f'published {reason.published}' if reason.published else 'undated'}"
            yield f'{reason.bearing}: {reason.says} ({when}), weight {reason.weight:.2f}{self._left(reason)}. "{reason.quote}" [{told}]'

    def _left(self, reason: Reason) -> str:
        """What would be the answer without a reason's voice, in words."""
        if reason.without is None:
            return ""
        return f"; without this voice {reason.without:.2f}" if reason.without else "; without this voice another answer"


def explain(
    claims: Sequence[Claim], place: str, on: dt.date | None = None, *, families: Mapping[str, str] | None = None,
    published: Mapping[str, dt.date | None] | None = None, known: Mapping[str, dt.date] | None = None, known_on: dt.date | None = None,
    sides: Sides | None = None, actors: ActorLookup | None = None, parameters: Parameters | None = None,
    sources: Mapping[str, str | None] | None = None, fixed: Mapping[str, float] | None = None, memory: InferenceCache | None = None,
    corrected: Collection[str] | None = None,
) -> Argument | None:  # fmt: skip
    """The argument for the answer about the place with id `place` on a day (null: the last of its record); None if there is none.

    Takes what `infer_control` takes, and gives the answer that it gives. The effect of each family is found by inferring the place again
    without what it says of it, all else alike.
    """
    ground = weigh(claims, families, published, known_on, sides, actors, parameters, known, sources, fixed, memory, corrected)
    return argument(ground, place, on)


def argument(ground: ModelInputs, place: str, on: dt.date | None = None) -> Argument | None:
    """The argument as `explain` gives it, from the ground."""
    told = ground.said(place) if place in ground.sheets else []
    said = sorted(told, key=lambda one: _distance(one, on))
    voices = list(dict.fromkeys(one.family for one in said))[:MOST_FAMILIES]
    groups = {family: (place, [one for one in told if one.family != family]) for family in voices}
    found = answer({ALL: (place, told), **groups}, ground) if said else {ALL: None}
    control = _cut(found[ALL], ground.end)
    interval = _covering(control, on)
    if control is None or interval is None:
        return None
    without = {family: _probability(_cut(found[family], ground.end), on, interval) for family in voices}
    reasons = [_reason(one, interval, ground.heard.sayings.published, without.get(one.family)) for one in said]
    reasons.sort(key=lambda one: (("for", "against", "aside").index(one.bearing), -one.weight, one.claim))
    pulls = _voices(reasons)
    return Argument(
        place=control.place, id=control.id, on=on, holder=interval.holder, side=interval.side, status=interval.status, p=interval.p,
        inferred=interval.inferred, reasons=tuple(reasons), voices_for=pulls.count("for"), voices_against=pulls.count("against"),
    )  # fmt: skip


def _voices(reasons: Sequence[Reason]) -> list[str]:
    """Which way each independent voice pulls: that of its weightiest reason."""
    told = [one for one in reasons if one.bearing != "aside"]
    return list({one.family: one.bearing for one in sorted(told, key=lambda one: one.weight)}.values())


def _cut(found: Inferred | None, end: int) -> Control | None:
    return until(found, end) if found else None


def _covering(control: Control | None, on: dt.date | None) -> Interval | None:
    """The interval that answers for a day, or the last."""
    if control is None or not control.intervals or on is None:
        return control.intervals[-1] if control and control.intervals else None
    return next(
        (i for i in reversed(control.intervals) if (i.first is None or i.first <= on) and (i.last is None or on <= i.last)), None
    )  # fmt: skip


def _probability(control: Control | None, on: dt.date | None, answer: Interval) -> float:
    """How probable the same answer is by another record; 0 where that gives another or none."""
    interval = _covering(control, on)
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
    """A statement in words: "Iraqi forces took it from Islamic State, according to the US military"."""
    claim = said.claim
    told = TOLD.get(claim.type, ("{who} " + claim.type.replace("_", " "), " against {whom}"))
    who, whom = (", ".join(ref.name or ref.text for ref in refs) for refs in (claim.actor, claim.target))
    status = "" if claim.status in ("happened", "ongoing") else f" ({claim.status})"
    speaker = f", according to {claim.source.text}" if claim.source else ""
    area = ", of an area around it" if said.area else ""
    return told[0].format(who=who or "someone") + (told[1].format(whom=whom) if whom else "") + status + speaker + area


def _distance(said: Statement, on: dt.date | None) -> tuple[int, str]:
    day = on.toordinal() if on else 10**7
    return (abs((said.last or said.first or 0) - day), said.claim.id)


def _count(voices: int) -> str:
    return "one independent voice" if voices == 1 else f"{voices} independent voices"
