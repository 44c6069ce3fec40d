"""Merging another dossier into this one: its reports with their claims, and its judgements."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from heldby.judgements.carry_over import successor
from heldby.model import Claim, Mention, Report, claim_id
from heldby.store import actions
from heldby.store.db.schema import claims, judgements, reports
from heldby.store.db.schema import ledger as ledger_rows
from heldby.store.dossier import Dossier
from heldby.store.ledger import ledger
from heldby.store.ledger.ledger import SILENT_ACTIONS, Entry
from heldby.store.record import erasure, write

BATCH_SIZE = 64
"""Number of actions that are merged in one transaction."""

NOT_MERGED = SILENT_ACTIONS | {"setting", "erase"}
"""Actions that are not merged: those that change nothing, and those that each dossier decides for itself."""


@dataclass
class MergeResult:
    """The result of a merge.

    Attributes:
        merged: number of merged actions.
        already_there: number of reports that were in this dossier already.
        unmatched: number of judgements that were not merged, because this dossier has no claim like the judged one.
        erased_in_source: ids of the reports in this dossier that the other dossier erased.
    """

    merged: int = 0
    already_there: int = 0
    unmatched: int = 0
    erased_in_source: list[str] = field(default_factory=list)


@dataclass
class _IdMap:
    """The ids and ledger numbers in this dossier, keyed by those in the other dossier."""

    reports: dict[str, str] = field(default_factory=dict)
    claims: dict[str, str] = field(default_factory=dict)
    entries: dict[int, int] = field(default_factory=dict)
    own_reports: set[str] = field(default_factory=set)
    """Ids of the reports that were in this dossier before the merge. Their readings are not replaced."""


def merge(source: Dossier, target: Dossier) -> MergeResult:
    """Merge into `target` all reports of `source` that it lacks, all later actions on these reports, and all judgements.

    Each action becomes an entry of the ledger of `target`. The entry names the current user, and keeps the author, time and hash of the
    original entry. An interrupted merge can therefore be continued, and a repeated merge changes nothing. If the id of a report already
    belongs to another text in `target`, the report and its claims get new ids.

    The time is linear in the size of `source` and in the number of judgements in `target`; the number of reports in `target` does not
    matter.
    """
    result, ids, judged = MergeResult(), _IdMap(), _judged_before(target)
    entries = _entries(source)
    while batch := list(islice(entries, BATCH_SIZE)):
        for entry in batch:
            if entry.action == "ingest" and entry.payload is not None:
                original = source.originals.read(entry.payload["report"]["sha256"])
                if original is not None:
                    target.originals.add(original)
        with target.database.writing() as connection:
            for entry in batch:
                if entry.payload is None or entry.action in NOT_MERGED:
                    continue
                merged = judged.get(entry.hash) if entry.action == "judge" else _merged_before(connection, entry, ids)
                if merged is not None:
                    _map_merged(entry, merged, ids)
                else:
                    _merge_entry(connection, source, target.who, entry, ids, result)
    result.erased_in_source = _erased_in_source(source, target)
    return result


def _merge_entry(connection: Connection, source: Dossier, who: str, entry: Entry, ids: _IdMap, result: MergeResult) -> None:
    if entry.action == "ingest":
        translated = _translate_ingest(connection, entry, ids, result)
    elif entry.action == "judge":
        translated = _translate_judgement(connection, source, entry, ids)
        result.unmatched += translated is None
    else:
        translated = _translate(entry, ids)
    if translated is None:
        return
    subject, payload = translated
    payload = {**payload, "origin": {"who": entry.who, "at": entry.at, "hash": entry.hash}}
    ids.entries[entry.seq] = actions.record_action(connection, who=who, action=entry.action, subject=subject, payload=payload).seq
    result.merged += 1


def _map_merged(entry: Entry, merged: Entry, ids: _IdMap) -> None:
    ids.entries[entry.seq] = merged.seq
    if entry.action == "ingest" and entry.payload is not None and merged.payload is not None:
        _map_ids(ids, entry.payload["report"]["id"], merged.subject, entry.payload["claims"], merged.payload["claims"])


def _map_ids(ids: _IdMap, old: str, new: str, before: list[dict[str, Any]], after: list[dict[str, Any]]) -> None:
    ids.reports[old] = new
    ids.claims |= {one["id"]: other["id"] for one, other in zip(before, after, strict=True)}


def _translate_ingest(connection: Connection, entry: Entry, ids: _IdMap, result: MergeResult) -> tuple[str, dict[str, Any]] | None:
    payload = _bare_payload(entry)
    report = Report.model_validate(payload["report"])
    id = write.assign_id(connection, report)
    if id is None:
        result.already_there += 1
        here = write.kept_id(connection, report)
        if here is not None:
            ids.reports[report.id] = here
            ids.own_reports.add(here)
        return None
    if id != report.id:
        payload |= _with_report_id(payload, report, id)
    _map_ids(ids, report.id, id, _bare_payload(entry)["claims"], payload["claims"])
    return id, {**payload, "known_at": payload.get("known_at") or entry.at}


def _translate(entry: Entry, ids: _IdMap) -> tuple[str, dict[str, Any]] | None:
    """Return an action with the ids and numbers of this dossier; None if its subject is not here, or if it rereads one of `own_reports`."""
    payload = _bare_payload(entry)
    if entry.action == "undo":
        number = ids.entries.get(payload["judgement"])
        return None if number is None else (str(number), {**payload, "judgement": number})
    report = ids.reports.get(payload["report"])
    if report is None or (entry.action == "reread" and report in ids.own_reports):
        return None
    payload |= {"report": report}
    if "claims" in payload:
        before = payload["claims"]
        if report != entry.subject:
            payload |= {"claims": _claims_of(report, before), "mentions": _mentions_of(report, payload.get("mentions", []))}
        _map_ids(ids, entry.subject, report, before, payload["claims"])
    return report, payload


def _translate_judgement(connection: Connection, source: Dossier, entry: Entry, ids: _IdMap) -> tuple[str, dict[str, Any]] | None:
    """Return a judgement with the ids of this dossier; None if no claim here matches the judged one."""
    payload = _bare_payload(entry)
    judged = [payload["judged"]] if payload["kind"] == "claim" else payload.get("claims", [])
    matches = {id: ids.claims.get(id) or _matching_claim(connection, source, id, ids) for id in judged}
    if payload["kind"] == "claim":
        found = matches[payload["judged"]]
        return None if found is None else (found, {**payload, "judged": found})
    return payload["judged"], {**payload, "claims": [found or id for id, found in matches.items()]} if judged else payload


def _matching_claim(connection: Connection, source: Dossier, id: str, ids: _IdMap) -> str | None:
    """Return the id of the claim here that says the same as a claim of the other dossier, even if another reader made it."""
    judged = source.claims_by_id([id]).get(id)
    report = judged and ids.reports.get(judged.report)
    if judged is None or report is None:
        return None
    query = sa.select(claims.c.payload).join(reports, claims.c.report == reports.c.num).where(reports.c.id == report, claims.c.current)
    here: list[str] = list(connection.execute(query).scalars())
    found = successor(judged, [Claim.model_validate_json(payload) for payload in here])
    return found.claim.id if found and found.sure else None


def _bare_payload(entry: Entry) -> dict[str, Any]:
    """Return a payload without the fields that its own ledger entry added."""
    return {key: value for key, value in (entry.payload or {}).items() if key not in ("salt", "action", "subject", "origin")}


def _with_report_id(payload: Mapping[str, Any], report: Report, id: str) -> dict[str, Any]:
    return {
        "report": report.model_copy(update={"id": id}).model_dump(mode="json"),
        "claims": _claims_of(id, payload["claims"]),
        "mentions": _mentions_of(id, payload["mentions"]),
    }


def _claims_of(report: str, claims: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return claims reassigned to a report with another id, which also changes the ids of the claims."""
    moved = [Claim.model_validate({**fields, "report": report}).model_dump(mode="json") for fields in claims]
    return [{**fields, "id": claim_id(fields)} for fields in moved]


def _mentions_of(report: str, mentions: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [Mention.model_validate({**fields, "report": report}).model_dump(mode="json") for fields in mentions]


def _entries(source: Dossier) -> Iterator[Entry]:
    with source.database.reading() as connection:
        yield from ledger.entries(connection)


def _merged_before(connection: Connection, entry: Entry, ids: _IdMap) -> Entry | None:
    """Return the entry that an earlier merge made here from an entry that is not a judgement; None if there is none.

    Its payload is reduced to the ids of claims.
    """
    query = sa.select(ledger_rows).where(ledger_rows.c.subject.in_(_subjects_here(entry, ids)), ledger_rows.c.action == entry.action)
    return next(iter(_with_origin(connection.execute(query), entry.hash)), None)


def _subjects_here(entry: Entry, ids: _IdMap) -> list[str]:
    """Return the subjects that an entry of the other dossier can have here."""
    payload = entry.payload or {}
    if entry.action == "ingest":
        return write.possible_ids(Report.model_validate(payload["report"]))
    if entry.action == "undo":
        number = ids.entries.get(payload["judgement"])
        return [] if number is None else [str(number)]
    report = ids.reports.get(payload["report"])
    return [] if report is None else [report]


def _judged_before(target: Dossier) -> dict[str, Entry]:
    """Return the judgements that earlier merges made here, by the hash of the original entry.

    A judgement is looked up by this hash alone, because the claim that it was matched to may have another id after a new reading.
    """
    with target.database.reading() as connection:
        query = sa.select(ledger_rows).where(ledger_rows.c.seq.in_(sa.select(judgements.c.seq)))
        found = _with_origin(connection.execute(query, execution_options={"yield_per": 200}))
        return {entry.payload["origin"]["hash"]: entry for entry in found if entry.payload}


def _with_origin(rows: Iterable[Any], hash: str | None = None) -> Iterator[Entry]:
    """Yield the entries among rows of the ledger that merges made, or those made from the entry with a hash."""
    for row in rows:
        payload = ledger.unpack(row.payload)
        origin = payload.get("origin") if payload else None
        if payload and origin and hash in (None, origin["hash"]):
            kept = {**_claim_ids(payload), "origin": origin}
            yield Entry(row.seq, row.at, row.who, row.action, row.subject, row.digest, kept, row.prev, row.hash)


def _claim_ids(payload: Mapping[str, Any]) -> dict[str, Any]:
    return {"claims": [{"id": claim["id"]} for claim in payload.get("claims", []) if isinstance(claim, dict)]}


def _erased_in_source(source: Dossier, target: Dossier) -> list[str]:
    """Return the ids of the reports here that the other dossier erased. A person has to decide about them."""
    with source.database.reading() as there, target.database.reading() as here:
        tombstones = erasure.tombstones(there)
        return [id for id in write.report_ids(here) if erasure.was_erased(id, tombstones)] if tombstones else []
