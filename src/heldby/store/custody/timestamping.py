"""RFC 3161 timestamps of the ledger: an authority signs that an entry, and so all entries before it, existed at a
point in time.

The token is stored in the ledger. It can be verified with the authority's root certificate alone, without heldby and without the
authority. The signed message is the hash of the entry, as 64 hexadecimal digits in ASCII.
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

TIMEOUT_S = 30
"""Seconds to wait for an authority."""

MAX_RESPONSE_BYTES = 1_000_000
"""Size of the largest accepted response. Tokens with their certificates have a few thousand bytes."""

GRANTED = (0, 1)
"""Status of a response with a token: granted, or granted with changes (RFC 3161, 2.4.2)."""


class Timestamp(NamedTuple):
    """One timestamp.

    Attributes:
        entry: the number of the ledger entry that stores it.
        row, hash: the number and hash of the entry that was timestamped.
        authority: the address of the authority.
        at: the time that the authority states; None if the token cannot be read.
        proved: whether the signature of its token was verified with a root certificate.
        problem: what is wrong with it. Without root certificates, a valid timestamp has no problem but is not `proved`.
    """

    entry: int
    row: int
    hash: str
    authority: str
    at: dt.datetime | None
    proved: bool
    problem: str | None


def request_timestamp(dossier: Dossier, authority: str, roots: Sequence[Certificate] = ()) -> Timestamp:
    """Request a timestamp of the newest entry from an authority and store it in the ledger.

    Raises:
        NoTimestamp: the authority does not answer or refuses, or its response is not valid. Nothing is stored.
    """
    client = _client()
    with dossier.database.reading() as connection:
        row, hash = ledger.head(connection)
    if not row:
        raise NoTimestamp("the dossier is empty, so there is nothing to timestamp")
    request = client.TimestampRequestBuilder().data(hash.encode()).hash_algorithm(client.HashAlgorithm.SHA256).build()
    answer = _post(authority, request.as_bytes())
    try:
        response = client.decode_timestamp_response(answer)
        problem = _problem(response, hash, roots)
    except (ValueError, RuntimeError) as error:
        raise NoTimestamp(f"{authority} gave no timestamp ({_first_line(error)})") from error
    if problem or response.tst_info.nonce != request.nonce:
        raise NoTimestamp(f"the timestamp of {authority} is not valid: {problem or 'it answers another request'}")
    payload = {"row": row, "hash": hash, "authority": authority, "token": base64.b64encode(answer).decode()}
    entry = dossier.log_action("timestamp", authority, payload)
    return Timestamp(entry, row, hash, authority, response.tst_info.gen_time, bool(roots), None)


def check_timestamps(dossier: Dossier, roots: Sequence[Certificate] = ()) -> Iterator[Timestamp]:
    """Yield every timestamp of the ledger, checked against the chain and, with root certificates, against the authority's signature."""
    with dossier.database.reading() as connection:
        hashes = ledger_table.select().with_only_columns(ledger_table.c.seq, ledger_table.c.hash)
        for entry in ledger.entries(connection, actions=("timestamp",)):
            if entry.payload is None:
                continue
            row = entry.payload["row"]
            kept = connection.execute(hashes.where(ledger_table.c.seq == row)).one_or_none()
            yield _checked(entry.seq, row, kept.hash if kept else "", entry.payload, roots)


def has_timestamps(connection: Connection) -> bool:
    """Check whether the ledger contains a timestamp."""
    kept = ledger_table.select().with_only_columns(ledger_table.c.seq).where(ledger_table.c.action == "timestamp").limit(1)
    return connection.execute(kept).first() is not None


def _checked(entry: int, row: int, hash: str, payload: dict[str, str], roots: Sequence[Certificate]) -> Timestamp:
    try:
        response = _client().decode_timestamp_response(base64.b64decode(payload["token"]))
        at: dt.datetime | None = response.tst_info.gen_time
        problem = _problem(response, hash, roots)
    except (ValueError, RuntimeError) as error:
        at, problem = None, f"its token cannot be read ({_first_line(error)})"
    return Timestamp(entry, row, hash, payload["authority"], at, bool(roots) and problem is None, problem)


def _problem(response: TimeStampResponse, hash: str, roots: Sequence[Certificate]) -> str | None:
    """Return what is wrong with a response; None for a valid one."""
    import hashlib

    from rfc3161_client import VerificationError, VerifierBuilder

    if response.status not in GRANTED:
        return f"the authority refused ({', '.join(response.status_string) or 'without a reason'})"
    if response.tst_info.message_imprint.message != hashlib.sha256(hash.encode()).digest():
        return "it is not about the hash of that entry"
    if not roots:
        return None
    verifier = VerifierBuilder()
    for root in roots:
        verifier = verifier.add_root_certificate(root)
    try:
        verifier.build().verify_message(response, hash.encode())
    except VerificationError as error:
        return f"the authority's signature cannot be verified ({_first_line(error)})"
    return None


def read_roots(file: Path) -> list[Certificate]:
    """Read the certificates in a PEM file.

    Raises:
        NoTimestamp: the file cannot be read or contains no certificate.
    """
    _client()
    from cryptography.x509 import load_pem_x509_certificates

    try:
        return load_pem_x509_certificates(file.read_bytes())
    except (OSError, ValueError) as error:
        raise NoTimestamp(f"{file} contains no certificates in PEM form ({_first_line(error)})") from error


def _post(authority: str, query: bytes) -> bytes:
    import httpx

    headers = {"Content-Type": "application/timestamp-query", "Accept": "application/timestamp-reply"}
    try:
        with httpx.stream("POST", authority, content=query, headers=headers, timeout=TIMEOUT_S, follow_redirects=True) as answer:
            answer.raise_for_status()
            content = b""
            for part in answer.iter_bytes():
                content += part
                if len(content) > MAX_RESPONSE_BYTES:
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
