"""Mails (.eml): the body, and each attachment that can be read as a report of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parseaddr
from pathlib import PurePosixPath

from heldby.errors import Unreadable
from heldby.intake.dates.parse import Ambiguous, parse_date
from heldby.intake.dates.publication_date import UNDATED, PublicationDate
from heldby.intake.decoding import decode
from heldby.intake.html.tree import text_of_html
from heldby.intake.item import Draft, Item, item_from_bytes
from heldby.intake.record_fields import clean
from heldby.intake.results import Refused

ATTACHED = {".txt", ".md", ".html", ".htm", ".pdf", ".docx", ".eml", ".csv", ".tsv", ".json", ".jsonl", ".zip"}
"""Attachments that may be reports; pictures, signatures and calendars are not looked at."""


def read(item: Item) -> Iterator[Draft | Refused | Item]:
    """A report for the body, if it has words, and items for the attachments."""
    data = item.data()
    message = message_from_bytes(data, policy=policy.default)
    if not isinstance(message, EmailMessage) or not message.keys():
        raise Unreadable("it is no mail: it has no header")
    text, notes = _body(message)
    attached = list(_attachments(message, item))
    if text:
        yield Draft(
            item.name, text, data, "mail", title=_header(message, "Subject"), dated=_sent(message), source=_sender(message), url=item.url,
            given=item.published, notes=notes,
        )  # fmt: skip
    elif not attached:
        raise Unreadable("the mail has no text")
    yield from attached


def _header(message: EmailMessage, name: str) -> str | None:
    """A header as text. Broken headers raise in the library; they are then as good as missing."""
    try:
        return clean(" ".join(str(message.get(name) or "").split())[:500])
    except Exception:
        return None


def _body(message: EmailMessage) -> tuple[str, tuple[str, ...]]:
    part = message.get_body(preferencelist=("plain", "html"))
    if part is None:
        return "", ()
    payload = part.get_payload(decode=True)
    found = decode(payload if isinstance(payload, bytes) else b"", part.get_content_charset())
    text = text_of_html(found.text) if part.get_content_subtype() == "html" else found.text.replace("\r\n", "\n")
    return (clean(text) or "").strip(), (found.note,) if found.note else ()


def _attachments(message: EmailMessage, item: Item) -> Iterator[Item]:
    for part in message.iter_attachments():
        name = part.get_filename() or ""
        payload = part.get_payload(decode=True)
        if PurePosixPath(name).suffix.lower() in ATTACHED and isinstance(payload, bytes):
            yield item_from_bytes(f"{item.name} attachment {name}", payload, limits=item.limits)


def _sent(message: EmailMessage) -> PublicationDate:
    """The day the mail was sent. A forwarded or answered mail carries text that is older than itself."""
    try:
        day = parse_date(_header(message, "Date") or "")
    except Ambiguous:
        day = None
    if day is None:
        return UNDATED
    passed_on = re.match(r"\s*(?:fwd?|re|aw|wg)\s*:", _header(message, "Subject") or "", re.I)
    return PublicationDate(day, "meta", "the mail is an answer or passes something on, which may be older" if passed_on else None)


def _sender(message: EmailMessage) -> str | None:
    """The domain that the mail says it is from."""
    _, address = parseaddr(_header(message, "From") or "")
    return clean(address.rpartition("@")[2].lower()) if "@" in address else None
