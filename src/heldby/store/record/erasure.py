"""Erasing a report for good: the law or the safety of a source may ask for it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from heldby.base.canonical_json import canonical, digest
from heldby.judgements.judgement import PAIR_SEPARATOR
from heldby.store import settings
from heldby.store.db.schema import claims, judgements, ledger, mentions, readings, reports
from heldby.store.ledger import ledger as ledger_rows
from heldby.store.record import claim_arguments
from heldby.store.search.text_index import remove_text

if TYPE_CHECKING:
    from heldby.store.dossier import Dossier


def remove_report(connection: Connection, report: str) -> list[int]:
    """Delete a report's rows and empty the ledger rows that tell of it; their numbers.

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
    pairs = _of_pairs(connection, set(ids))
    connection.execute(judgements.delete().where(judgements.c.subject.in_([*ids, *pairs])))
    _forget_heirs(connection, set(ids))
    return _empty(connection, [report, *ids, *pairs])


def _of_pairs(connection: Connection, erased: set[str]) -> list[str]:
    """What was said to be one event, or two, by a claim erased."""
    rows = connection.execute(sa.select(judgements.c.subject, judgements.c.claims).where(judgements.c.subject.contains(PAIR_SEPARATOR)))
    return [row.subject for row in rows if not erased.isdisjoint(json.loads(row.claims or "[]"))]


def _forget_heirs(connection: Connection, erased: set[str]) -> None:
    """Let judgements of events name the claims erased as when they were given, since no ledger row tells any more what they became."""
    joined = judgements.join(ledger, judgements.c.seq == ledger.c.seq)
    query = sa.select(judgements.c.seq, judgements.c.claims, ledger.c.payload).select_from(joined).where(judgements.c.claims.is_not(None))
    for row in connection.execute(query).all():
        now = json.loads(row.claims)
        if not erased.isdisjoint(now):
            first = (ledger_rows.unpack(row.payload) or {}).get("claims", now)
            told = canonical([old if one in erased else one for one, old in zip(now, first, strict=True)])
            connection.execute(judgements.update().where(judgements.c.seq == row.seq).values(claims=told))


def _empty(connection: Connection, subjects: list[str]) -> list[int]:
    told = ledger.c.subject.in_(subjects)
    rows: list[int] = list(connection.execute(sa.select(ledger.c.seq).where(told).order_by(ledger.c.seq)).scalars())
    connection.execute(ledger.update().where(told).values(payload=None, subject=""))
    return rows


def tombstone_digest(erased: str, salt: str) -> str:
    """What is kept of an erased report's id, or of its original's digest."""
    return digest(f"{salt} {erased}")


def left_behind(dossier: Dossier) -> list[str]:
    """Digests of originals that should be gone: an erasure was cut short after it was committed."""
    with dossier.database.reading() as connection:
        erased = [entry.payload for entry in ledger_rows.entries(connection, actions=("erase",)) if entry.payload]
        if not erased:
            return []
        named: set[str] = set(connection.execute(sa.select(reports.c.sha256)).scalars())
    tombstones = [(payload["tomb_salt"], payload["original"]) for payload in erased if "original" in payload]
    strays = (sha256 for sha256 in dossier.originals.digests() if sha256 not in named)
    return [sha256 for sha256 in strays if any(tombstone_digest(sha256, salt) == kept for salt, kept in tombstones)]


def save_tombstone(connection: Connection, seq: int, payload: Mapping[str, Any]) -> None:
    """Remember an erasure where reading in looks for it."""
    settings.put(connection, f"{settings.TOMBSTONE_PREFIX}{seq}", f"{payload['tomb_salt']} {payload['tomb']}")


def was_erased(report: str, erased: Sequence[tuple[str, str]]) -> bool:
    """Whether a report of this id is one of those erased."""
    return any(tombstone_digest(report, salt) == kept for salt, kept in erased)


def tombstones(connection: Connection) -> list[tuple[str, str]]:
    """Salt and digest of every erasure."""
    found = (value.partition(" ") for value in settings.with_prefix(connection, settings.TOMBSTONE_PREFIX).values())
    return [(salt, kept) for salt, _, kept in found]
