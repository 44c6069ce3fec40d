"""Explain the answer about a place on a day, claim by claim, so that a person can check it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from heldby.control.control_input import ControlInput
from heldby.control.evidence.statements import Statement
from heldby.control.infer import prepare_inputs
from heldby.control.model_inputs import ModelInputs
from heldby.control.results.control_record import Inferred, cut_record
from heldby.control.results.place_records import infer_records
from heldby.model import Control, Interval
from heldby.model.base import Record

MAX_FAMILIES = 25
"""Number of families whose effect is computed, those nearest to the day first. The others are listed without it."""

ALL = ""
"""Key of the record that every family counts in."""
PHRASES = {
    "capture": ("{who} took it", " from {target}"), "holds": ("{who} holds it", ""), "lost": ("{who} lost it", " to {target}"),
    "withdraw": ("{who} withdrew", " before {target}"), "surrender": ("{who} surrendered it", " to {target}"),
    "repel": ("{who} held it", " against {target}"), "partly_holds": ("{who} holds part of it", ""),
    "contests": ("{who} fights for it", " with {target}"), "clash": ("{who} fought there", " with {target}"),
    "advance": ("{who} advanced", " on {target}"), "offensive": ("{who} attacked", " {target}"),
    "besiege": ("{who} laid siege", " to {target}"),
    "besieged": ("{who} besieges it", ", held by {target}"), "airstrike": ("{who} struck it from the air", ", targeting {target}"),
    "shelling": ("{who} shelled it", ", targeting {target}"),
}  # fmt: skip
"""What a claim of each type says about its place: a phrase for the actor, and one for the target if there is one."""

Bearing = Literal["for", "against", "aside"]


class Reason(Record):
    """The part of one claim in an answer.

    Attributes:
        claim: id of the claim.
        report: id of its report.
        family: its family.
        quote: its quote.
        bearing: whether it speaks for or against the answer, or is about another time or question (`aside`).
        says: what it says about the place, in words.
        first: first day that it is about.
        last: last day that it is about.
        published: publication date of the report.
        weight: probability that it is right, before other claims are considered.
        without: probability of the answer without the family's claims; 0 if another answer comes out, null if this was not computed.
    """

    claim: str
    report: str
    family: str
    quote: str
    bearing: Bearing
    says: str
    first: dt.date | None
    last: dt.date | None
    published: dt.date | None
    weight: float
    without: float | None


class Explanation(Record):
    """The answer about a place on a day, with its reasons and the number of families for and against it.

    The reasons are ordered: for, against, aside; and by weight, the greatest first.
    """

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
        """Yield the explanation as sentences. `reports` gives the name of each report by its id."""
        on = f" on {self.on}" if self.on else ""
        answer = f"{self.holder or self.side} ({self.status})" if self.side else self.status
        yield f"{self.place}{on}: {answer}, probability {self.p:.2f}{', inferred' if self.inferred else ''}."
        against = _count(self.voices_against) if self.voices_against else "none"
        yield f"{_count(self.voices_for)} for it, {against} against.".capitalize()
        for reason in self.reasons:
            when = f"{reason.first} to {reason.last}" if reason.first != reason.last else str(reason.first or "undated")
            report = f"{reports.get(reason.report, reason.report)}, {f'published {reason.published}' if reason.published else 'undated'}"
            yield f'{reason.bearing}: {reason.says} ({when}), weight {reason.weight:.2f}{_effect(reason)}. "{reason.quote}" [{report}]'


def explain_place(data: ControlInput, place: str, on: dt.date | None = None) -> Explanation | None:
    """Explain the answer of `infer_control` about a place on a day.

    Args:
        data: the input of `infer_control`.
        place: the place's id.
        on: the day; null: the last of the place's record.

    Returns:
        The explanation, or null if there is no answer. The effect of each family is found by inferring the place again without its
        claims.
    """
    return explain_answer(prepare_inputs(data), place, on)


def explain_answer(inputs: ModelInputs, place: str, on: dt.date | None = None) -> Explanation | None:
    """Explain an answer from prepared inputs, as `explain_place` does."""
    rows = inputs.statements(place) if place in inputs.summaries else []
    nearest = sorted(rows, key=lambda one: _distance(one, on))
    families = list(dict.fromkeys(one.family for one in nearest))[:MAX_FAMILIES]
    groups = {family: (place, [one for one in rows if one.family != family]) for family in families}
    found = infer_records({ALL: (place, rows), **groups}, inputs) if rows else {ALL: None}
    control = _cut(found[ALL], inputs.end)
    interval = _interval_on(control, on)
    if control is None or interval is None:
        return None
    without = {family: _probability(_cut(found[family], inputs.end), on, interval) for family in families}
    reasons = [_reason(one, interval, inputs.claims.context.published, without.get(one.family)) for one in nearest]
    reasons.sort(key=lambda one: (("for", "against", "aside").index(one.bearing), -one.weight, one.claim))
    bearings = _bearing_by_family(reasons)
    return Explanation(
        place=control.place, id=control.id, on=on, holder=interval.holder, side=interval.side, status=interval.status, p=interval.p,
        inferred=interval.inferred, reasons=tuple(reasons), voices_for=bearings.count("for"), voices_against=bearings.count("against"),
    )  # fmt: skip


def _bearing_by_family(reasons: Sequence[Reason]) -> list[str]:
    """Return, for each family with a reason for or against the answer, the bearing of its weightiest reason."""
    deciding = [one for one in reasons if one.bearing != "aside"]
    return list({one.family: one.bearing for one in sorted(deciding, key=lambda one: one.weight)}.values())


def _cut(found: Inferred | None, end: int) -> Control | None:
    return cut_record(found, end) if found else None


def _interval_on(control: Control | None, on: dt.date | None) -> Interval | None:
    """Return the interval that covers a day, or the last one if the day is null."""
    if control is None or not control.intervals or on is None:
        return control.intervals[-1] if control and control.intervals else None
    return next(
        (i for i in reversed(control.intervals) if (i.first is None or i.first <= on) and (i.last is None or on <= i.last)), None
    )  # fmt: skip


def _probability(control: Control | None, on: dt.date | None, answer: Interval) -> float:
    """Return the probability of the same answer in another record; 0 if it has another answer or none."""
    interval = _interval_on(control, on)
    same = interval is not None and (interval.side, interval.side is None and interval.status) == (
        answer.side, answer.side is None and answer.status,
    )  # fmt: skip
    return interval.p if same and interval is not None else 0.0


def _reason(statement: Statement, answer: Interval, published: Mapping[str, dt.date | None], without: float | None) -> Reason:
    claim = statement.claim
    return Reason(
        claim=claim.id, report=claim.report, family=statement.family, quote=claim.quote, bearing=_bearing(statement, answer),
        says=_in_words(statement), first=dt.date.fromordinal(statement.first) if statement.first else None,
        last=dt.date.fromordinal(statement.last) if statement.last else None, published=published.get(claim.report),
        weight=round(statement.strength, 2), without=without,
    )  # fmt: skip


def _bearing(statement: Statement, answer: Interval) -> Bearing:
    """Return whether a statement speaks for or against an answer; one about another time than its interval does neither."""
    first = answer.first.toordinal() if answer.first else None
    last = answer.last.toordinal() if answer.last else None
    if statement.first is not None and last is not None and statement.first > last + 7:
        return "aside"
    if answer.side is None:
        return "for" if statement.form in ("fight", "partial") and answer.status == "contested" else "aside"
    early = statement.last is not None and first is not None and statement.last < first - 7
    if statement.gainer == answer.side:
        return "for"
    if answer.side in statement.losers or statement.gainer is not None:
        return "aside" if early else "against"
    return "for" if statement.losers and not early else "aside"


def _in_words(statement: Statement) -> str:
    """Return what a statement says: "Iraqi forces took it from Islamic State, according to the US military"."""
    claim = statement.claim
    act, on_target = PHRASES.get(claim.type, ("{who} " + claim.type.replace("_", " "), " against {target}"))
    actors, targets = (", ".join(ref.name or ref.text for ref in refs) for refs in (claim.actor, claim.target))
    status = "" if claim.status in ("happened", "ongoing") else f" ({claim.status})"
    speaker = f", according to {claim.source.text}" if claim.source else ""
    area = ", about an area around it" if statement.from_area else ""
    return act.format(who=actors or "someone") + (on_target.format(target=targets) if targets else "") + status + speaker + area


def _distance(statement: Statement, on: dt.date | None) -> tuple[int, str]:
    day = on.toordinal() if on else 10**7
    return (abs((statement.last or statement.first or 0) - day), statement.claim.id)


def _effect(reason: Reason) -> str:
    """Return what the answer would be without a reason's family, in words."""
    if reason.without is None:
        return ""
    return f"; without this source {reason.without:.2f}" if reason.without else "; without this source another answer"


def _count(families: int) -> str:
    return "one independent source" if families == 1 else f"{families} independent sources"
