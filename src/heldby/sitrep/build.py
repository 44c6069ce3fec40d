"""Build a situation report from a dossier: gather the material, make statements and number their evidence."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from heldby.presentation.map_picture import Size, draw_map
from heldby.presentation.wording import counted, day, joined, name, period
from heldby.release.policy import ReleasePolicy
from heldby.sitrep.annex import Annex, Draft
from heldby.sitrep.document import Evidence, Section, SituationReport
from heldby.sitrep.material import Material, Scope, gather
from heldby.sitrep.statements.changes import change_drafts
from heldby.sitrep.statements.contradictions import contradiction_drafts
from heldby.sitrep.statements.figures import figure_drafts
from heldby.sitrep.statements.holders import AREAS, holder_draft, mapped, reported_by_area
from heldby.sitrep.statements.plans import plan_drafts
from heldby.sitrep.statements.unknowns import unknown_drafts
from heldby.store import Conclusions, Dossier
from heldby.version import __version__
from heldby.views import Holding

MAX_STATEMENTS = 300
"""Largest number of statements in a section. The section says how many it leaves out."""
MAX_AREA_MAPS = 8
"""Largest number of areas that have a map of their own, besides the map of all places."""
MIN_PLACES_FOR_MAP = 2
MIN_PLACES_FOR_LARGE_MAP = 5
MAP, AREA_MAP = Size(640, 400), Size(640, 250)
"""Sizes in pixels of the map of all places, and of the maps of single areas and of few places."""
AREA_NOTE = "These answers rest on claims about an area as a whole. Places in it can have other holders."


def build_situation_report(
    dossier: Dossier, snapshot: Conclusions, scope: Scope, *, then: Conclusions | None = None, today: dt.date | None = None
) -> SituationReport:
    """Build the situation report of a dossier.

    Args:
        dossier: the dossier, or the redacted copy of it if the situation report is for others.
        snapshot: its conclusions, today or as known on `scope.known_on`.
        scope: period and area.
        then: the conclusions as known on the first day of the period; without them, no answer is reported as revised.
        today: the day on which the situation report is made; by default today.

    Raises:
        UnknownPlace: no place of the record lies in the area.
        ValueError: the period ends before it begins.
    """
    material = gather(dossier, snapshot, scope, then)
    annex = Annex(dossier)
    sections = (
        _section(annex, "What changed", change_drafts(material), "The record has no change of control in this period."),
        *_holder_sections(annex, material),
        _section(annex, "Figures", figure_drafts(material), "No figure was reported for this period."),
        _section(annex, "Contradictions", contradiction_drafts(material), "No contradiction was found in this period."),
        _section(annex, "What is not known", unknown_drafts(material), "The record shows no gap for this period."),
        _section(
            annex, "Plans, as reported", plan_drafts(material), "No plan was reported in this period.",
            "A plan says nothing about what happened afterwards.",
        ),
    )  # fmt: skip
    place = f": {name(material.area)}" if material.area else ""
    return SituationReport(
        title=f"Situation report{place}, {period(material.since, material.until)}",
        area=material.area,
        since=material.since,
        until=material.until,
        made=today or dt.date.today(),
        generator=f"heldby {__version__}",
        basis=_basis(material, scope, annex.entries()),
        sections=sections,
        annex=annex.entries(),
    )


def _section(annex: Annex, title: str, drafts: Sequence[Draft], empty: str, note: str | None = None, *, level: int = 1) -> Section:
    left_out = len(drafts) - MAX_STATEMENTS
    if left_out > 0:
        note = f"{note or ''} Left out: {counted(left_out, 'statement')}. An area or a shorter period gives fewer.".strip()
    statements = annex.statements(drafts[:MAX_STATEMENTS])
    return Section(title=title, level=level, statements=statements, empty=None if statements else empty, note=note if statements else None)


def _holder_sections(annex: Annex, material: Material) -> list[Section]:
    """Return the section on holders: a map of all places, then a part for each area, with a map of its own if that shows more."""
    areas = reported_by_area(material)
    everything = [one for holdings in areas.values() for one in holdings]
    title = f"Who holds what on {day(material.until)}"
    picture, caption = _map(material, everything, material.area or "all places")
    unreported = sum(one.inferred and not one.sentences for one in material.holdings)
    note = f"Left out: {counted(unreported, 'place')} whose holder is inferred without any claim." if unreported else None
    empty = None if everything else "No report says who holds any place on this day."
    sections = [Section(title=title, map=picture, caption=caption, empty=empty, note=note)]
    for index, (area, holdings) in enumerate(areas.items()):
        part = _section(annex, name(area), [holder_draft(one) for one in holdings], "", AREA_NOTE if area == AREAS else None, level=2)
        if len(areas) > 1 and index < MAX_AREA_MAPS and len(mapped(material, holdings)[0]) < len(mapped(material, everything)[0]):
            picture, caption = _map(material, holdings, area, least=MIN_PLACES_FOR_MAP)
            part = part.model_copy(update={"map": picture, "caption": caption})
        sections.append(part)
    return sections


def _map(material: Material, holdings: Sequence[Holding], title: str, *, least: int = 1) -> tuple[str | None, str | None]:
    """Return a map of places and its caption; (None, None) if fewer than `least` places have a point."""
    shown, missing = mapped(material, holdings)
    if len(shown) < least:
        return None, None
    caption = f"Who holds what on {day(material.until)}, {name(title)}."
    if missing:
        caption += f" Not on the map, because no report or gazetteer gives a point: {joined(missing)}."
    return draw_map(
        shown,
        material.sides,
        caption,
        MAP if len(shown) >= MIN_PLACES_FOR_LARGE_MAP and least == 1 else AREA_MAP,
        towns=material.release is None,
    ), caption


def _basis(material: Material, scope: Scope, annex: Sequence[Evidence]) -> tuple[str, ...]:
    """Return the sentences about the situation report itself."""
    reports, outlets = {one.report for one in annex}, {one.outlet for one in annex if one.outlet}
    hindsight = (
        f"It uses only reports that were published by {day(scope.known_on)}."
        if scope.known_on
        else "It uses every report of the record, also those published after the period."
    )
    return (
        "A program made this situation report from claims by templates. No person wrote or checked its sentences.",
        "It says what reports support, not what is true. A probability says how well the claims support an answer.",
        "The numbers in brackets lead to the evidence in the annex: the words of the report, its outlet, date and address.",
        f"It cites {counted(len(annex), 'passage')} of {counted(len(reports), 'report')} by {counted(len(outlets), 'outlet')}. {hindsight}",
        *_redactions(material.release),
    )


def _redactions(policy: ReleasePolicy | None) -> tuple[str, ...]:
    """Return a sentence that says what a redacted copy lacks; nothing if the situation report is made from the whole dossier."""
    if policy is None:
        return ()
    delay = f" Reports of the last {counted(policy.delay, 'day')} are left out." if policy.delay else ""
    coarsen = f" Places are moved to a grid with cells at least {policy.coarsen:g} km wide." if policy.coarsen else ""
    return (f"It was made for other people: sensitive reports, places and names are left out or blacked out.{delay}{coarsen}",)
