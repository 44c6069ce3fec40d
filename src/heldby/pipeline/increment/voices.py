"""The families of reports and of claims in copied passages, brought up to date report by report."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from heldby.model import Claim, Report
from heldby.store.state.text_groups import Key, TextGroups
from heldby.store.state.working_state import WorkingState, decode, encode

if TYPE_CHECKING:
    from heldby.events import SketchCache
    from heldby.events.minhash import Sketch

WHOLE, PASSAGE = 0, 1
"""The kinds of texts: whole reports, whose key has the number 0, and passages with claims."""


class Voices:
    """The families in a working state. After all changes, `settle` says which claims have another family now."""

    def __init__(self, state: WorkingState, sketches: SketchCache) -> None:
        from heldby.events import families, shared_passages
        from heldby.events.similar_groups import SimilarGroups

        self._state = state
        self._sketches = sketches
        self._reports, self._passages = TextGroups(state, WHOLE), TextGroups(state, PASSAGE)
        self._report_groups = SimilarGroups(self._reports, families.THRESHOLD)
        self._passage_groups = SimilarGroups(self._passages, shared_passages.THRESHOLD)
        self._moved_reports: set[str] = set()
        self._moved_passages: set[Key] = set()

    def remove(self, report: str) -> None:
        """Remove a report and its passages."""
        key = (report, 0)
        if self._reports.has_sketch(key):
            self._moved_reports.update(id for id, _ in self._report_groups.remove(key))
        else:
            self._reports.remove(key)
        for passage in self._passages.of_report(report):
            self._moved_passages |= self._passage_groups.remove(passage)
        self._state.change("DELETE FROM voices WHERE claim IN (SELECT claim FROM inside WHERE report = ?)", encode(report))
        self._state.change("DELETE FROM inside WHERE report = ?", encode(report))

    def add(self, report: Report, claims: Sequence[Claim]) -> None:
        """Add a report that was read, with its claims after judgements."""
        key, sketch = (report.id, 0), self._sketches.sketch(report.text)
        if sketch is None:
            self._reports.insert(key, None)
        else:
            self._moved_reports.update(id for id, _ in self._report_groups.add(key, sketch))
        for passage, sketch in self._signed_passages(report, claims).items():
            self._moved_passages |= {passage, *self._passage_groups.add(passage, sketch)}

    def fill(self, texts: Iterable[tuple[Report, Sequence[Claim]]]) -> None:
        """Add all reports to an empty state at once. The rows of an imported data set are one family."""
        from heldby.events import families, shared_passages
        from heldby.events.similar_groups import band_keys

        rows: dict[str | None, str] = {}
        imported: dict[Key, tuple[Sketch | None, Key]] = {}
        whole: dict[Key, Sketch | None] = {}
        parts: dict[Key, Sketch] = {}
        for report, claims in texts:
            if report.imported:
                imported[report.id, 0] = None, (rows.setdefault(report.source, report.id), 0)
            else:
                whole[report.id, 0] = self._sketches.sketch(report.text)
                parts |= self._signed_passages(report, claims)
        groups = families.group_similar(whole, families.THRESHOLD)
        found = {key: (sketch, groups[key]) for key, sketch in whole.items()}
        self._reports.fill({**imported, **found}, {key: band_keys(sketch) for key, sketch in whole.items() if sketch is not None})
        passages = families.group_similar(parts, shared_passages.THRESHOLD)
        self._passages.fill(
            {key: (sketch, passages[key]) for key, sketch in parts.items()}, {key: band_keys(sketch) for key, sketch in parts.items()}
        )  # fmt: skip
        self._moved_passages.update(key for key, first in passages.items() if first != key)

    def _signed_passages(self, report: Report, claims: Sequence[Claim]) -> dict[Key, Sketch]:
        """Return the signatures of a report's passages with claims that are long enough to be copies, and note which claims are inside."""
        from heldby.events.minhash import WORDS
        from heldby.events.shared_passages import MIN_WORDS, passages

        spans = list(passages(report.text)) if claims else []
        starts = [start for start, _ in spans]
        found: dict[Key, Sketch] = {}
        inside: list[tuple[bytes, int, str]] = []
        for claim in claims if spans else ():
            number = max(0, bisect_right(starts, claim.start) - 1)
            key = report.id, number
            if key not in found:
                text = report.text[slice(*spans[number])]
                sketch = self._sketches.sketch(text) if len(WORDS.findall(text)) >= MIN_WORDS else None
                if sketch is None:
                    continue
                found[key] = sketch
            inside.append((encode(report.id), number, claim.id))
        self._state.change_all("INSERT OR IGNORE INTO inside VALUES (?, ?, ?)", inside)
        return found

    def settle(self, changed: Iterable[str] = ()) -> tuple[set[str], set[str]]:
        """Bring the families of claims up to date; return the reports, and the other claims, whose family has changed.

        `changed` names the reports that were removed or added.
        """
        moved = {*self._moved_reports, *changed}
        own = {passage for report in moved for passage in self._passages.of_report(report)}
        copies = {other for passage in own if self._passages.first(passage) == passage for other in self._passages.members(passage)}
        claims: set[str] = set()
        for passage in own | copies | self._moved_passages:
            claims |= self._settle_passage(passage)
        return self._moved_reports, claims

    def _settle_passage(self, passage: Key) -> set[str]:
        origin = self._passages.first(passage)[0]
        family, own = (self._reports.first((report, 0))[0] for report in (origin, passage[0]))
        voice = None if family == own else encode(family)
        query = "SELECT i.claim, v.family FROM inside i LEFT JOIN voices v ON v.claim = i.claim WHERE i.report = ? AND i.number = ?"
        changed = {claim for claim, before in self._state.rows(query, encode(passage[0]), passage[1]) if before != voice}
        if voice is None:
            self._state.change_all("DELETE FROM voices WHERE claim = ?", ((claim,) for claim in changed))
        else:
            self._state.change_all("INSERT OR REPLACE INTO voices VALUES (?, ?)", ((claim, voice) for claim in changed))
        return changed


def families_of(state: WorkingState, reports: Iterable[str]) -> Mapping[str, str]:
    """Return the family of each of some reports."""
    query = "SELECT report, first FROM texts WHERE kind = 0 AND number = 0 AND report IN (...)"
    return {decode(report): decode(first) for report, first in state.rows_for(query, [encode(one) for one in reports])}
