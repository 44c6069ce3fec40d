"""The data of a report page, built from a dossier and cut to what one page can carry."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from heldby.model import Claim, Control, PlaceRef, Report
from heldby.model.contradiction import Contradiction
from heldby.presentation.basemap_layers import bounding_box, page_towns, rivers_in
from heldby.presentation.builders import SideOf, page_claim, page_dispute, page_report
from heldby.presentation.legend import legend_sides
from heldby.presentation.page_limits import PageLimits
from heldby.presentation.schema import Course, Landmark, Note, PageData, PagePlace, PageReport, Side
from heldby.release.redacted_copy import policy_of
from heldby.report.knowledge_history import AsKnown, KnowledgeHistory, build_history
from heldby.store import Dossier
from heldby.store.dossier_config import load_config
from heldby.version import __version__


@dataclass(frozen=True, slots=True)
class PageMaterial:
    """Everything that a page is made from, before it is cut to size. `known` is the day from which each report counts as known."""

    title: str
    reports: Sequence[Report]
    claims: Sequence[Claim]
    families: Mapping[str, str]
    known: Mapping[str, dt.date]
    contradictions: Sequence[Contradiction]
    history: KnowledgeHistory
    places: tuple[PagePlace, ...]
    sides: tuple[Side, ...]
    rivers: tuple[Course, ...]
    towns: tuple[Landmark, ...]
    side_of: SideOf


def collect_material(dossier: Dossier, title: str, as_known: AsKnown | None) -> PageMaterial:
    """Read everything that a page needs from a dossier whose conclusions are up to date."""
    from heldby.reference.sides import SideResolver

    claims, known, conclusions = list(dossier.judged_claims()), dossier.known_dates(), dossier.conclusions()
    history = build_history(known, conclusions.controls, as_known)
    refs = place_refs_by_key(claims)
    places = tuple(page_place(control, history, refs.get(control.id)) for control in history.places)
    box, redacted = bounding_box(places), policy_of(dossier) is not None
    return PageMaterial(
        title=title,
        reports=list(dossier.reports()),
        claims=claims,
        families=conclusions.families,
        known=known,
        contradictions=conclusions.contradictions,
        history=history,
        places=places,
        sides=legend_sides(interval for place in places for version in place.versions for interval in version.intervals),
        rivers=rivers_in(box) if box else (),
        # A redacted copy names no towns around its places: one of them may be hidden, and a gap among them would show which.
        towns=page_towns(box, places) if box and not redacted else (),
        side_of=SideResolver(None, load_config(dossier).sides, claims).side,
    )


def build_page_data(material: PageMaterial, limits: PageLimits) -> PageData:
    """Build the page's data within the limits, with notes on what was left out."""
    claims = select_claims(material, limits.claims)
    by_report: dict[str, list[Claim]] = {report.id: [] for report in material.reports}
    for claim in claims:
        by_report[claim.report].append(claim)
    reports = tuple(
        page_report(report, by_report[report.id], limits, known=material.known[report.id], family=material.families.get(report.id))
        for report in material.reports
    )
    place_ids = {place.id for place in material.places}
    claim_ids = {claim.id for claim in claims}
    return PageData(
        title=material.title,
        generator=f"heldby {__version__}",
        generated=dt.datetime.now(dt.UTC).date(),
        sides=material.sides,
        places=material.places,
        claims=tuple(page_claim(claim, place_ids, material.side_of) for claim in claims),
        reports=reports,
        disputes=tuple(page_dispute(one) for one in material.contradictions if claim_ids.issuperset(one.claims)),
        cuts=material.history.cuts,
        rivers=material.rivers,
        landmarks=material.towns,
        notes=omission_notes(material, claims, reports),
    )


def select_claims(material: PageMaterial, most: int) -> list[Claim]:
    """Return at most `most` claims in reading order. Claims that control rests on have priority, then claims with higher confidence."""
    if len(material.claims) <= most:
        return list(material.claims)
    cited = {id for place in material.places for version in place.versions for interval in version.intervals for id in interval.claims}
    best = sorted(material.claims, key=lambda claim: (claim.id not in cited, -claim.confidence, claim.id))[:most]
    ids = {claim.id for claim in best}
    return [claim for claim in material.claims if claim.id in ids]


def omission_notes(material: PageMaterial, claims: Sequence[Claim], reports: Sequence[PageReport]) -> tuple[Note, ...]:
    """Return a note for each kind of content that the page shows only in part."""
    whole = sum(sum(len(stretch.text) for stretch in report.text) == report.length for report in reports)
    notes = (
        Note(code="claims-left-out", shown=len(claims), total=len(material.claims)),
        Note(code="texts-shortened", shown=whole, total=len(reports)),
        Note(code="cuts-thinned", shown=len(material.history.cuts), total=material.history.days),
    )
    return tuple(note for note in notes if note.shown < note.total)


def place_refs_by_key(claims: Iterable[Claim]) -> dict[str, PlaceRef]:
    """Return one reference to each place, by the place's key: the first with a radius, or else the first."""
    from heldby.reference.place_keys import place_key

    found: dict[str, PlaceRef] = {}
    for claim in claims:
        for ref in claim.place:
            key = place_key(ref)
            if key and (key not in found or (found[key].radius_km is None and ref.radius_km is not None)):
                found[key] = ref
    return found


def page_place(control: Control, history: KnowledgeHistory, ref: PlaceRef | None) -> PagePlace:
    """Build a place with its history as known on each day. Its radius and geometry are those of a mention of the place."""
    return PagePlace(
        id=control.id,
        name=control.place,
        within=control.within,
        country=control.country,
        lat=control.lat,
        lon=control.lon,
        precision=control.precision,
        radius_km=ref.radius_km if ref else None,
        geometry=ref.geometry if ref else None,
        versions=history.versions[control.id],
    )
