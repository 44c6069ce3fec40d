"""What a situation report is made from: the part of the record that lies in its period and area."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from heldby.base.text import fold
from heldby.errors import UnknownPlace
from heldby.model import Claim, Control, Event
from heldby.model.contradiction import Contradiction
from heldby.presentation.legend import legend_sides
from heldby.presentation.schema import Side
from heldby.release.policy import ReleasePolicy
from heldby.release.redacted_copy import policy_of
from heldby.store import ClaimFilter, Conclusions, Dossier
from heldby.views import Holding, RecordChange, changes, contradictions, holds
from heldby.views.claimed_shares import last_day
from heldby.views.place_lookup import is_in_area


@dataclass(frozen=True, slots=True)
class Scope:
    """What a situation report covers.

    Attributes:
        since: first day of the period.
        until: its last day; None for the last day of the record.
        area: name of a province, country or place, or ISO code of a country; None for the whole record.
        known_on: use only reports published by this day.
    """

    since: dt.date
    until: dt.date | None = None
    area: str | None = None
    known_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Material:
    """The part of the record in a scope.

    Attributes:
        dossier: the dossier, which is a redacted copy if the situation report is for others.
        since, until: first and last day of the period.
        area: name of the area as the record has it; None for the whole record.
        controls: the places of the area, by id.
        holdings: who holds each of them on the last day, places without an answer left out.
        changes: what changed in the period.
        claims: claims about the area, with judgements applied, by id.
        events: events of the period with such a claim.
        contradictions: contradictions with such a claim that concern the period.
        sides: the sides of the whole record, in the order of their looks.
        known: the day from which each report counts as known.
        published: the publication date of each report.
        outlets: the outlet of each report.
        release: the policy of the redacted copy that the dossier is; None if it is no such copy.
    """

    dossier: Dossier
    since: dt.date
    until: dt.date
    area: str | None
    controls: Mapping[str, Control]
    holdings: Sequence[Holding]
    changes: Sequence[RecordChange]
    claims: Mapping[str, Claim]
    events: Sequence[Event]
    contradictions: Sequence[Contradiction]
    sides: tuple[Side, ...]
    known: Mapping[str, dt.date]
    published: Mapping[str, dt.date | None]
    outlets: Mapping[str, str | None]
    release: ReleasePolicy | None

    def in_period(self, first: dt.date | None, last: dt.date | None) -> bool:
        """Check whether a stretch of days meets the period. An open end is that of the other day; undated stretches do not meet it."""
        begin, end = first or last, last or first
        return begin is not None and end is not None and begin <= self.until and end >= self.since

    def is_about_period(self, claim: Claim) -> bool:
        """Check whether a claim is about a day in the period or, if it states no day, whether it became known in the period."""
        when = claim.when
        if when is not None and (when.first or when.last):
            return self.in_period(when.first, when.last)
        return self.in_period(self.known[claim.report], None)


def gather(dossier: Dossier, snapshot: Conclusions, scope: Scope, then: Conclusions | None = None) -> Material:
    """Collect the part of a record that a situation report is about.

    Args:
        dossier: the dossier.
        snapshot: its conclusions, today or as known on `scope.known_on`.
        scope: period and area.
        then: the conclusions as known on the first day of the period; without them, no answer is reported as revised.

    Raises:
        UnknownPlace: no place of the record lies in the area. The message lists areas that the record has.
        ValueError: the period ends before it begins.
    """
    until = scope.until or _last_day(dossier, snapshot, scope)
    if until < scope.since:
        raise ValueError(f"the period ends before it begins: {scope.since} to {until}, which is the last day of the record")
    controls = {one.id: one for one in snapshot.controls if scope.area is None or is_in_area(one, scope.area)}
    wanted = ClaimFilter(area=scope.area, known_on=scope.known_on)
    claims = {claim.id: claim for claim in dossier.judged_claims(wanted)}
    if scope.area is not None and not controls and not claims:
        raise UnknownPlace(f"no place of the record lies in “{scope.area}”. {_known_areas(snapshot.controls)}")
    found = Material(
        dossier=dossier, since=scope.since, until=until, area=scope.area and _area_name(scope.area, controls), controls=controls,
        holdings=[one for one in holds(dossier, snapshot, on=until) if one.id in controls],
        changes=[
            one
            for one in changes(dossier, snapshot, scope.since, until, then=then)
            if one.id in controls or (one.id is None and scope.area is None)
        ],
        claims=claims,
        events=[],
        contradictions=[],
        sides=legend_sides(interval for control in snapshot.controls for interval in control.intervals),
        known=dossier.known_dates(), published=dossier.publication_dates(), outlets=dossier.outlets(),
        release=policy_of(dossier),
    )  # fmt: skip
    events = [one for one in snapshot.events if not claims.keys().isdisjoint(one.claims) and _is_in(found, one)]
    against = [one for one in contradictions(dossier, snapshot, wanted) if _concerns(found, one)]
    return _with(found, events, against)


def _with(material: Material, events: Sequence[Event], against: Sequence[Contradiction]) -> Material:
    from dataclasses import replace

    return replace(material, events=events, contradictions=against)


def _is_in(material: Material, event: Event) -> bool:
    return event.when is not None and material.in_period(event.when.first, event.when.last)


def _concerns(material: Material, one: Contradiction) -> bool:
    """Check whether a contradiction is about a day in the period or, if it is undated, rests on a claim that became known in it."""
    if one.first or one.last:
        return material.in_period(one.first, one.last)
    return any(material.is_about_period(material.claims[id]) for id in one.claims if id in material.claims)


def _area_name(area: str, controls: Mapping[str, Control]) -> str:
    """Return an area's name as the record writes it; the user's own text if the record has it only in claims."""
    for control in controls.values():
        for option in (control.place, *(part.strip() for part in (control.within or "").split(","))):
            if fold(option) == fold(area):
                return option
    return area.upper() if len(area) == 2 else area


def _known_areas(controls: Sequence[Control]) -> str:
    areas = sorted({one.within for one in controls if one.within})
    return f"Areas are: {'; '.join(areas[:8])}{'; …' if len(areas) > 8 else ''}" if areas else "It has no areas yet"


def _last_day(dossier: Dossier, snapshot: Conclusions, scope: Scope) -> dt.date:
    """Return the last day of the record: the newest day of an answer or of a publication, but no day after `scope.known_on`."""
    days = [day for day in (*dossier.publication_dates().values(), last_day(snapshot.controls)) if day is not None]
    newest = max(days, default=scope.since)
    return min(newest, scope.known_on) if scope.known_on else newest
