"""From a dossier to a page's data."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass

from heldby import __version__
from heldby.model import ActorRef, Claim, Control, PlaceRef, Report
from heldby.model.contradiction import Contradiction
from heldby.presentation.basemap_layers import box_of, rivers_in, towns_in
from heldby.presentation.legend import sides_of
from heldby.presentation.page_limits import Bounds, shorten
from heldby.presentation.schema import Course, Dispute, Landmark, Note, PageClaim, PageData, PagePlace, PageReport, Party, Side, Where
from heldby.report.knowledge_history import AsKnown, KnowledgeHistory, know
from heldby.store import Dossier
from heldby.store.dossier_config import given


@dataclass(frozen=True, slots=True)
class Material:
    """All that a page is made from, before it is cut to what one page may carry."""

    title: str
    reports: Sequence[Report]
    claims: Sequence[Claim]
    families: Mapping[str, str]
    published: Mapping[str, dt.date]
    disputes: Sequence[Contradiction]
    known: KnowledgeHistory
    places: tuple[PagePlace, ...]
    sides: tuple[Side, ...]
    rivers: tuple[Course, ...]
    towns: tuple[Landmark, ...]
    side_of: Callable[[ActorRef, dt.date | None], str]


def gather(dossier: Dossier, title: str, as_known: AsKnown | None) -> Material:
    """Everything a page needs of a dossier whose conclusions are drawn."""
    from heldby.reference.sides import SideResolver

    reports, claims, published, concluded = (
        list(dossier.reports()),
        list(dossier.judged_claims()),
        dossier.published(),
        dossier.conclusions(),
    )
    known = know(published, concluded.controls, as_known)
    places = tuple(page_place(control, known, claims_at) for claims_at in [refs_by_site(claims)] for control in known.places)
    box = box_of(places)
    return Material(
        title=title,
        reports=reports,
        claims=claims,
        families=concluded.families,
        published=published,
        disputes=concluded.contradictions,
        known=known,
        places=places,
        sides=sides_of(i for place in places for version in place.versions for i in version.intervals),
        rivers=rivers_in(box) if box else (),
        towns=towns_in(box, places) if box else (),
        side_of=SideResolver(None, given(dossier).sides, claims).side,
    )


def assemble(material: Material, bounds: Bounds) -> PageData:
    """The page's data within bounds, saying what was left out."""
    claims = chosen(material, bounds.claims)
    by_report: dict[str, list[Claim]] = {report.id: [] for report in material.reports}
    for claim in claims:
        by_report[claim.report].append(claim)
    reports = tuple(
        page_report(report, by_report[report.id], bounds, known=material.published[report.id], family=material.families.get(report.id))
        for report in material.reports
    )
    keys = {place.id for place in material.places}
    kept = {claim.id for claim in claims}
    return PageData(
        title=material.title,
        generator=f"heldby {__version__}",
        generated=dt.datetime.now(dt.UTC).date(),
        sides=material.sides,
        places=material.places,
        claims=tuple(page_claim(claim, keys, material.side_of) for claim in claims),
        reports=reports,
        disputes=tuple(page_dispute(one) for one in material.disputes if kept.issuperset(one.claims)),
        cuts=material.known.cuts,
        rivers=material.rivers,
        landmarks=material.towns,
        notes=notes(material, claims, reports),
    )


def chosen(material: Material, most: int) -> list[Claim]:
    """The claims of the page: all, or first those that control rests on, then the surest, in reading order."""
    if len(material.claims) <= most:
        return list(material.claims)
    rested = {id for place in material.places for version in place.versions for interval in version.intervals for id in interval.claims}
    best = sorted(material.claims, key=lambda claim: (claim.id not in rested, -claim.confidence, claim.id))[:most]
    ids = {claim.id for claim in best}
    return [claim for claim in material.claims if claim.id in ids]


def notes(material: Material, claims: Sequence[Claim], reports: Sequence[PageReport]) -> tuple[Note, ...]:
    """What the page leaves out."""
    whole = sum(sum(len(stretch.text) for stretch in report.text) == report.length for report in reports)
    told = (
        Note(code="claims-left-out", shown=len(claims), total=len(material.claims)),
        Note(code="texts-shortened", shown=whole, total=len(reports)),
        Note(code="cuts-thinned", shown=len(material.known.cuts), total=material.known.days),
    )
    return tuple(note for note in told if note.shown < note.total)


def refs_by_site(claims: Sequence[Claim]) -> dict[str, PlaceRef]:
    """For each site the first reference that knows how wide it is."""
    from heldby.reference.place_keys import site_key

    found: dict[str, PlaceRef] = {}
    for claim in claims:
        for ref in claim.place:
            key = site_key(ref)
            if key and (key not in found or (found[key].radius_km is None and ref.radius_km is not None)):
                found[key] = ref
    return found


def page_place(control: Control, known: KnowledgeHistory, refs: Mapping[str, PlaceRef]) -> PagePlace:
    """A place with its versions; width and line come from how claims place it."""
    ref = refs.get(control.id)
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
        versions=known.versions[control.id],
    )


def page_report(report: Report, claims: Sequence[Claim], bounds: Bounds, *, known: dt.date, family: str | None) -> PageReport:
    """A report with as much of its text as the page may carry."""
    return PageReport(
        id=report.id,
        title=clip(report.title),
        source=clip(report.source),
        url=report.url if len(report.url or "") <= NAME else None,
        published=report.published,
        known=known,
        doubt=clip(report.published_doubt),
        family=family or report.id,
        length=len(report.text),
        text=shorten(report.text, claims, bounds),
        unread=report.boilerplate[:200],
    )


NAME = 500
"""Longest name, title or address on a page; longer ones are hostile or broken."""


def clip(text: str | None) -> str | None:
    """A name cut to a length that can be shown."""
    return text if text is None or len(text) <= NAME else text[:NAME] + "…"


def page_claim(claim: Claim, keys: Container[str], side_of: Callable[[ActorRef, dt.date | None], str]) -> PageClaim:
    """A claim as the page carries it: its sentence is in its report's text."""
    day = claim.when.first or claim.when.last if claim.when else None
    return PageClaim(
        id=claim.id,
        report=claim.report,
        start=claim.start,
        end=claim.end,
        kind=claim.kind,
        type=claim.type,
        when=claim.when,
        actor=tuple(_party(ref, day, side_of) for ref in claim.actor),
        target=tuple(_party(ref, day, side_of) for ref in claim.target),
        place=tuple(_where(ref, keys) for ref in claim.place),
        status=claim.status,
        source=claim.source,
        value=claim.value,
        held_as=claim.held_as,
        confidence=round(claim.confidence, 3),
    )


def _party(ref: ActorRef, day: dt.date | None, side_of: Callable[[ActorRef, dt.date | None], str]) -> Party:
    return Party(text=clip(ref.text) or "", name=clip(ref.name) if ref.name != ref.text else None, id=ref.id, side=side_of(ref, day))


def _where(ref: PlaceRef, keys: Container[str]) -> Where:
    from heldby.reference.place_keys import site_key

    key = site_key(ref)
    return Where(text=clip(ref.text) or "", name=clip(ref.name) if ref.name != ref.text else None, key=key if key in keys else None)


def page_dispute(one: Contradiction) -> Dispute:
    """A contradiction as the page carries it."""
    return Dispute(id=one.id, kind=one.kind, reason=one.reason, place=clip(one.place), claims=one.claims, first=one.first, last=one.last)
