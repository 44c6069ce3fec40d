"""Build a report from a draft: determine its id, publication date, language, outlet and boilerplate."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import replace
from math import ceil

from heldby.base.readable_text import invisible_count, readable
from heldby.intake.boilerplate import mark_boilerplate
from heldby.intake.characters import printable, storable
from heldby.intake.dates.dateline import outlet_in_text
from heldby.intake.dates.publication_date import date_report
from heldby.intake.item import Draft
from heldby.intake.language import detect_language, language_code
from heldby.intake.record_fields import domain_of
from heldby.intake.results import Accepted
from heldby.intake.wrong_encoding import needs_repair, repair
from heldby.model import Passage, Report

LONG, CHARACTERS_PER_MINUTE = 300_000, 600_000
"""Number of characters from which a note says how long reading takes, and number of characters that are read in a minute on one core."""


def build_report(draft: Draft, path: str | None, today: dt.date) -> Accepted:
    """Build the report of a draft.

    Args:
        draft: the report as a format found it.
        path: where the report comes from: a path, an address or a part of a file.
        today: publication dates more than one day after this day are doubted.
    """
    digest = hashlib.sha256(draft.original).hexdigest()
    draft = _readable(draft)
    published = date_report(
        draft.stated_date, draft.stated_how, draft.text, draft.url, today, metadata=draft.metadata_date, own_lines=draft.own_lines
    )
    report = Report(
        id=draft.id or f"sha256:{digest}",
        sha256=digest,
        text=draft.text,
        title=storable(draft.title or ""),
        published=published.day,
        published_how=published.how,
        published_doubt=published.doubt,
        source=storable(draft.source or "") or domain_of(draft.url) or outlet_in_text(draft.text),
        url=storable(draft.url or ""),
        language=language_code(draft.language) or detect_language(draft.text),
        reader=draft.reader,
        path=printable(path) if path else None,
        boilerplate=_merge_passages(draft.passages, mark_boilerplate(draft.text, draft.title)),
    )
    return Accepted(report, draft.original, (*draft.notes, *_length_note(draft.text)))


def _length_note(text: str) -> tuple[str, ...]:
    """Return a note on how long reading a long text takes, so that nobody thinks that nothing happens."""
    if len(text) < LONG:
        return ()
    minutes = ceil(len(text) / CHARACTERS_PER_MINUTE)
    return (f"it has {len(text):,} characters, so reading it takes about {minutes} minute{'s' if minutes > 1 else ''}",)


def _readable(draft: Draft) -> Draft:
    """Return a draft with a text and title as a reader sees them. Its passages keep their words. The text of a record stays."""
    spoilt = needs_repair(draft.text)

    def seen(text: str) -> str:
        return readable(repair(text) if spoilt else text)

    text = draft.text if draft.keeps_length else seen(draft.text)
    title = seen(draft.title) if draft.title else draft.title
    if text == draft.text or not text.strip():
        return replace(draft, title=title)
    passages = tuple(
        Passage(start=len(seen(draft.text[: one.start])), end=len(seen(draft.text[: one.end])), kind=one.kind) for one in draft.passages
    )
    left_out = invisible_count(draft.text)
    notes = [*draft.notes]
    if spoilt:
        notes.append("characters that an earlier program had read in a wrong encoding are repaired")
    if left_out:
        notes.append(f"invisible characters, such as soft hyphens and zero-width spaces, are left out of its text: {left_out}")
    return replace(draft, text=text, title=title, passages=passages, notes=tuple(notes))


def _merge_passages(first: tuple[Passage, ...], second: tuple[Passage, ...]) -> tuple[Passage, ...]:
    """Return the passages of `first`, followed by the passages of `second` that begin after the last of them ends."""
    end = max((passage.end for passage in first), default=0)
    return first + tuple(passage for passage in second if passage.start >= end)
