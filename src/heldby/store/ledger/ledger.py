"""The ledger: every action on a dossier as an append-only entry that contains the hash of the entry before it.

An entry's hash covers its number, time, author, action, the digest of its payload and the previous hash, but not the payload itself. So a
payload can be erased, for the safety of a source or by law, and the chain still proves that nothing else changed. Each payload contains
a random salt, so that an erased payload cannot be guessed from its digest.
"""

from __future__ import annotations

import datetime as dt
import json
import secrets
import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from heldby.base.canonical_json import canonical, digest
from heldby.store.db.schema import ledger

GENESIS = "0" * 64
"""The previous hash in the first entry."""

SILENT_ACTIONS = frozenset({"export", "pack", "timestamp", "audit", "redact", "alert"})
"""Actions that cannot change conclusions."""


class Entry(NamedTuple):
    """One ledger entry. `payload` is None after an erasure; `at` is UTC in ISO 8601 with microseconds."""

    seq: int
    at: str
    who: str
    action: str
    subject: str
    digest: str
    payload: dict[str, Any] | None
    prev: str
    hash: str


def append(connection: Connection, *, who: str, action: str, subject: str, payload: Mapping[str, Any]) -> Entry:
    """Append one entry to the chain, inside the caller's write transaction, and return the entry."""
    return extend(connection, who, action, [(subject, payload)])[0]


def extend(connection: Connection, who: str, action: str, payloads: Iterable[tuple[str, Mapping[str, Any]]]) -> list[Entry]:
    """Append entries of one action, given as (subject, payload), inside the caller's write transaction, and return the entries."""
    seq, prev = head(connection)
    entries, rows = [], []
    for subject, payload in payloads:
        salted = {"action": action, "subject": subject, "salt": secrets.token_hex(16), **payload}
        content = canonical(salted).encode()
        entry = Entry(seq + 1, now(), who, action, subject, digest(content), salted, prev, "")
        entry = entry._replace(hash=chain_hash(entry))
        seq, prev = entry.seq, entry.hash
        entries.append(entry)
        rows.append({**entry._asdict(), "payload": zlib.compress(content, 6)})
    if rows:
        connection.execute(ledger.insert(), rows)
    return entries


def head(connection: Connection) -> tuple[int, str]:
    """Return the number and hash of the newest entry; (0, GENESIS) for an empty ledger."""
    row = connection.execute(sa.select(ledger.c.seq, ledger.c.hash).order_by(ledger.c.seq.desc()).limit(1)).one_or_none()
    return (row.seq, row.hash) if row else (0, GENESIS)


def newest_change(connection: Connection) -> int:
    """Return the number of the newest entry that can change conclusions; 0 if there is none."""
    query = sa.select(ledger.c.seq).where(ledger.c.action.not_in(SILENT_ACTIONS)).order_by(ledger.c.seq.desc()).limit(1)
    return connection.execute(query).scalar() or 0


def chain_hash(entry: Entry) -> str:
    """Compute the hash that an entry must have."""
    return digest(canonical([entry.seq, entry.at, entry.who, entry.action, entry.digest, entry.prev]))


def entries(connection: Connection, *, actions: Collection[str] = (), after: int = 0) -> Iterator[Entry]:
    """Yield the entries numbered above `after`, in order and read one at a time. `actions` restricts them to these actions unless empty.

    Raises:
        zlib.error, ValueError: a payload is damaged; `heldby verify` names it.
    """
    for row in raw_rows(connection, actions=actions, after=after):
        yield Entry(row.seq, row.at, row.who, row.action, row.subject, row.digest, unpack(row.payload), row.prev, row.hash)


def raw_rows(connection: Connection, *, actions: Collection[str] = (), after: int = 0) -> Iterator[Any]:
    """Yield the entries that `entries` yields, as database rows with the payload still compressed."""
    query = sa.select(ledger).where(ledger.c.seq > after).order_by(ledger.c.seq)
    if actions:
        query = query.where(ledger.c.action.in_(actions))
    yield from connection.execute(query, execution_options={"yield_per": 200})


def unpack(payload: bytes | None) -> dict[str, Any] | None:
    """Parse a stored payload; None for an erased one."""
    return None if payload is None else json.loads(zlib.decompress(payload))


def now() -> str:
    """Return the current time in the form that ledger entries have."""
    return dt.datetime.now(dt.UTC).isoformat(timespec="microseconds")
