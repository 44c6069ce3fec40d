"""The ledger: every act on a dossier as an append-only row that carries the hash of the row before it.

A row's hash covers its number, time, author, action, the digest of its payload and the previous hash; not the payload itself. So a payload
can be erased (for the safety of a source, or by law) and the chain still proves that nothing else was touched. The salt in each payload
keeps its digest from being guessed once it is gone.
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
"""What stands for the previous hash in the first row."""


class Entry(NamedTuple):
    """One row. `payload` is None once it was erased; `at` is UTC in ISO 8601 with microseconds."""

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
    """Add a row at the end of the chain; the caller holds the write transaction."""
    return extend(connection, who, action, [(subject, payload)])[0]


def extend(connection: Connection, who: str, action: str, told: Iterable[tuple[str, Mapping[str, Any]]]) -> list[Entry]:
    """Add rows at the end of the chain, given as subject and payload; the caller holds the write transaction."""
    seq, prev = head(connection)
    entries, rows = [], []
    for subject, payload in told:
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
    """Number and hash of the last row; (0, GENESIS) before the first."""
    row = connection.execute(sa.select(ledger.c.seq, ledger.c.hash).order_by(ledger.c.seq.desc()).limit(1)).one_or_none()
    return (row.seq, row.hash) if row else (0, GENESIS)


def newest(connection: Connection, *, silent: Collection[str] = ()) -> int:
    """Number of the last row whose action is none of `silent`; 0 before the first."""
    query = sa.select(ledger.c.seq).where(ledger.c.action.not_in(silent)).order_by(ledger.c.seq.desc()).limit(1)
    return connection.execute(query).scalar() or 0


def chain_hash(entry: Entry) -> str:
    """The hash that a row must carry."""
    return digest(canonical([entry.seq, entry.at, entry.who, entry.action, entry.digest, entry.prev]))


def entries(connection: Connection, *, actions: Collection[str] = (), after: int = 0) -> Iterator[Entry]:
    """Rows in order, one at a time.

    Raises:
        zlib.error, ValueError: a payload was damaged; `heldby verify` names it.
    """
    for row in raw_rows(connection, actions=actions, after=after):
        yield Entry(row.seq, row.at, row.who, row.action, row.subject, row.digest, unpack(row.payload), row.prev, row.hash)


def raw_rows(connection: Connection, *, actions: Collection[str] = (), after: int = 0) -> Iterator[Any]:
    """Rows in order with their payload still packed."""
    query = sa.select(ledger).where(ledger.c.seq > after).order_by(ledger.c.seq)
    if actions:
        query = query.where(ledger.c.action.in_(actions))
    yield from connection.execute(query, execution_options={"yield_per": 200})


def unpack(payload: bytes | None) -> dict[str, Any] | None:
    """A stored payload as the value it holds."""
    return None if payload is None else json.loads(zlib.decompress(payload))


def now() -> str:
    """This moment, as ledger rows write it."""
    return dt.datetime.now(dt.UTC).isoformat(timespec="microseconds")
