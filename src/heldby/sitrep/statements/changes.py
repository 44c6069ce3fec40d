"""What changed in the period: places that changed hands, fights and sieges that began or ended, and answers that were revised."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from heldby.model import Claim
from heldby.presentation.wording import day, name, probability, sentence
from heldby.sitrep.annex import Draft
from heldby.sitrep.material import Material
from heldby.views import RecordChange

STATUSES = frozenset({"contested", "besieged", "unknown"})
"""Answers that are a status and not the name of a holder."""
UNKNOWN_KINDS = frozenset({"silent", "source_silent"})
"""Kinds of changes that the section on unknowns reports."""


def change_drafts(material: Material) -> list[Draft]:
    """Return a draft for each change of the period, in order of time."""
    shown = [one for one in material.changes if one.kind not in UNKNOWN_KINDS]
    claims = material.dossier.claims_by_id(id for one in shown for id in one.claims)
    return [_draft(material, one, [claims[id] for id in one.claims if id in claims]) for one in shown]


def _draft(material: Material, change: RecordChange, claims: Sequence[Claim]) -> Draft:
    if change.kind == "retracted":
        report = material.dossier.report(change.what)
        title = name(report.title) if report and report.title else "without a title"
        return Draft(sentence(f"On {day(change.on)}, the report “{title}” was {name(change.after or 'retracted')}"), reports=(change.what,))
    # The reports that were published nearest to the day say most about it.
    nearest = sorted(claims, key=lambda one: (abs((material.known[one.report] - change.on).days), one.id))
    return Draft(sentence(f"{_text(material, change)} ({probability(change.p or 0)})"), tuple(one.id for one in nearest))


def _text(material: Material, change: RecordChange) -> str:
    place, after = name(change.what), name(change.after or "unknown")
    before = None if change.before is None or change.before in STATUSES else name(change.before)
    by = _is_latest_day(material, change)
    on, had = f"{'By' if by else 'On'} {day(change.on)}", "had " if by else ""
    match change.kind:
        case "flip":
            return f"{on}, control of {place} {had}passed from {before or 'an unknown holder'} to {after}"
        case "contested":
            return f"{on}, {place} {'was' if by else 'came to be'} contested" + (f"; before that, {before} held it" if before else "")
        case "besieged":
            return f"{on}, a siege of {place} {'had begun' if by else 'began'}; {after} held it"
        case "relieved":
            return f"{on}, the siege of {place} {had}ended; {after} held it"
        case "settled":
            return f"{on}, the fight for {place} {had}ended; {after} held it"
        case "revised":
            then = f"as known on that day, it said “{name(change.before or 'unknown')}”"
            return f"For {day(change.on)}, the record now says that {_answer(after, place)}; {then}"
        case _:
            return f"{on}, {_answer(after, place)}; the record had no answer before"


def _answer(answer: str, place: str) -> str:
    return f"{place} was {answer}" if answer in STATUSES else f"{place} was held by {answer}"


def _is_latest_day(material: Material, change: RecordChange) -> bool:
    """Check whether reports say only that the new answer was true by that day."""
    control = material.controls.get(change.id or "")
    return control is not None and any(one.first == change.on and one.onset == "by" for one in control.intervals)


def last_known_claims(material: Material, id: str | None, on: dt.date) -> tuple[str, ...]:
    """Return the ids of the claims of the last answer about a place before a day."""
    control = material.controls.get(id or "")
    earlier = [
        one for one in (control.intervals if control else ()) if one.claims and (one.first is None or one.first < on) and not one.inferred
    ]
    return tuple(reversed(earlier[-1].claims)) if earlier else ()
