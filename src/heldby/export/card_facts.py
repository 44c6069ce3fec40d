"""What a dataset card says about a record, counted."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from heldby.model import Claim, Report
from heldby.release.coarse_places import HIDDEN
from heldby.release.masked_text import REDACTION_MARK
from heldby.release.policy import ReleasePolicy
from heldby.release.redacted_copy import policy_of
from heldby.store import ClaimFilter, Conclusions, Dossier


@dataclass
class Outlet:
    """The reports of one outlet: their number, and the first and last publication date, None if all are undated."""

    reports: int = 0
    first: dt.date | None = None
    last: dt.date | None = None

    def add(self, day: dt.date | None) -> None:
        """Count a report with its publication date."""
        self.reports += 1
        if day:
            self.first, self.last = min(self.first or day, day), max(self.last or day, day)


@dataclass
class CardFacts:
    """Counts of a record. Each counter of claims, events or control counts those of which its name is true."""

    known_on: dt.date | None
    policy: ReleasePolicy | None
    everything: Outlet = field(default_factory=Outlet)
    outlets: dict[str | None, Outlet] = field(default_factory=dict)
    languages: Counter[str | None] = field(default_factory=Counter)
    countries: Counter[str] = field(default_factory=Counter)
    readers: set[str] = field(default_factory=set)
    undated_reports: int = 0
    silent_reports: int = 0
    unnamed_places: set[str] = field(default_factory=set)
    claims: Counter[str] = field(default_factory=Counter)
    events: Counter[str] = field(default_factory=Counter)
    control: Counter[str] = field(default_factory=Counter)
    contradictions: int = 0
    judged: int = 0


def count_facts(dossier: Dossier, snapshot: Conclusions, wanted: ClaimFilter) -> CardFacts:
    """Count the reports, claims and conclusions of a record, as known on the day of the filter."""
    facts = CardFacts(wanted.known_on, policy_of(dossier))
    speaking = _count_claims(dossier.claims(wanted), facts)
    known = dossier.known_dates()
    for report in dossier.reports():
        if wanted.known_on is None or known[report.id] <= wanted.known_on:
            _count_report(report, facts)
            facts.silent_reports += report.id not in speaking
    for event in snapshot.events:
        facts.events += Counter(all=1, single=event.families == 1, undated=event.when is None or event.when.first is None)
    for control in snapshot.controls:
        facts.control += Counter(places=1, unplaced=control.lat is None)
        for one in control.intervals:
            facts.control += Counter(intervals=1, inferred=one.inferred, unknown=one.status == "unknown")
    facts.contradictions = len(snapshot.contradictions)
    facts.judged = sum(outcome.verdict is not None for outcome in dossier.outcomes().values())
    return facts


def _count_report(report: Report, facts: CardFacts) -> None:
    facts.everything.add(report.published)
    facts.outlets.setdefault(report.source, Outlet()).add(report.published)
    facts.languages[report.language] += 1
    facts.undated_reports += report.published is None


def _count_claims(claims: Iterable[Claim], facts: CardFacts) -> set[str]:
    """Count claims, and return the ids of their reports."""
    speaking = set()
    for claim in claims:
        speaking.add(claim.report)
        facts.readers.add(claim.reader)
        facts.countries.update({ref.country for ref in claim.place if ref.country})
        facts.unnamed_places.update(ref.id for ref in claim.place if ref.id and ref.id.startswith(HIDDEN))
        facts.claims += Counter(
            all=1,
            masked=REDACTION_MARK in claim.quote,
            placeless=not claim.place,
            pointless=bool(claim.place) and claim.place[0].lat is None,
            undated=claim.when is None or (claim.when.first is None and claim.when.last is None),
            anonymous=claim.source is not None and claim.source.kind == "anonymous",
            lost=claim.source is not None and claim.source.kind == "lost",
        )
    return speaking
