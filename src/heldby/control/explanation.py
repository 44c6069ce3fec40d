"""Explanations of answers about a place: their reasons, and their text in sentences."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Literal

from heldby.control.evidence.statements import Statement
from heldby.model.base import Record

Bearing = Literal["for", "against", "aside"]

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


class Reason(Record):
    """How one claim bears on an answer.

    Attributes:
        claim: id of the claim.
        report: id of its report.
        family: its family.
        quote: its quote.
        bearing: whether it speaks for or against the answer, or is about another time or question (`aside`).
        says: what it says about the place, in words.
        first: first day that it is about; null if it is undated.
        last: last day that it is about; null if it is undated.
        published: publication date of the report; null if it is undated.
        weight: probability that it is right, before other claims are considered.
        without: probability of the same answer without the claims of this family; 0 if the answer would be different, null if this was not
            computed.
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
    """The answer about a place on a day, with its reasons.

    `on` is null for the last day of the place's record. `voices_for` is the number of families that support the answer, and
    `voices_against` that of families that contradict it. Reasons for the answer come first, then those against it, then the others
    (`aside`). Within each group, the weightiest reasons come first.
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


def statement_in_words(statement: Statement) -> str:
    """Return a statement in words, such as "Iraqi forces took it from Islamic State, according to the US military"."""
    claim = statement.claim
    act, on_target = PHRASES.get(claim.type, ("{who} " + claim.type.replace("_", " "), " against {target}"))
    actors, targets = (", ".join(ref.name or ref.text for ref in refs) for refs in (claim.actor, claim.target))
    status = "" if claim.status in ("happened", "ongoing") else f" ({claim.status})"
    speaker = f", according to {claim.source.text}" if claim.source else ""
    area = ", about an area around it" if statement.from_area else ""
    return act.format(who=actors or "someone") + (on_target.format(target=targets) if targets else "") + status + speaker + area


def _effect(reason: Reason) -> str:
    """Return what the answer would be without a reason's family, in words."""
    if reason.without is None:
        return ""
    return f"; without this source {reason.without:.2f}" if reason.without else "; without this source another answer"


def _count(families: int) -> str:
    return "one independent source" if families == 1 else f"{families} independent sources"
