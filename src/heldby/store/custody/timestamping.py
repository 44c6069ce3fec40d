"""RFC 3161 timestamps of the chain: an authority's signed word that a ledger row, and so all before it, was there at a time.

The token is kept in the ledger. It proves itself against the authority's root certificate, without heldby and without the authority:
what is stamped is the row's hash, as 64 hexadecimal digits in ASCII.
"""

from __future__ import annotations

import base64
import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy.engine import Connection

from heldby.errors import NoTimestamp
from heldby.store.db.schema import ledger as ledger_table
from heldby.store.dossier import Dossier
from heldby.store.ledger import ledger

if TYPE_CHECKING:
    from cryptography.x509 import Certificate
    from rfc3161_client import TimeStampResponse

WAIT_S = 30
"""Seconds that an authority has to answer."""

LARGEST = 1_000_000
"""Bytes of the largest answer that is looked at; tokens with their certificates are some thousand."""


GRANTED = (0, 1)
"""Status of an answer that holds a token: granted, granted with changes (RFC 3161, 2.4.2)."""




class Timestamp(NamedTuple):
    """One timestamp: the act that keeps it, of which row with which hash, by which authority, when, and whether it was proved.

    `problem` says what is wrong with it; without root certificates a right one is only not `proved`.
    """

    act: int
    row: int
    hash: str
    authority: str
    at: dt.datetime | None
    proved: bool
    problem: str | None


def request_timestamp(dossier: Dossier, authority: str, roots: Sequence[Certificate] = ()) -> Timestamp:
    """Ask an authority for a timestamp of the newest row and keep it in the ledger.

    Raises:
        NoTimestamp: it does not answer, refuses, or its answer does not hold; nothing is kept.
    """
    client = _client()
    with dossier.database.reading() as connection:
        row, hash = ledger.head(connection)
    if not row:
        raise NoTimestamp("the dossier is empty; there is nothing to be stamped")
    request = client.TimestampRequestBuilder().data(hash.encode()).hash_algorithm(client.HashAlgorithm.SHA256).build()
    answer = _ask(authority, request.as_bytes())
    try:
        response = client.decode_timestamp_response(answer)
        problem = _check(response, hash, roots)
    except (ValueError, RuntimeError) as error:
        raise NoTimestamp(f"{authority} gave no timestamp ({_first_line(error)})") from error
    if problem or response.tst_info.nonce != request.nonce:
        raise NoTimestamp(f"the timestamp of {authority} does not hold: {problem or 'it answers another request'}")
    payload = {"row": row, "hash": hash, "authority": authority, "token": base64.b64encode(answer).decode()}
    act = dossier.note("timestamp", authority, payload)
    return Timestamp(act, row, hash, authority, response.tst_info.gen_time, bool(roots), None)


def check_timestamps(dossier: Dossier, roots: Sequence[Certificate] = ()) -> Iterator[Timestamp]:
    """Every timestamp in the ledger, checked against the chain and, with root certificates, against the authority's signature."""
    with dossier.database.reading() as connection:
        hashes = ledger_table.select().with_only_columns(ledger_table.c.seq, ledger_table.c.hash)
        for entry in ledger.entries(connection, actions=("timestamp",)):
            if entry.payload is None:
                continue
            row = entry.payload["row"]
            kept = connection.execute(hashes.where(ledger_table.c.seq == row)).one_or_none()
            yield _examined(entry.seq, row, kept.hash if kept else "", entry.payload, roots)


def has_timestamps(connection: Connection) -> bool:
    """Whether the ledger keeps any timestamp."""
    kept = ledger_table.select().with_only_columns(ledger_table.c.seq).where(ledger_table.c.action == "timestamp").limit(1)
    return connection.execute(kept).first() is not None


def _examined(act: int, row: int, hash: str, payload: dict[str, str], roots: Sequence[Certificate]) -> Timestamp:
    try:
        response = _client().decode_timestamp_response(base64.b64decode(payload["token"]))
        at: dt.datetime | None = response.tst_info.gen_time
        problem = _check(response, hash, roots)
    except (ValueError, RuntimeError) as error:
        at, problem = None, f"its token cannot be read ({_first_line(error)})"
    return Timestamp(act, row, hash, payload["authority"], at, bool(roots) and problem is None, problem)


def _check(response: TimeStampResponse, hash: str, roots: Sequence[Certificate]) -> str | None:
    """What is wrong with an answer, in words; None when nothing is."""
    import hashlib

    from rfc3161_client import VerificationError, VerifierBuilder

    if response.status not in GRANTED:
        return f"the authority refused ({', '.join(response.status_string) or 'it says not why'})"
    if response.tst_info.message_imprint.message != hashlib.sha256(hash.encode()).digest():
        return "it was given for something else than the hash of that row"
    if not roots:
        return None
    verifier = VerifierBuilder()
    for root in roots:
        verifier = verifier.add_root_certificate(root)
    try:
        verifier.build().verify_message(response, hash.encode())
    except VerificationError as error:
        return f"the authority's signature is not proved ({_first_line(error)})"
    return None


def read_roots(file: Path) -> list[Certificate]:
    """The certificates in a PEM file.

    Raises:
        NoTimestamp: there are none.
    """
    _client()
    from cryptography.x509 import load_pem_x509_certificates

    try:
        return load_pem_x509_certificates(file.read_bytes())
    except (OSError, ValueError) as error:
        raise NoTimestamp(f"{file} holds no certificates in PEM form ({_first_line(error)})") from error


def _ask(authority: str, query: bytes) -> bytes:
    import httpx

    headers = {"Content-Type": "application/timestamp-query", "Accept": "application/timestamp-reply"}
    try:
        with httpx.stream("POST", authority, content=query, headers=headers, timeout=WAIT_S, follow_redirects=True) as answer:
            answer.raise_for_status()
            content = b""
            for part in answer.iter_bytes():
                content += part
                if len(content) > LARGEST:
                    raise NoTimestamp(f"{authority} answered with more than a timestamp")
            return content
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise NoTimestamp(f"{authority} gave no timestamp ({_first_line(error)})") from error


def _client() -> ModuleType:
    try:
        import rfc3161_client
    except ImportError as error:
        raise NoTimestamp("timestamps need rfc3161-client: pip install 'heldby[timestamps]'") from error
    return rfc3161_client


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]
