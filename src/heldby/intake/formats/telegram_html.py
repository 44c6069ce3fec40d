"""Read exports of Telegram Desktop as HTML (`messages.html`). Each message is a report."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from heldby.errors import Unreadable
from heldby.intake.dates.publication_date import UNDATED, PublicationDate
from heldby.intake.formats.telegram import EMPTY, FORWARDED, SERVICE
from heldby.intake.html.tree import plain_text
from heldby.intake.item import Draft

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_EXPORT = re.compile(r"<title>\s*Exported Data\s*</title>", re.I)
_DATE = re.compile(r"(\d\d)\.(\d\d)\.(\d{4}) (\d\d):(\d\d):(\d\d)(?: UTC([+-])(\d\d):(\d\d))?")


def is_export(html: str) -> bool:
    """Check whether a page is such an export."""
    return bool(_EXPORT.search(html[:3000])) and 'class="page_wrap"' in html[:5000]


def read_export(page: HtmlElement, name: str, notes: tuple[str, ...]) -> Iterator[Draft]:
    """Yield the report of each message with text, and notes on what is left out with the first one.

    Raises:
        Unreadable: no message has text.
    """
    chat = _words(_first(page, "page_header"))
    left_out: Counter[str] = Counter()
    drafts: list[Draft] = []
    sender: str | None = None
    for message in _all(page, "message"):
        sender = _words(_own(message, "from_name")) or (sender if "joined" in (message.get("class") or "") else None)
        if "service" in (message.get("class") or "").split():
            left_out[SERVICE] += 1
        elif draft := _draft(message, name, sender or chat, left_out):
            drafts.append(draft)
    if not drafts:
        raise Unreadable("the export has no message with text")
    yield replace(drafts[0], notes=(*notes, *(f"{what}: {count}" for what, count in left_out.items())))
    yield from drafts[1:]


def _draft(message: HtmlElement, name: str, sender: str | None, left_out: Counter[str]) -> Draft | None:
    from lxml.html import tostring

    element = _first(message, "text")
    text = plain_text(element).strip() if element is not None else ""
    if not text:
        left_out[EMPTY] += 1
        return None
    number = re.sub(r"\D", "", message.get("id") or "")
    forwarded = _first(message, "forwarded")
    if forwarded is not None and (outlet := _outlet(forwarded)):
        left_out[FORWARDED] += 1
        sender = outlet
    return Draft(
        f"{name} message {number}", text, tostring(message, encoding="utf-8", with_tail=False), "telegram", metadata_date=_date(message),
        source=sender,
    )  # fmt: skip


def _outlet(forwarded: HtmlElement) -> str | None:
    """Return who wrote a forwarded message: the name without the date after it."""
    found = _first(forwarded, "from_name")
    return (" ".join((found.text or "").split()) or None) if found is not None else None


def _date(message: HtmlElement) -> PublicationDate:
    """Return the day of a message in UTC, or in the time of the exporting machine if the export is old and states only that."""
    element = _own(message, "date")
    match = _DATE.search(element.get("title") or "") if element is not None else None
    if not match:
        return UNDATED
    try:
        day, month, year, hour, minute, second = map(int, match.groups()[:6])
        when = dt.datetime(year, month, day, hour, minute, second)
        if match[7]:
            when -= (1 if match[7] == "+" else -1) * dt.timedelta(hours=int(match[8]), minutes=int(match[9]))
    except (ValueError, OverflowError):
        return UNDATED
    return PublicationDate(when.date(), "given")


def _all(parent: HtmlElement, name: str) -> Iterator[HtmlElement]:
    return (one for one in parent.iter("div", "span") if name in (one.get("class") or "").split())


def _first(parent: HtmlElement, name: str) -> HtmlElement | None:
    return next(_all(parent, name), None)


def _own(message: HtmlElement, name: str) -> HtmlElement | None:
    """Return an element of a message that does not belong to one which it forwards."""
    for one in _all(message, name):
        if not any("forwarded" in (above.get("class") or "").split() for above in one.iterancestors()):
            return one
    return None


def _words(element: HtmlElement | None) -> str | None:
    return " ".join("".join(element.itertext()).split())[:200] or None if element is not None else None
