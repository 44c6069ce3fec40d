"""From a reader's draft to a report: its id, date, language, source and boilerplate."""

from __future__ import annotations

import datetime as dt
import hashlib

from heldby.intake.boilerplate import mark_boilerplate
from heldby.intake.dates.dateline import outlet_in_text
from heldby.intake.dates.publication_date import date_report
from heldby.intake.item import Draft
from heldby.intake.language import detect_language
from heldby.intake.record_fields import clean, domain_of, printable
from heldby.intake.results import Accepted
from heldby.model import Passage, Report


def build_report(draft: Draft, path: str | None, today: dt.date) -> Accepted:
    """The report that a draft becomes. `path` is where it lies on disk or in its archive; `today` tells which dates lie ahead."""
    digest = hashlib.sha256(draft.original).hexdigest()
    dated = date_report(draft.given, draft.given_how, draft.text, draft.url, today, meta=draft.dated, own_lines=draft.own_lines)
    report = Report(
        id=draft.id or f"sha256:{digest}",
        sha256=digest,
        text=draft.text,
        title=clean(draft.title or ""),
        published=dated.day,
        published_how=dated.how,
        published_doubt=dated.doubt,
        source=clean(draft.source or "") or domain_of(draft.url) or outlet_in_text(draft.text),
        url=clean(draft.url or ""),
        language=draft.language or detect_language(draft.text),
        reader=draft.reader,
        path=printable(path) if path else None,
        boilerplate=merge_passages(draft.passages, mark_boilerplate(draft.text, draft.title)),
    )
    return Accepted(report, draft.original, draft.notes)


def merge_passages(first: tuple[Passage, ...], second: tuple[Passage, ...]) -> tuple[Passage, ...]:
    """Passages in order, without those of `second` that overlap one of `first`."""
    end = max((passage.end for passage in first), default=0)
    return first + tuple(passage for passage in second if passage.start >= end)
