"""Read mails (.eml): the sender's own text as a report, quoted mails as reports, and attachments that heldby can read as items."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage, MIMEPart
from email.utils import parseaddr
from pathlib import PurePosixPath

from heldby.errors import Unreadable
from heldby.intake.characters import storable
from heldby.intake.dates.parse_date import Ambiguous, parse_date
from heldby.intake.dates.publication_date import UNDATED, PublicationDate
from heldby.intake.decoding import decode
from heldby.intake.formats.mail_quotes import QuotedMail, SplitMail, split_quotes
from heldby.intake.html.mail_text import text_of_mail
from heldby.intake.item import Draft, Item, item_from_bytes
from heldby.intake.results import Refused

ATTACHMENT_SUFFIXES = {".txt", ".md", ".html", ".htm", ".pdf", ".docx", ".eml", ".csv", ".tsv", ".json", ".jsonl", ".zip", ".xlsx", ".mbox"}
"""Suffixes of attachments that may contain reports. Others, such as pictures, signatures and calendars, are skipped."""

BODY_CONTAINERS = {"multipart/alternative", "multipart/related"}
"""Containers that show one text in several ways, or one text with its pictures."""
TEXT_TYPES = {"text/plain": ".txt", "text/html": ".html", "application/pdf": ".pdf"}
"""Suffixes for attachments without a file name, by their type."""


def read(item: Item) -> Iterator[Draft | Refused | Item]:
    """Yield a report for the sender's own text, one for each mail quoted in it, and an item for each attachment that may hold a report.

    Raises:
        Unreadable: the mail has no header, or neither a body with text nor such an attachment.
    """
    data = item.data()
    message = message_from_bytes(data, policy=policy.default)
    if not isinstance(message, EmailMessage) or not message.keys():
        raise Unreadable("it is not a mail: it has no header")
    parts = _parts(message, item)
    text = "\n\n".join(parts.texts)
    if not text and not parts.attached:
        raise Unreadable("; ".join(["the mail has no text", *parts.skipped]))
    split = split_quotes(text)
    notes = (*parts.notes, *parts.skipped, *_quote_notes(split))
    if split.own:
        yield Draft(
            item.name, split.own, data, "mail", title=_header(message, "Subject"), metadata_date=_date(message, whole=not split.quoted),
            source=_sender(_header(message, "From")), url=item.url, notes=notes,
        )  # fmt: skip
    for number, mail in enumerate(split.quoted, 1):
        yield _quoted_draft(mail, f"{item.name} quoted mail {number}", () if split.own or number > 1 else notes)
    if not split.own and not split.quoted:
        yield from (Refused(item.name, note) for note in notes)
    yield from parts.attached


def _quoted_draft(mail: QuotedMail, name: str, notes: tuple[str, ...]) -> Draft:
    date = PublicationDate(mail.day, "meta") if mail.day else UNDATED
    title = storable(mail.subject or "")
    return Draft(name, mail.text, mail.text.encode(), "mail", title=title, metadata_date=date, source=_sender(mail.sender), notes=notes)


def _quote_notes(split: SplitMail) -> Iterator[str]:
    if split.quoted:
        yield f"mails that it quotes are reports of their own: {len(split.quoted)}"
    if split.nameless_lines:
        yield f"quoted lines that the sender did not write are left out: {split.nameless_lines}"


@dataclass(slots=True)
class _Parts:
    """What a mail contains: texts shown as its body, attachments to read, notes, and notes on parts that are not read."""

    texts: list[str] = field(default_factory=list)
    attached: list[Item] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)


def _header(message: EmailMessage, name: str) -> str | None:
    """Return a header as text; None if it is missing, empty or too broken for the library."""
    try:
        return storable(" ".join(str(message.get(name) or "").split())[:500])
    except Exception:
        return None


def _parts(message: EmailMessage, item: Item) -> _Parts:
    """Return the parts of a mail. A part that is shown as text belongs to the body, whatever part came before it."""
    found = _Parts()
    waiting: list[EmailMessage] = [message]
    while waiting:
        part = waiting.pop()
        kind = part.get_content_type()
        if kind == "message/rfc822":
            _add_inner_mail(part, item, found)
        elif kind in BODY_CONTAINERS and (body := part.get_body(preferencelist=("plain", "html"))) is not None and body is not part:
            _add_text(body, found)
            # A picture inside an alternative or related part belongs to its HTML; everything else in it shows the same text again.
        elif part.is_multipart():
            waiting.extend(reversed([one for one in part.iter_parts() if isinstance(one, EmailMessage)]))
        elif kind in {"text/plain", "text/html"} and not part.get_filename() and part.get_content_disposition() != "attachment":
            _add_text(part, found)
        else:
            _add_attachment(part, item, found)
    return found


def _add_text(part: MIMEPart, found: _Parts) -> None:
    payload = part.get_payload(decode=True)
    decoded = decode(payload if isinstance(payload, bytes) else b"", part.get_content_charset())
    text = text_of_mail(decoded.text) if part.get_content_subtype() == "html" else decoded.text.replace("\r\n", "\n")
    if shown := (storable(text) or "").strip():
        found.texts.append(shown)
        found.notes += [decoded.note] if decoded.note else []


def _add_inner_mail(part: EmailMessage, item: Item, found: _Parts) -> None:
    for inner in part.iter_parts():
        name = f"{item.name} attached mail {len(found.attached) + 1}"
        found.attached.append(item_from_bytes(name, inner.as_bytes(), suffix=".eml", limits=item.limits))


def _add_attachment(part: EmailMessage, item: Item, found: _Parts) -> None:
    kind, name = part.get_content_type(), part.get_filename() or ""
    payload = part.get_payload(decode=True)
    suffix = PurePosixPath(name).suffix.lower() or TEXT_TYPES.get(kind, "")
    if suffix in ATTACHMENT_SUFFIXES and isinstance(payload, bytes):
        shown = name or str(len(found.attached) + 1)
        found.attached.append(item_from_bytes(f"{item.name} attachment {shown}", payload, suffix=suffix, limits=item.limits))
    elif payload:
        found.skipped.append(f"an attachment is not read: {storable(name) or 'without a name'} ({kind})")


def _date(message: EmailMessage, *, whole: bool) -> PublicationDate:
    """Return the date on which the mail was sent.

    Forwarded mails and answers get a doubt, because their text may be older, unless the older text was separated (`whole` is false).
    """
    try:
        day = parse_date(_header(message, "Date") or "")
    except Ambiguous:
        day = None
    if day is None:
        return UNDATED
    older = whole and re.match(r"\s*(?:fwd?|re|aw|wg)\s*:", _header(message, "Subject") or "", re.I)
    return PublicationDate(day, "meta", "the mail is an answer or passes something on, which may be older" if older else None)


def _sender(written: str | None) -> str | None:
    """Return the domain of a sender's address, or None if there is no address."""
    _, address = parseaddr(written or "")
    return storable(address.rpartition("@")[2].lower()) if "@" in address else None
