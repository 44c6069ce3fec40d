"""Explain the answer about a place on a day, claim by claim, so that a person can check it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from heldby.control.control_input import ControlInput
from heldby.control.evidence.statements import Statement
from heldby.control.explanation import Bearing, Explanation, Reason, statement_in_words
from heldby.control.infer import prepare_inputs
from heldby.control.model_inputs import ModelInputs
from heldby.control.results.control_record import Inferred, cut_record
from heldby.control.results.place_records import infer_records
from heldby.model import Control, Interval

MAX_FAMILIES = 25
"""Greatest number of families whose effect on the answer is computed. Those with statements nearest to the day are chosen."""

ALL = ""
"""Key of the record that is inferred from all families."""


def explain_place(data: ControlInput, place: str, on: dt.date | None = None) -> Explanation | None:
    """Explain the answer of `infer_control` about a place on a day.

    Args:
        data: the input of `infer_control`.
        place: the place's id.
        on: the day; by default the last day of the place's record.

    Returns:
        The explanation, or None if the record has no answer for this day. To find the effect of a family, the place is inferred again
        without the claims of the family.
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
    """Return the interval that covers a day, or the last interval if the day is None; None if there is no such interval."""
    if control is None or not control.intervals or on is None:
        return control.intervals[-1] if control and control.intervals else None
    return next(
        (i for i in reversed(control.intervals) if (i.first is None or i.first <= on) and (i.last is None or on <= i.last)), None
    )  # fmt: skip


def _probability(control: Control | None, on: dt.date | None, answer: Interval) -> float:
    """Return the probability of the same answer in another record; 0 if that record has another answer or none."""
    interval = _interval_on(control, on)
    same = interval is not None and (interval.side, interval.side is None and interval.status) == (
        answer.side, answer.side is None and answer.status,
    )  # fmt: skip
    return interval.p if same and interval is not None else 0.0


def _reason(statement: Statement, answer: Interval, published: Mapping[str, dt.date | None], without: float | None) -> Reason:
    claim = statement.claim
    return Reason(
        claim=claim.id, report=claim.report, family=statement.family, quote=claim.quote, bearing=_bearing(statement, answer),
        says=statement_in_words(statement), first=dt.date.fromordinal(statement.first) if statement.first else None,
        last=dt.date.fromordinal(statement.last) if statement.last else None, published=published.get(claim.report),
        weight=round(statement.strength, 2), without=without,
    )  # fmt: skip


def _bearing(statement: Statement, answer: Interval) -> Bearing:
    """Return whether a statement speaks for or against an answer, or is about another time or question (`aside`)."""
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


def _distance(statement: Statement, on: dt.date | None) -> tuple[int, str]:
    day = on.toordinal() if on else 10**7
    return (abs((statement.last or statement.first or 0) - day), statement.claim.id)
