"""What is not known: places without an answer, answers that are only inferred, sources without a name, and outlets that fell silent."""

from __future__ import annotations

from collections.abc import Iterable

from heldby.model import Control
from heldby.presentation.wording import counted, day, name, probability, sentence
from heldby.sitrep.annex import Draft, newest_first
from heldby.sitrep.material import Material
from heldby.sitrep.statements.changes import last_known_claims
from heldby.views.holds import interval_on


def unknown_drafts(material: Material) -> list[Draft]:
    """Return a draft for each thing that is not known."""
    return [*_without_answer(material), *_inferred(material), *_nameless_speakers(material), *_silent_outlets(material)]


def _without_answer(material: Material) -> Iterable[Draft]:
    """Yield a draft for each place that had an answer before, but has none on the last day."""
    for control in sorted(material.controls.values(), key=lambda one: (one.place, one.id)):
        interval = interval_on(control, material.until)
        claims = last_known_claims(material, control.id, material.until)
        if (interval is None or interval.status == "unknown") and claims:
            yield Draft(
                sentence(f"Who held {name(control.place)} on {day(material.until)} is unknown{_last_answer(control, material)}"), claims
            )


def _last_answer(control: Control, material: Material) -> str:
    known = [
        one for one in control.intervals if one.status != "unknown" and not one.inferred and (one.last is None or one.last < material.until)
    ]
    if not known:
        return ""
    last = known[-1]
    answer = name(last.holder) if last.holder and last.status != "contested" else last.status
    return f": the last answer, {answer}, ends on {day(last.last)}" if last.last else f": the last answer, {answer}, has no date"


def _inferred(material: Material) -> Iterable[Draft]:
    for one in sorted(material.holdings, key=lambda one: (one.place, one.id)):
        if one.inferred and one.holder and one.sentences:
            text = (
                f"No report says who held {name(one.place)} on {day(material.until)}; that it was {name(one.holder)} is inferred"
                f" from other days or places ({probability(one.p or 0)})"
            )
            yield Draft(sentence(text), newest_first(one.sentences))


def _nameless_speakers(material: Material) -> Iterable[Draft]:
    claims = [one for one in material.claims.values() if one.source and material.is_about_period(one)]
    for kind, text in (
        ("lost", "cites a speaker that the report does not identify (“it said”)"),
        ("anonymous", "cites a source that the report does not name"),
    ):
        found = [one.id for one in claims if one.source and one.source.kind == kind]
        if found:
            verb = text if len(found) == 1 else text.replace("cites", "cite", 1).replace("the report does", "the reports do")
            yield Draft(sentence(f"{counted(len(found), 'claim')} about the period {verb}"), tuple(found))


def _silent_outlets(material: Material) -> Iterable[Draft]:
    for change in material.changes:
        if change.kind == "source_silent":
            newest = [id for id, outlet in material.outlets.items() if outlet == change.what and material.published.get(id) == change.on]
            yield Draft(
                sentence(f"{name(change.what)} has published nothing in this record since {day(change.on)}"), reports=tuple(newest[:1])
            )
