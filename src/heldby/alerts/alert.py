"""An alert: what a rule matched, in one sentence, with the sentences of reports that say so."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable
from typing import NamedTuple

from heldby.model.base import Record
from heldby.presentation.wording import line
from heldby.store import Dossier
from heldby.views import Citation, cite

NAMESPACE = uuid.UUID("6f0b3c1e-54a7-4b57-9d0c-2a64d8a1c5f2")
"""Namespace of the ids of alerts (RFC 9562, version 5)."""
MAX_SENTENCES = 5
"""Largest number of sentences in an alert. It says how many more there are."""
MAX_QUOTE = 600
MAX_TITLE = 300
MAX_ADDRESS = 2_000


class Match(NamedTuple):
    """What a rule matched.

    `key` says what it is, whatever its day, and `on` is its day. Two matches with one key are the same if their days are at most
    `tolerance` days apart, because a new report can move the day of a change. `claims` and `reports` are ids of the evidence.
    """

    kind: str
    key: str
    on: dt.date
    tolerance: int
    text: str
    claims: tuple[str, ...] = ()
    reports: tuple[str, ...] = ()
    p: float | None = None

    @property
    def id(self) -> str:
        """The id of its alert, which is the same at every attempt to send it."""
        return str(uuid.uuid5(NAMESPACE, f"{self.key} {self.on}"))

    def is_same(self, other: Match) -> bool:
        """Check whether two matches are one thing, which reports may date differently."""
        return self.key == other.key and abs((self.on - other.on).days) <= self.tolerance


class Sentence(Record):
    """A sentence of a report. `quote` is null if the alert is about a whole report; `published` is null for an undated report."""

    quote: str | None
    outlet: str | None
    speaker: str | None
    title: str | None
    published: dt.date | None
    url: str | None


class Alert(Record):
    """An alert.

    Attributes:
        id: a UUID, the same at every attempt to send the alert.
        kind: the kind of the rule, such as "change of holder".
        rule: the name of the rule; null in an alert that leaves this machine, because a name can reveal what is sensitive.
        text: what happened, in a sentence that a template made.
        on: the day on which it happened.
        p: the probability of the answer; null if the alert is not about control.
        sentences: the sentences of reports that it rests on, those published nearest to the day first.
        more: number of further claims that it rests on.
    """

    id: str
    kind: str
    rule: str | None
    text: str
    on: dt.date
    p: float | None
    sentences: tuple[Sentence, ...]
    more: int


def make_alert(dossier: Dossier, match: Match, rule: str | None) -> Alert:
    """Return the alert about a match, with its evidence from the dossier."""
    # The reports that were published nearest to the day say most about it.
    cited = sorted(cite(dossier, dossier.claims_by_id(match.claims).values()), key=lambda one: abs((one.known - match.on).days))
    sentences = [_of_claim(dossier, one) for one in cited[:MAX_SENTENCES]]
    sentences += [_of_report(dossier, id) for id in match.reports[:MAX_SENTENCES]]
    return Alert(
        id=match.id, kind=match.kind, rule=rule, text=match.text, on=match.on, p=match.p, sentences=_distinct(sentences),
        more=max(0, len(cited) - MAX_SENTENCES),
    )  # fmt: skip


def _of_claim(dossier: Dossier, citation: Citation) -> Sentence:
    whole = _of_report(dossier, citation.report)
    return whole.model_copy(update={"quote": line(citation.quote, MAX_QUOTE), "speaker": _line(citation.speaker)})


def _of_report(dossier: Dossier, id: str) -> Sentence:
    report = dossier.report(id)
    assert report is not None
    url = report.url if report.url and len(report.url) <= MAX_ADDRESS and report.url.startswith(("http://", "https://")) else None
    return Sentence(
        quote=None, outlet=_line(report.source), speaker=None, title=_line(report.title), published=report.published,
        url=url if url and url.isprintable() else None,
    )  # fmt: skip


def _line(text: str | None) -> str | None:
    return line(text, MAX_TITLE) if text else None


def _distinct(sentences: Iterable[Sentence]) -> tuple[Sentence, ...]:
    return tuple(dict.fromkeys(sentences))
