"""Bring the working state up to date with the record: report by report if only reports changed, else from nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from itertools import islice
from typing import TYPE_CHECKING

from heldby.base.gc_pause import gc_paused
from heldby.base.text import fold
from heldby.pipeline.increment import parties
from heldby.pipeline.increment.changes import changed_reports
from heldby.pipeline.increment.places import Places
from heldby.pipeline.increment.record import Record, bare_names, point_names
from heldby.pipeline.increment.voices import Voices
from heldby.store import Dossier
from heldby.store.dossier_config import load_config
from heldby.store.query import claim_lookup
from heldby.store.query.claim_lookup import FoundClaim
from heldby.store.query.record_reader import RecordReader
from heldby.store.state.working_state import WorkingState, decode, encode
from heldby.version import __version__

if TYPE_CHECKING:
    from heldby.control.evidence.claims_by_place import ClaimsByPlace

MOST = 0.25
"""Share of the reports above which a change is not made report by report: to build the state from nothing is then faster."""
FEW = 100
"""Number of reports up to which a change is always made report by report."""
AT_ONCE = 1000
"""Number of reports whose claims are loaded together."""


class NotUpdatable(Exception):
    """A change that the state cannot follow report by report."""


@contextmanager
def up_to_date(dossier: Dossier, state: WorkingState, *, force: bool = False) -> Iterator[Record | None]:
    """Bring a state up to date, in one transaction, and yield the record with it; None if answers cannot be found from it.

    The state cannot be used while a judgement of an event or of a pair of reports is in force, because what the judgement changes depends
    on the clusters of all claims. With `force`, the state is built from nothing.
    """
    with dossier.in_one_transaction() as reader, gc_paused():
        log = reader.judgement_log()
        outcomes = log.outcomes()
        if log.judges_events or any(kind == "merge" for kind, _ in outcomes):
            yield None
            return
        record = Record(reader, state, outcomes, load_config(reader))
        position = reader.ledger_position()
        mark = f"{position} {__version__} {claim_lookup.entry_hash(reader, position)}"
        if not force:
            with state.reading():
                if state.meta("mark") == mark:
                    yield record
                    return
        with state.changing():
            changed = None if force else _changes(reader, state)
            if changed is None or not _follow(record, changed):
                _build(record, dossier.load_signatures())
            state.put_meta("mark", mark)
            yield record


def _changes(reader: RecordReader, state: WorkingState) -> set[str] | None:
    """Return the reports that changed since the state was stored; None if it must be built from nothing."""
    mark = (state.meta("mark") or "").split()
    if len(mark) != 3 or mark[1] != __version__ or claim_lookup.entry_hash(reader, int(mark[0])) != mark[2]:
        return None
    changed = changed_reports(reader, int(mark[0]))
    if changed is None or len(changed) <= FEW:
        return changed
    return None if len(changed) > MOST * state.rows("SELECT count(*) FROM reports")[0][0] else changed


def _follow(record: Record, changed: Collection[str]) -> bool:
    """Follow the change of some reports; return False, with the state as it was, if it cannot be followed."""
    record.state.change("SAVEPOINT follow")
    with suppress(NotUpdatable):
        _Change(record).run(changed)
        record.state.change("RELEASE follow")
        return True
    record.state.change("ROLLBACK TO follow")
    record.state.change("RELEASE follow")
    return False


def _build(record: Record, signatures: bytes) -> None:
    """Build the state from nothing. `signatures` are those of texts in earlier derivations, which save work."""
    from heldby.events import SketchCache

    state = record.state
    state.clear()
    ids = claim_lookup.all_report_ids(record.reader)
    voices = Voices(state, SketchCache(signatures))

    def texts() -> Iterator:  # type: ignore[type-arg]
        reports = record.reader.reports()
        while part := list(islice(reports, AT_ONCE)):
            found = record.of_reports(one.id for one in part)
            by_report: dict[str, list] = {}  # type: ignore[type-arg]
            for row in found:
                by_report.setdefault(row.claim.report, []).append(row.claim)
            _add_rows(record, {one.id: one.source for one in part}, found)
            record.forget()
            yield from ((one, by_report.get(one.id, [])) for one in part)

    voices.fill(texts())
    voices.settle()
    parties.decide(state)
    for start in range(0, len(ids), AT_ONCE):
        _locate(record, {row.claim.id for row in record.of_reports(ids[start : start + AT_ONCE])})
        record.forget()
    Places(record).update({decode(key) for (key,) in state.rows("SELECT DISTINCT place FROM located")})


class _Change:
    """The change of some reports: each is removed as it was, and added as it is now."""

    def __init__(self, record: Record) -> None:
        from heldby.events import SketchCache

        self._record = record
        self._state = record.state
        self._voices = Voices(record.state, SketchCache())

    def run(self, changed: Collection[str]) -> None:
        """Make the change.

        Raises:
            NotUpdatable: it cannot be followed.
        """
        state, reader = self._state, self._record.reader
        stored = [encode(report) for report in changed]
        before = {report for report in changed if state.rows("SELECT 1 FROM reports WHERE id = ?", encode(report))}
        outlet_of = claim_lookup.report_outlets(reader, changed)
        found = self._record.of_reports(outlet_of)
        dirty = self._places("report", stored)
        written = {name for report in before for name in claim_lookup.names_of_places(reader, report)}
        outlets = self._known_outlets()
        voted = [_remove_report(self._voices, state, report) for report in before]
        self._add_texts(outlet_of, found)
        voted.append(_add_rows(self._record, outlet_of, found))
        moved, claims = self._voices.settle(changed)
        claims |= self._of_reports(moved)
        claims |= self._of_actors(parties.decide(state) if any(voted) else ())
        claims |= self._naming(outlets ^ self._known_outlets())
        relocated = {row.claim.id for row in found} | self._relinked(written, found)
        dirty |= self._places("claim", [*claims, *relocated])
        state.change_all("DELETE FROM located WHERE claim = ?", ((claim,) for claim in relocated))
        dirty |= _locate(self._record, relocated)
        Places(self._record).update(dirty)

    def _add_texts(self, reports: Iterable[str], found: Sequence[FoundClaim]) -> None:
        for id in sorted(reports):
            report = self._record.reader.report(id)
            if report is None or report.imported:
                raise NotUpdatable
            self._voices.add(report, [row.claim for row in found if row.claim.report == id])

    def _places(self, column: str, values: Iterable[object]) -> set[str]:
        query = f"SELECT DISTINCT place FROM located WHERE {column} IN (...)"
        return {decode(place) for (place,) in self._state.rows_for(query, values)}

    def _of_reports(self, reports: Iterable[str]) -> set[str]:
        query = "SELECT DISTINCT claim FROM located WHERE report IN (...)"
        return {claim for (claim,) in self._state.rows_for(query, map(encode, reports))}

    def _known_outlets(self) -> set[str]:
        return {decode(name) for (name,) in self._state.rows("SELECT name FROM outlets")}

    def _of_actors(self, names: Collection[str]) -> set[str]:
        if names and any(kind == "actor" for kind, _ in self._record.outcomes):
            raise NotUpdatable  # the record finds claims by the names that were read, not by corrected ones
        return self._naming(names)

    def _naming(self, names: Collection[str]) -> set[str]:
        """Return the claims that may name an actor or speaker by one of some names: those that do, and all that were corrected."""
        if not names:
            return set()
        corrected = {id for (kind, id), one in self._record.outcomes.items() if kind == "claim" and one.correction}
        return corrected.union(claim_lookup.claims_naming(self._record.reader, names))

    def _relinked(self, removed: Iterable[str], found: Iterable[FoundClaim]) -> set[str]:
        """Return the claims with a bare name that may now be linked to another place."""
        names = {*removed, *(fold(name) for row in found for name in point_names(row.claim))}
        rows = self._state.rows_for("SELECT claim FROM bare WHERE name IN (...)", map(encode, names))
        return {claim for (claim,) in rows}


def _add_rows(record: Record, outlets: Mapping[str, str | None], found: Sequence[FoundClaim]) -> bool:
    """Store what reports and claims say that is not about one place: outlets, bare names, denials, and the parties of unlisted actors.

    Return whether anything is said about such parties.
    """
    from heldby.control.evidence.denials import mark_denied

    state = record.state
    state.change_all("INSERT INTO reports VALUES (?, ?)", ((encode(id), outlet and encode(outlet)) for id, outlet in outlets.items()))
    change = "INSERT INTO outlets VALUES (?, 1) ON CONFLICT (name) DO UPDATE SET n = n + 1"
    state.change_all(change, ((encode(outlet),) for outlet in outlets.values() if outlet))
    bare = ((encode(fold(name)), row.claim.id, encode(row.claim.report)) for row in found for name in bare_names(row.claim))
    state.change_all("INSERT OR IGNORE INTO bare VALUES (?, ?, ?)", bare)
    denials = ((encode(row.claim.report), row.claim.id) for row in found if row.claim.type == "reject")
    state.change_all("INSERT OR IGNORE INTO rejections VALUES (?, ?)", denials)
    return parties.add_votes(state, mark_denied(row.claim for row in found))


def _remove_report(voices: Voices, state: WorkingState, report: str) -> bool:
    """Remove everything about a report; return whether it said anything about the parties of unlisted actors."""
    voices.remove(report)
    key = encode(report)
    ((outlet,),) = state.rows("SELECT outlet FROM reports WHERE id = ?", key)
    state.change("UPDATE outlets SET n = n - 1 WHERE name = ?", outlet)
    state.change("DELETE FROM outlets WHERE name = ? AND n = 0", outlet)
    for table in ("rejections", "bare", "located"):
        state.change(f"DELETE FROM {table} WHERE report = ?", key)
    state.change("DELETE FROM reports WHERE id = ?", key)
    return parties.remove_votes(state, report)


def _locate(record: Record, claims: Collection[str]) -> set[str]:
    """Store the places of some claims, and return their keys."""
    if not claims:
        return set()
    by_place: ClaimsByPlace = record.by_place(claims)
    rows = [
        (encode(place), claim.id, encode(claim.report)) for place, own in by_place.claims.items() for claim in own if claim.id in claims
    ]
    record.state.change_all("INSERT OR REPLACE INTO located VALUES (?, ?, ?)", rows)
    return {decode(place) for place, _, _ in rows}
