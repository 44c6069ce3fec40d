"""The rows of judgements: written from the ledger, loaded, and carried over when a report is read again."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from heldby.base.canonical_json import canonical
from heldby.judgements.carry_over import successor
from heldby.judgements.judgement import Judgement
from heldby.model import Claim
from heldby.store.db.schema import claims, judgements
from heldby.store.ledger.ledger import Entry


def save_judgement(connection: Connection, entry: Entry, payload: Mapping[str, Any]) -> None:
    """Write a judgement's row from its ledger entry."""
    correction = payload.get("correction")
    # A judgement merged from another dossier keeps its author and time.
    origin = payload.get("origin") or {"who": entry.who, "at": entry.at}
    connection.execute(
        judgements.insert().values(
            seq=entry.seq,
            kind=payload["kind"],
            subject=payload["judged"],
            verdict=payload["verdict"],
            who=origin["who"],
            at=origin["at"],
            why=payload["why"],
            correction=canonical(correction) if correction else None,
            undone=False,
            now=payload["judged"],
            doubtful=False,
            claims=canonical(payload["claims"]) if payload.get("claims") else None,
        )
    )


def load_judgements(connection: Connection) -> list[Judgement]:
    """Return all judgements in order, including undone ones."""
    rows = connection.execute(sa.select(judgements).order_by(judgements.c.seq)).mappings()
    return [
        Judgement(**{**row, "correction": json.loads(row["correction"] or "null"), "claims": json.loads(row["claims"] or "[]")})
        for row in rows
    ]


def carry_over_judgements(connection: Connection, report: int) -> None:
    """Move the judgements of a report's claims to the claims of its newest reading.

    A judgement moves to the claim with the same id or, if there is none, to a claim with nearly the same position in the report, preferably
    one with the same meaning. If the meaning differs, or there is no such claim, the judgement becomes doubtful: it no longer counts and
    needs a new review.
    """
    rows = connection.execute(sa.select(claims.c.id, claims.c.current, claims.c.payload).where(claims.c.report == report)).all()
    by_id = {row.id: Claim.model_validate_json(row.payload) for row in rows}
    current = [by_id[id] for id in sorted({row.id for row in rows if row.current})]
    judged = sa.select(judgements).where(judgements.c.kind == "claim", judgements.c.subject.in_(list(by_id)))
    for row in connection.execute(judged).mappings().all():
        found = successor(by_id[row["subject"]], current, json.loads(row["correction"] or "{}"))
        values = {"now": found.claim.id if found else row["subject"], "doubtful": not (found and found.sure)}
        connection.execute(judgements.update().where(judgements.c.seq == row["seq"]).values(**values))
    _update_event_claims(connection, by_id, current)


def _update_event_claims(connection: Connection, by_id: Mapping[str, Claim], current: Sequence[Claim]) -> None:
    judged = sa.select(judgements.c.seq, judgements.c.claims).where(judgements.c.kind == "event")
    for row in connection.execute(judged).all():
        old = json.loads(row.claims or "[]")
        successors = ((id, successor(by_id[id], current) if id in by_id else None) for id in old)
        new = [found.claim.id if found and found.sure else id for id, found in successors]
        if new != old:
            connection.execute(judgements.update().where(judgements.c.seq == row.seq).values(claims=canonical(new)))
