"""The dataset card of an export: what it contains, its sources, gaps, known bias, licence, and how to cite it.

The headings follow Gebru et al., "Datasheets for Datasets" (2021), cut down to what heldby can know.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import NamedTuple

from heldby.export.card_facts import CardFacts, Outlet, count_facts
from heldby.store import ClaimFilter, Conclusions, Dossier
from heldby.version import __version__

ENDING = ".card.md"
"""Ending of the file name of a card, after the name of the exported file."""

OUTLETS_LISTED = 50
"""Most outlets that a card lists. The rest are only counted."""

LICENCE = (
    "heldby claims no rights in this record. The quoted sentences belong to their publishers; quote them under the law of your country.",
    "Names and coordinates of towns come from GeoNames (https://www.geonames.org), licence CC BY 4.0. Name GeoNames if you pass them on.",
)

BIAS = (
    "A record repeats the bias of its reports. Places that reporters can reach and languages that heldby reads have more claims; silence"
    " about a place is no evidence of calm.",
    "Parties to a war announce gains earlier and more often than losses. Read `status`, `source` and `by` before you count.",
    "Copies and rewrites of a report count as one source, but heldby does not find all of them.",
    "heldby misreads sentences. `confidence` says how likely it is that a claim states what its report says, not that the report is true.",
)


class Section(NamedTuple):
    """A heading with its lines of plain text."""

    heading: str
    lines: tuple[str, ...]


def sections(dossier: Dossier, snapshot: Conclusions, wanted: ClaimFilter) -> tuple[Section, ...]:
    """Return the dataset card of a record."""
    facts, today = count_facts(dossier, snapshot, wanted), dt.date.today()
    return (
        Section("What this is", tuple(_content(facts, today))),
        Section("Sources", tuple(_sources(facts))),
        Section("Gaps", tuple(_gaps(facts))),
        Section("Known bias", BIAS),
        Section("What was left out", tuple(_left_out(facts))),
        Section("Licence", LICENCE),
        Section("How to cite", (_citation(facts, today),)),
    )


def markdown(card: tuple[Section, ...]) -> str:
    """Return a card as Markdown."""
    parts = (f"## {one.heading}\n\n" + "".join(f"- {_escaped(line)}\n" for line in one.lines) for one in card)
    return "# Dataset card\n\n" + "\n".join(parts)


def card_text(dossier: Dossier, snapshot: Conclusions, wanted: ClaimFilter) -> str:
    """Return the dataset card of a record as Markdown."""
    return markdown(sections(dossier, snapshot, wanted))


def _content(facts: CardFacts, today: dt.date) -> Iterator[str]:
    yield f"A record of what news reports say about an armed conflict, written by heldby {__version__} on {today}."
    claims, control = facts.claims["all"], facts.control
    yield f"{_some(claims, 'claim')} from {_some(facts.everything.reports, 'report')}{_span(facts.everything)}."
    yield (
        f"From them: {_some(facts.events['all'], 'event')}, {_some(control['places'], 'place')} with"
        f" {_some(control['intervals'], 'interval')} of control, and {_some(facts.contradictions, 'contradiction')}."
    )
    if facts.countries:
        yield f"Countries, by the number of claims: {', '.join(f'{code} {count}' for code, count in facts.countries.most_common())}."
    yield f"Read by: {', '.join(sorted(facts.readers)) or 'nothing was read'}. {_some(facts.judged, 'judgement')} by people."


def _sources(facts: CardFacts) -> Iterator[str]:
    ordered = sorted(facts.outlets.items(), key=lambda item: (-item[1].reports, item[0] or ""))
    for name, outlet in ordered[:OUTLETS_LISTED]:
        yield f"{name or 'no outlet named'}: {_some(outlet.reports, 'report')}{_span(outlet)}"
    if len(ordered) > OUTLETS_LISTED:
        yield f"and {_some(len(ordered) - OUTLETS_LISTED, 'more outlet')}"
    languages = (f"{name or 'unknown'} {count}" for name, count in facts.languages.most_common())
    yield f"Languages of the reports: {', '.join(languages) or 'none'}."
    yield f"Claims by anonymous speakers: {facts.claims['anonymous']}; by speakers without a name in the report: {facts.claims['lost']}."


def _gaps(facts: CardFacts) -> Iterator[str]:
    claims, events, control = facts.claims, facts.events, facts.control
    yield f"Reports without a publication date: {facts.undated_reports}; reports without any claim: {facts.silent_reports}."
    yield (
        f"Claims without a day: {claims['undated']}; without a place: {claims['placeless']}; with a place but no known point:"
        f" {claims['pointless']}."
    )
    yield f"Events that only one independent source reports: {events['single']}; events without a first day: {events['undated']}."
    yield (
        f"Places without a known point: {control['unplaced']}; intervals that no report states (inferred): {control['inferred']};"
        f" intervals with an unknown holder: {control['unknown']}."
    )


def _left_out(facts: CardFacts) -> Iterator[str]:
    if facts.known_on:
        yield f"Reports that became known after {facts.known_on}."
    if facts.policy is None:
        yield "This is the owner's full record. It may name people and places that must be protected. Do not publish it as it is."
        return
    yield "This is a redacted copy: the reports, places, sources and words that its owner lists as sensitive are left out or blacked out."
    if facts.policy.delay:
        yield f"Reports of the last {_some(facts.policy.delay, 'day')}."
    if facts.policy.coarsen:
        yield f"Exact positions: they are rounded to a grid with cells {facts.policy.coarsen:g} km wide."


def _citation(facts: CardFacts, today: dt.date) -> str:
    return (
        f"Record of {_some(facts.everything.reports, 'news report')}{_span(facts.everything)}, made with heldby {__version__}, {today}."
        " For a single fact, cite its report: `outlet`, `title`, `published`, `url`, with the `quote`."
    )


def _some(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _span(outlet: Outlet) -> str:
    return f", published {outlet.first} to {outlet.last}" if outlet.first else ""


def _escaped(line: str) -> str:
    """Return text that Markdown shows as it is: names of outlets are untrusted."""
    return re.sub(r"([\\*_\[\]<>|#!])", r"\\\1", " ".join(line.split()))
