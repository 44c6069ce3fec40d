"""Read mails (.eml): the body as a report, and each attachment that heldby can read as an item of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parseaddr
from pathlib import PurePosixPath

from heldby.errors import Unreadable
from heldby.intake.characters import storable
from heldby.intake.dates.parse_date import Ambiguous, parse_date
from heldby.intake.dates.publication_date import UNDATED, PublicationDate
from heldby.intake.decoding import decode
from heldby.intake.html.tree import text_of_html
from heldby.intake.item import Draft, Item, item_from_bytes
from heldby.intake.results import Refused

ATTACHMENT_SUFFIXES = {".txt", ".md", ".html", ".htm", ".pdf", ".docx", ".eml", ".csv", ".tsv", ".json", ".jsonl", ".zip"}
"""Suffixes of attachments that may contain reports. Others, such as pictures, signatures and calendars, are skipped."""


def read(item: Item) -> Iterator[Draft | Refused | Item]:
    """Yield a report for the body, if it has text, and an item for each attachment that may contain a report.

    Raises:
        Unreadable: the mail has no header, or neither a body with text nor such an attachment.
    """
    data = item.data()
    message = message_from_bytes(data, policy=policy.default)
    if not isinstance(message, EmailMessage) or not message.keys():
        raise Unreadable("it is not a mail: it has no header")
    text, notes = _body(message)
    attached = list(_attachments(message, item))
    if text:
        yield Draft(
            item.name, text, data, "mail", title=_header(message, "Subject"), metadata_date=_date(message), source=_sender(message),
            url=item.url, notes=notes,
        )  # fmt: skip
    elif not attached:
        raise Unreadable("the mail has no text")
    yield from attached


def _header(message: EmailMessage, name: str) -> str | None:
    """Return a header as text; None if it is missing, empty or too broken for the library."""
    try:
        return storable(" ".join(str(message.get(name) or "").split())[:500])
    except Exception:
        return None


def _body(message: EmailMessage) -> tuple[str, tuple[str, ...]]:
    part = message.get_body(preferencelist=("plain", "html"))
    if part is None:
        return "", ()
    payload = part.get_payload(decode=True)
    decoded = decode(payload if isinstance(payload, bytes) else b"", part.get_content_charset())
    text = text_of_html(decoded.text) if part.get_content_subtype() == "html" else decoded.text.replace("\r\n", "\n")
    return (storable(text) or "").strip(), (decoded.note,) if decoded.note else ()


def _attachments(message: EmailMessage, item: Item) -> Iterator[Item]:
    for part in message.iter_attachments():
        name = part.get_filename() or ""
        payload = part.get_payload(decode=True)
        if PurePosixPath(name).suffix.lower() in ATTACHMENT_SUFFIXES and isinstance(payload, bytes):
            yield item_from_bytes(f"{item.name} attachment {name}", payload, limits=item.limits)


def _date(message: EmailMessage) -> PublicationDate:
    """Return the date on which the mail was sent. Forwarded mails and answers get a doubt, because their text may be older."""
    try:
        day = parse_date(_header(message, "Date") or "")
    except Ambiguous:
        day = None
    if day is None:
        return UNDATED
    older = re.match(r"\s*(?:fwd?|re|aw|wg)\s*:", _header(message, "Subject") or "", re.I)
    return PublicationDate(day, "meta", "the mail is an answer or passes something on, which may be older" if older else None)


def _sender(message: EmailMessage) -> str | None:
    """Return the domain of the sender's address, or None if there is no address."""
    _, address = parseaddr(_header(message, "From") or "")
    return storable(address.rpartition("@")[2].lower()) if "@" in address else None
