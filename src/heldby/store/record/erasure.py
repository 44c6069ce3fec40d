"""Erasing a report for good, as the law or the safety of a source may require."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from heldby.base.canonical_json import canonical, digest
from heldby.judgements.judgement import PAIR_SEPARATOR
from heldby.store import settings
from heldby.store.db.schema import claims, judgements, ledger, mentions, readings, reports
from heldby.store.ledger import ledger as ledger_rows
from heldby.store.record import claim_arguments
from heldby.store.search.text_index import remove_text


def remove_report(connection: Connection, report: str) -> list[int]:
    """Delete a report's rows and empty the ledger entries about it; return the numbers of these entries.

    Raises:
        sqlalchemy.exc.NoResultFound: there is no such report.
    """
    row = connection.execute(sa.select(reports).where(reports.c.id == report)).one()
    kept = connection.execute(sa.select(claims.c.num, claims.c.id, claims.c.quote).where(claims.c.report == row.num)).all()
    nums, ids = [claim.num for claim in kept], [claim.id for claim in kept]
    if kept:
        remove_text(connection, claims, [{"num": claim.num, "quote": claim.quote} for claim in kept])
    remove_text(connection, reports, [{"num": row.num, "title": row.title, "text": row.text}])
    claim_arguments.remove(connection, nums)
    for table in (claims, mentions, readings):
        connection.execute(table.delete().where(table.c.report == row.num))
    connection.execute(reports.delete().where(reports.c.num == row.num))
    pairs = _pairs_with(connection, set(ids))
    connection.execute(judgements.delete().where(judgements.c.subject.in_([*ids, *pairs])))
    _restore_event_claims(connection, set(ids))
    return _empty_entries(connection, [report, *ids, *pairs])


def _pairs_with(connection: Connection, erased: set[str]) -> list[str]:
    """Return the subjects of judgements of event pairs that name an erased claim."""
    rows = connection.execute(sa.select(judgements.c.subject, judgements.c.claims).where(judgements.c.subject.contains(PAIR_SEPARATOR)))
    return [row.subject for row in rows if not erased.isdisjoint(json.loads(row.claims or "[]"))]


def _restore_event_claims(connection: Connection, erased: set[str]) -> None:
    """In judgements of events, replace each erased claim by the claim that was judged originally.

    The judgement was carried over from one to the other when the report was read again. The ledger no longer shows this, so a record
    rebuilt from the ledger has the original claim.
    """
    joined = judgements.join(ledger, judgements.c.seq == ledger.c.seq)
    query = sa.select(judgements.c.seq, judgements.c.claims, ledger.c.payload).select_from(joined).where(judgements.c.claims.is_not(None))
    for row in connection.execute(query).all():
        now = json.loads(row.claims)
        if not erased.isdisjoint(now):
            first = (ledger_rows.unpack(row.payload) or {}).get("claims", now)
            restored = canonical([old if one in erased else one for one, old in zip(now, first, strict=True)])
            connection.execute(judgements.update().where(judgements.c.seq == row.seq).values(claims=restored))


def _empty_entries(connection: Connection, subjects: list[str]) -> list[int]:
    about = ledger.c.subject.in_(subjects)
    rows: list[int] = list(connection.execute(sa.select(ledger.c.seq).where(about).order_by(ledger.c.seq)).scalars())
    connection.execute(ledger.update().where(about).values(payload=None, subject=""))
    return rows


def tombstone_digest(erased: str, salt: str) -> str:
    """Return the salted digest that a tombstone keeps of an erased report's id or of the SHA-256 of its original."""
    return digest(f"{salt} {erased}")


def save_tombstone(connection: Connection, seq: int, payload: Mapping[str, Any]) -> None:
    """Store the salt and digest of an erased report's id as a setting, which is checked when a report is added."""
    settings.put(connection, f"{settings.TOMBSTONE_PREFIX}{seq}", f"{payload['tomb_salt']} {payload['tomb']}")


def was_erased(report: str, erased: Sequence[tuple[str, str]]) -> bool:
    """Check whether an id, or the SHA-256 of an original, is that of an erased report. `erased` has pairs of salt and digest."""
    return any(tombstone_digest(report, salt) == kept for salt, kept in erased)


def tombstones(connection: Connection) -> list[tuple[str, str]]:
    """Return the salt and the digest of the report's id for every erasure."""
    found = (value.partition(" ") for value in settings.with_prefix(connection, settings.TOMBSTONE_PREFIX).values())
    return [(salt, kept) for salt, _, kept in found]
