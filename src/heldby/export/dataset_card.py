"""The dataset card of an export: what it contains, its sources, gaps, known bias, licence, and how to cite it.

The headings follow Gebru et al., "Datasheets for Datasets" (2021), cut down to what heldby can know.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from heldby.base.files import write_atomically
from heldby.export.card_facts import CardFacts, Outlet, count_facts
from heldby.release.masked_text import REDACTION_MARK
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


def write_card_beside(file: Path, dossier: Dossier, snapshot: Conclusions, wanted: ClaimFilter) -> Path:
    """Write the dataset card of an exported file beside it, and return its path.

    Raises:
        OSError: the card cannot be written.
    """
    target = file.with_name(file.name + ENDING)
    write_atomically(target, card_text(dossier, snapshot, wanted).encode())
    return target


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
    # Only what the copy itself shows is counted. The number of things that are not in it at all would tell readers about them.
    yield "This is a redacted copy for other people. The reports, places, persons, sources and words that its owner lists are hidden."
    yield (
        "Also hidden: private persons, descriptions of anonymous sources, and names and positions of health facilities. Persons whom a"
        " report names with a public office or a command are shown."
    )
    yield f"{REDACTION_MARK} stands for what is hidden. Quotes with it: {facts.claims['masked']:,} of {facts.claims['all']:,}."
    if facts.policy.delay:
        yield f"Reports of the last {_some(facts.policy.delay, 'day')} before the copy was made."
    if facts.policy.coarsen:
        yield (
            "Exact places: those smaller than a cell of the grid have no names and are shown as lying in their district, province or"
            f" country. Their positions are those of cells at least {facts.policy.coarsen:g} km wide."
        )
    yield f"Places that are shown without a name: {len(facts.unnamed_places):,}. How much else was left out is not told."


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
