"""The annex of a situation report: evidence gets its number when a statement first cites it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from heldby.model import Claim, Report
from heldby.presentation.wording import line
from heldby.sitrep.document import Evidence, Statement
from heldby.store import Dossier
from heldby.views import Citation, cite

MAX_CITED = 5
"""Largest number of claims that one statement cites. It says how many more there are."""
MAX_QUOTE = 600
"""Longest quote in the annex, in characters."""
MAX_TITLE = 300
MAX_ADDRESS = 2_000


class Draft(NamedTuple):
    """A statement before its evidence has numbers. `claims` and `reports` are ids; the best evidence comes first."""

    text: str
    claims: tuple[str, ...] = ()
    reports: tuple[str, ...] = ()


class _Key(NamedTuple):
    """The passage that an entry of the annex quotes. For a whole report, both offsets are 0."""

    report: str
    start: int
    end: int

    def covers(self, citation: Citation) -> bool:
        """Check whether a citation's passage lies inside this one."""
        return self.start <= citation.start and citation.end <= self.end


class Annex:
    """Numbers the evidence of a dossier as statements cite it, from 1."""

    def __init__(self, dossier: Dossier) -> None:
        self._dossier = dossier
        self._known = dossier.known_dates()
        self._reports: dict[str, Report | None] = {}
        self._found: dict[_Key, Evidence] = {}

    def statements(self, drafts: Sequence[Draft]) -> tuple[Statement, ...]:
        """Return drafts as statements with numbered evidence. A draft without any evidence in the dossier is left out."""
        claims = self._dossier.claims_by_id(id for draft in drafts for id in draft.claims)
        citations = {one.claim: one for one in cite(self._dossier, claims.values())}
        made = (self._statement(draft, claims, citations) for draft in drafts)
        return tuple(one for one in made if one is not None)

    def entries(self) -> tuple[Evidence, ...]:
        """Return all evidence cited so far, in order of its numbers."""
        return tuple(self._found.values())

    def _statement(self, draft: Draft, claims: dict[str, Claim], citations: dict[str, Citation]) -> Statement | None:
        ids = [id for id in dict.fromkeys(draft.claims) if id in claims]
        numbers = [self._claim_number(citations[id]) for id in ids[:MAX_CITED]]
        numbers += [self._report_number(id) for id in draft.reports[:MAX_CITED] if id in self._known]
        if not numbers:
            return None
        return Statement(text=draft.text, evidence=tuple(sorted(set(numbers))), more=max(0, len(ids) - MAX_CITED))

    def _claim_number(self, citation: Citation) -> int:
        """Return the number of a claim's passage. A passage inside a numbered one has the same number."""
        for key, entry in self._found.items():
            if (key.report, entry.speaker) == (citation.report, _line(citation.speaker)) and key.covers(citation):
                return entry.number
        quote = line(citation.quote, MAX_QUOTE)
        return self._add(_Key(citation.report, citation.start, citation.end), quote, citation.speaker, citation.claim)

    def _report_number(self, report: str) -> int:
        key = _Key(report, 0, 0)
        return self._found[key].number if key in self._found else self._add(key, None, None, None)

    def _add(self, key: _Key, quote: str | None, speaker: str | None, claim: str | None) -> int:
        if key.report not in self._reports:
            self._reports[key.report] = self._dossier.report(key.report)
        report = self._reports[key.report]
        entry = Evidence(
            number=len(self._found) + 1, quote=quote, title=_line(report.title if report else None),
            outlet=_line(report.source if report else None),
            speaker=_line(speaker), published=report.published if report else None, known=self._known[key.report], url=_address(report),
            report=key.report, claim=claim,
        )  # fmt: skip
        self._found[key] = entry
        return entry.number


def _line(text: str | None) -> str | None:
    return line(text, MAX_TITLE) if text else None


def _address(report: Report | None) -> str | None:
    """Return the web address of a report; None if it has none that can be opened."""
    url = report.url if report else None
    return url if url and len(url) <= MAX_ADDRESS and url.isprintable() and url.startswith(("http://", "https://")) else None


def newest_first(citations: Iterable[Citation]) -> tuple[str, ...]:
    """Return the ids of cited claims in the order of `views.cite`: the newest first."""
    return tuple(one.claim for one in citations)
