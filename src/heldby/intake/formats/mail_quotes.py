"""Separate the sender's own text of a mail from the mails that it quotes or passes on."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field

from heldby.intake.dates.parse_date import DAY, Ambiguous, date_of_match, parse_date

MAX_DEPTH = 5
"""Greatest number of mails that quote one another. Deeper quotations are left out."""
MAX_INTRODUCTION = 500
"""Greatest number of characters of the lines that introduce a quoted mail."""
_HEADERS = r"From|Date|Sent|To|Cc|Subject|Reply-To"
_PASSED_ON = re.compile(
    r"[ \t]*(?:[-_=]{2,} ?(?:forwarded|original) (?:message|mail|e-mail)(?: (?:from|by)\b.{0,100})? ?[-_=]*"
    r"|begin forwarded message:|[-_]{20,})[ \t]*$",
    re.I,
)
_HEADER = re.compile(rf"[ \t*]*(?P<name>{_HEADERS}):\*?[ \t]*(?P<value>.{{0,500}}?)\*?[ \t]*$", re.I)
_WROTE = re.compile(r"\b(?:wrote|a écrit|schrieb[^:\n]{0,200}) ?:[ \t]*$", re.I)
_ADDRESS_WROTE = re.compile(r"[^.!?\n]{0,100}<[^<>\s]+@[^<>\s]+>[^.!?\n]{0,60}\bwrote ?:[ \t]*$", re.I)
_BEGINS = re.compile(r"[ \t]*(?:On|Le|Am)\b[^\n]*\d", re.I)
_QUOTE = re.compile(r"[ \t]*>")


@dataclass(frozen=True, slots=True)
class QuotedMail:
    """A mail that stands inside another one. Fields that it does not state are None."""

    text: str
    day: dt.date | None = None
    sender: str | None = None
    subject: str | None = None
    named: bool = True
    """Whether the mail says who wrote it."""


@dataclass(slots=True)
class SplitMail:
    """The sender's own text, the mails quoted in it with a header, and the number of quoted lines of which no author is named."""

    own: str
    quoted: list[QuotedMail] = field(default_factory=list)
    nameless_lines: int = 0


def split_quotes(text: str, depth: int = 0) -> SplitMail:
    """Return the own text of a mail and the mails inside it, each without the mails that it quotes in turn."""
    lines = text.split("\n")
    found = SplitMail("")
    own: list[str] = []
    at = 0
    while at < len(lines):
        taken = _passed_on(lines, at) or _answered(lines, at) or _nameless(lines, at)
        if taken is None:
            own.append(lines[at])
            at += 1
            continue
        at, mail = taken
        if depth >= MAX_DEPTH:
            found.nameless_lines += mail.text.count("\n") + 1
            continue
        inner = split_quotes(mail.text, depth + 1)
        if mail.named:
            found.quoted.append(QuotedMail(inner.own, mail.day, mail.sender, mail.subject))
        else:
            found.nameless_lines += sum(1 for line in inner.own.split("\n") if line.strip())
        found.quoted += inner.quoted
        found.nameless_lines += inner.nameless_lines
    found.own = "\n".join(own).strip()
    found.quoted = [mail for mail in found.quoted if mail.text]
    return found


def _passed_on(lines: list[str], at: int) -> tuple[int, QuotedMail] | None:
    """Return the mail that begins at a line with its header, as programs write it when they pass a mail on, and the line after it."""
    start = at + 1 if _PASSED_ON.match(lines[at]) else at
    while start < len(lines) and not lines[start].strip():
        start += 1
    header: dict[str, str] = {}
    while start < len(lines) and (match := _HEADER.match(lines[start])):
        value = match["value"].strip()
        start += 1
        if not value and start < len(lines) and not _HEADER.match(lines[start]):  # a table with the values in a second column
            value = lines[start].strip()
            start += 1
        header.setdefault(match["name"].lower(), value)
    if "from" not in header or not header.keys() & {"date", "sent", "subject"}:
        return None
    text = "\n".join(lines[start:]).strip()
    return len(lines), QuotedMail(text, _day(header.get("date") or header.get("sent")), header["from"], header.get("subject"))


def _answered(lines: list[str], at: int) -> tuple[int, QuotedMail] | None:
    """Return the mail that follows a line such as "On Fri, 3 Nov 2017 at 09:00, Desk wrote:", and the line after it."""
    count = _introduction_lines(lines, at)
    if count == 0:
        return None
    introduction = " ".join(lines[at : at + count])
    start = at + count
    while start < len(lines) and not lines[start].strip():
        start += 1
    end = start
    while end < len(lines) and (_QUOTE.match(lines[end]) or (not lines[end].strip() and _QUOTE.match("".join(lines[end + 1 : end + 2])))):
        end += 1
    if end == start:  # programs that mark no line put the quoted mail at the end
        end = len(lines)
    day = next((day for match in re.finditer(DAY, introduction) if (day := date_of_match(match))), None)
    sender = re.search(r"<([^<>\s]+@[^<>\s]+)>", introduction)
    return end, QuotedMail(_unquoted(lines[start:end]), day, sender[1] if sender else None)


def _introduction_lines(lines: list[str], at: int) -> int:
    """Return how many lines the introduction of a quoted mail takes that begins at a line; 0 if none begins there."""
    if len(lines[at]) < MAX_INTRODUCTION and _ADDRESS_WROTE.match(lines[at]):
        return 1
    if not _BEGINS.match(lines[at][:MAX_INTRODUCTION]):
        return 0
    joined = ((count, " ".join(lines[at : at + count])) for count in (1, 2, 3))
    return next((count for count, line in joined if len(line) < MAX_INTRODUCTION and _is_introduction(line)), 0)


def _is_introduction(line: str) -> bool:
    """Check whether a line introduces a quoted mail: it also states an address, a time or a year, unlike "On 3 May the mayor wrote:"."""
    return bool(_WROTE.search(line) and re.search(r"@|\d[:.]\d\d|\b(?:19|20)\d\d\b", line))


def _nameless(lines: list[str], at: int) -> tuple[int, QuotedMail] | None:
    """Return the quoted lines at a line, whose author nothing above them names, and the line after them."""
    end = at
    while end < len(lines) and _QUOTE.match(lines[end]):
        end += 1
    return (end, QuotedMail(_unquoted(lines[at:end]), named=False)) if end > at else None


def _unquoted(lines: list[str]) -> str:
    return "\n".join(re.sub(r"^[ \t]*>[ \t]?", "", line) for line in lines).strip()


def _day(written: str | None) -> dt.date | None:
    try:
        return parse_date(written or "")
    except Ambiguous:
        return None
