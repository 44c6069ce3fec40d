"""Proof that a dossier is what its ledger says: chain, originals, record, offsets. Every difference is named."""

from __future__ import annotations

import tempfile
import zlib
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy.engine import Connection

from heldby.base.canonical_json import digest
from heldby.store import actions
from heldby.store.custody.record_diff import diff_records
from heldby.store.db import dialect
from heldby.store.db.database import Database
from heldby.store.dossier import Dossier
from heldby.store.ledger import ledger
from heldby.store.ledger.ledger import Entry
from heldby.store.record import erasure
from heldby.store.search import maintenance

AT_ONCE = 256
"""Acts carried out again together."""


class Finding(NamedTuple):
    """One thing that is not as it should be: in which part (chain, original, record, text, index), of what, and how it differs."""

    part: str
    subject: str
    problem: str


def verify(dossier: Dossier, *, head: str | None = None) -> Iterator[Finding]:
    """Everything that differs from what the ledger says; nothing when all is well.

    Args:
        dossier: what to prove.
        head: the hash of a row noted earlier, outside the dossier; a chain cut short or rewritten as a whole no longer has it.
    """
    with dossier.database.reading() as connection:
        yield from _chain(connection, head)
    yield from _originals(dossier)
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


def _chain(connection: Connection, head: str | None) -> Iterator[Finding]:
    seq, prev, met, emptied, excused = 0, ledger.GENESIS, head is None, set(), set()
    for row in ledger.raw_rows(connection):
        if row.seq != seq + 1:
            yield Finding("chain", f"row {seq + 1}", f"missing: row {row.seq} follows row {seq}")
        elif row.prev != prev:
            yield Finding("chain", f"row {row.seq}", f"does not follow from row {seq}: it names another hash before it")
        if ledger.chain_hash(Entry(row.seq, row.at, row.who, row.action, row.subject, row.digest, None, row.prev, "")) != row.hash:
            yield Finding("chain", f"row {row.seq}", "its hash is not that of its number, time, author, action, payload and forerunner")
        if row.payload is None:
            emptied.add(row.seq)
        else:
            payload, problem = _open(row)
            if problem:
                yield Finding("chain", f"row {row.seq}", problem)
            if row.action == "erase" and payload:
                excused.update(payload["rows"])
        met = met or row.hash == head
        seq, prev = row.seq, row.hash
    for number in sorted(emptied - excused):
        yield Finding("chain", f"row {number}", "its payload is gone, and no erasure in the ledger explains that")
    if not met:
        yield Finding("chain", f"row {seq}", f"the noted hash {head} is no longer in the chain: rows were cut off or rewritten")


def _open(row: Any) -> tuple[dict[str, Any] | None, str | None]:
    try:
        content = zlib.decompress(row.payload)
        payload = ledger.unpack(row.payload)
    except (zlib.error, ValueError) as error:
        return None, f"its payload is damaged ({error})"
    if digest(content) != row.digest:
        return None, "its payload is not the one whose digest it carries"
    if payload is None or payload.get("subject") != row.subject or payload.get("action") != row.action:
        return None, "its subject or action is not the one in its payload"
    return payload, None


def _originals(dossier: Dossier) -> Iterator[Finding]:
    for sha256, report in dossier.original_digests():
        content = dossier.originals.read(sha256)
        if content is None:
            yield Finding("original", report, f"its original {sha256} is missing")
        elif digest(content) != sha256:
            yield Finding("original", report, f"its original {sha256} was changed: the bytes there are {digest(content)}")
    for sha256 in erasure.left_behind(dossier):
        yield Finding("original", sha256, "its report was erased, but the bytes are still here; `heldby rebuild` removes them")


def _replay(kept: Connection, scratch: Database) -> Iterator[Finding]:
    opened = (_as_entry(row) for row in ledger.raw_rows(kept))
    with scratch.writing() as connection:
        while batch := list(islice(opened, AT_ONCE)):
            if _carried_out(connection, batch) is not None:
                # Something in it cannot be: which row it is shows when each is carried out alone.
                for entry in batch:
                    error = _carried_out(connection, [entry])
                    if error is not None:
                        yield Finding("record", f"row {entry.seq}", f"cannot be carried out again ({type(error).__name__}: {error})")


def _as_entry(row: Any) -> Entry:
    payload = None if row.payload is None else _open(row)[0]
    return Entry(row.seq, row.at, row.who, row.action, row.subject, row.digest, payload, row.prev, row.hash)


def _carried_out(connection: Connection, entries: Sequence[Entry]) -> Exception | None:
    savepoint = connection.begin_nested()
    try:
        actions.apply_entries(connection, entries)
        savepoint.commit()
    except Exception as error:  # whatever a forged row provokes is itself the finding
        savepoint.rollback()
        return error
    return None


def rebuild(dossier: Dossier) -> int:
    """Make the record anew from the ledger, in one transaction, and finish erasures that were cut short; the number of rows carried out.

    Raises:
        ValueError: a ledger row is damaged; `verify` says which.
    """
    with dossier.database.writing() as connection:
        count = rebuild_in(connection)
        erased = bool(erasure.tombstones(connection))
    for sha256 in erasure.left_behind(dossier):
        dossier.originals.erase(sha256)
    if erased:
        maintenance.purge_deleted(dossier.database.engine)
    return count


def rebuild_in(connection: Connection) -> int:
    """As `rebuild`, in the write transaction at hand."""
    maintenance.clear_record(connection)
    return actions.apply_entries(connection, ledger.entries(connection))
