"""Verification of a dossier: the hash chain, the originals, the record rebuilt from the ledger, quotes and indexes."""

from __future__ import annotations

import tempfile
import zlib
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from heldby.base.canonical_json import digest
from heldby.store import actions
from heldby.store.custody.record_diff import diff_records
from heldby.store.db import dialect
from heldby.store.db.database import Database
from heldby.store.db.schema import reports
from heldby.store.dossier import Dossier
from heldby.store.ledger import ledger
from heldby.store.ledger.ledger import Entry
from heldby.store.record import erasure
from heldby.store.search import maintenance

BATCH_SIZE = 256
"""Number of ledger entries that are replayed together."""


class Finding(NamedTuple):
    """One problem: the part of the dossier (chain, original, record, text or index), the item concerned, and what is wrong with it."""

    part: str
    subject: str
    problem: str


def verify(dossier: Dossier, *, head: str | None = None) -> Iterator[Finding]:
    """Yield every problem found in a dossier; nothing if it is intact.

    Args:
        dossier: the dossier to verify.
        head: the hash of a ledger entry noted earlier outside the dossier. A chain that was cut or rewritten no longer contains it.
    """
    with dossier.database.reading() as connection:
        yield from _check_chain(connection, head)
    yield from _check_originals(dossier)
    with tempfile.TemporaryDirectory(prefix="heldby-verify-") as folder:
        scratch = Database(dialect.file_url(Path(folder) / "replayed.db"))
        scratch.prepare()
        try:
            with dossier.database.reading() as kept:
                yield from _replay(kept, scratch)
                with scratch.reading() as replayed:
                    yield from (Finding(*found) for found in diff_records(kept, replayed))
        finally:
            scratch.close()
    yield from (Finding("index", *found) for found in maintenance.check_indexes(dossier.database.engine))


def _check_chain(connection: Connection, head: str | None) -> Iterator[Finding]:
    seq, prev, found_head, emptied, erased = 0, ledger.GENESIS, head is None, set(), set()
    for row in ledger.raw_rows(connection):
        if row.seq != seq + 1:
            yield Finding("chain", f"row {seq + 1}", f"missing: row {row.seq} follows row {seq}")
        elif row.prev != prev:
            yield Finding("chain", f"row {row.seq}", f"does not follow from row {seq}: its previous hash is another one")
        if ledger.chain_hash(Entry(row.seq, row.at, row.who, row.action, row.subject, row.digest, None, row.prev, "")) != row.hash:
            yield Finding("chain", f"row {row.seq}", "its hash does not match its number, time, author, action, payload and previous hash")
        if row.payload is None:
            emptied.add(row.seq)
        else:
            payload, problem = _read_payload(row)
            if problem:
                yield Finding("chain", f"row {row.seq}", problem)
            if row.action == "erase" and payload:
                erased.update(payload["rows"])
        found_head = found_head or row.hash == head
        seq, prev = row.seq, row.hash
    for number in sorted(emptied - erased):
        yield Finding("chain", f"row {number}", "its payload is missing, and no erasure in the ledger explains that")
    if not found_head:
        yield Finding("chain", f"row {seq}", f"the hash {head} is no longer in the chain: rows were removed or rewritten")


def _read_payload(row: Any) -> tuple[dict[str, Any] | None, str | None]:
    try:
        content = zlib.decompress(row.payload)
        payload = ledger.unpack(row.payload)
    except (zlib.error, ValueError) as error:
        return None, f"its payload is damaged ({error})"
    if digest(content) != row.digest:
        return None, "its payload does not match its digest"
    if payload is None or payload.get("subject") != row.subject or payload.get("action") != row.action:
        return None, "its subject or action differs from the one in its payload"
    return payload, None


def _check_originals(dossier: Dossier) -> Iterator[Finding]:
    for sha256, report in dossier.original_digests():
        content = dossier.originals.read(sha256)
        if content is None:
            yield Finding("original", report, f"its original {sha256} is missing")
        elif digest(content) != sha256:
            yield Finding("original", report, f"its original {sha256} was changed: the digest of its bytes is {digest(content)}")
    for sha256 in _orphaned_originals(dossier):
        yield Finding("original", sha256, "its report was erased, but its bytes are still stored; `heldby rebuild` deletes them")


def _replay(kept: Connection, scratch: Database) -> Iterator[Finding]:
    entries = (_as_entry(row) for row in ledger.raw_rows(kept))
    with scratch.writing() as connection:
        while batch := list(islice(entries, BATCH_SIZE)):
            if _apply(connection, batch) is not None:
                # An entry cannot be applied; applying each alone shows which.
                for entry in batch:
                    error = _apply(connection, [entry])
                    if error is not None:
                        yield Finding("record", f"row {entry.seq}", f"cannot be replayed ({type(error).__name__}: {error})")


def _as_entry(row: Any) -> Entry:
    payload = None if row.payload is None else _read_payload(row)[0]
    return Entry(row.seq, row.at, row.who, row.action, row.subject, row.digest, payload, row.prev, row.hash)


def _apply(connection: Connection, entries: Sequence[Entry]) -> Exception | None:
    savepoint = connection.begin_nested()
    try:
        actions.apply_entries(connection, entries)
        savepoint.commit()
    except Exception as error:  # any error that a forged row causes is the finding
        savepoint.rollback()
        return error
    return None


def _orphaned_originals(dossier: Dossier) -> list[str]:
    """Return the digests of originals that an erasure did not delete, because it was interrupted after its commit."""
    with dossier.database.reading() as connection:
        erased = [entry.payload for entry in ledger.entries(connection, actions=("erase",)) if entry.payload]
        if not erased:
            return []
        named: set[str] = set(connection.execute(sa.select(reports.c.sha256)).scalars())
    tombstones = [(payload["tomb_salt"], payload["original"]) for payload in erased if "original" in payload]
    return [sha256 for sha256 in dossier.originals.digests() if sha256 not in named and erasure.was_erased(sha256, tombstones)]


def rebuild(dossier: Dossier) -> int:
    """Rebuild the record from the ledger in one transaction, and finish interrupted erasures; return the number of entries applied.

    Raises:
        ValueError: a ledger entry is damaged; `verify` names it.
    """
    with dossier.database.writing() as connection:
        count = rebuild_in(connection)
        erased = bool(erasure.tombstones(connection))
    for sha256 in _orphaned_originals(dossier):
        dossier.originals.erase(sha256)
    if erased:
        maintenance.purge_deleted(dossier.database.engine)
    return count


def rebuild_in(connection: Connection) -> int:
    """Rebuild the record inside the caller's write transaction; return the number of entries applied."""
    maintenance.clear_record(connection)
    return actions.apply_entries(connection, ledger.entries(connection))
