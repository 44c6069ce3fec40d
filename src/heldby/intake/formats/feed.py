"""Read RSS and Atom feeds: one report for each entry, with the text that the feed itself contains."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from heldby.errors import Unreadable
from heldby.intake.characters import storable
from heldby.intake.dates.parse_date import Ambiguous, parse_date
from heldby.intake.dates.publication_date import UNDATED, PublicationDate
from heldby.intake.html.tree import text_of_html
from heldby.intake.item import Draft, Item
from heldby.intake.record_fields import MAX_ID_CHARS
from heldby.intake.results import Refused

MAX_ENTRIES = 5_000
_UNPAIRED_SURROGATE = re.compile(
    rb"&#(?:x0{0,5}d[89a-f][0-9a-f]{2}|0{0,5}5(?:529[6-9]|5[3-9]\d\d|6\d{3}|7[0-2]\d\d|73[0-3]\d|734[0-3]));", re.I
)
_ENTRY = re.compile(rb"<(item|entry)\b.*?</\1\s*>", re.S)


def read(item: Item) -> Iterator[Draft | Refused]:
    """Yield a report for each entry. Links in the feed are not followed.

    The original of a report is its element of the feed, or the whole feed if the elements cannot be separated.

    Raises:
        Unreadable: the feed is not valid or has no entries.
    """
    import feedparser

    data = item.data()
    # A character reference to half of a surrogate pair would stop the parser for the whole feed.
    feed: Any = feedparser.parse(_UNPAIRED_SURROGATE.sub(b"&#xfffd;", data), sanitize_html=True, resolve_relative_uris=False)
    if not feed.entries:
        raise Unreadable("the feed has no entries" if feed.get("version") else "it is not a valid RSS or Atom feed")
    elements = [match[0] for match in _ENTRY.finditer(data)]
    separable = len(elements) == len(feed.entries)
    for number, entry in enumerate(feed.entries[:MAX_ENTRIES]):
        original = elements[number] if separable else data
        yield _draft(entry, feed.feed, f"{item.name} entry {number + 1}", original, separable=separable)
    if len(feed.entries) > MAX_ENTRIES:
        yield Refused(item.name, f"only the first {MAX_ENTRIES} of its {len(feed.entries)} entries were read")


def _draft(entry: Any, feed: Any, name: str, original: bytes, *, separable: bool) -> Draft | Refused:
    """Return the draft of an entry. `separable` says whether `original` is the entry's own element or the whole feed."""
    title = storable(text_of_html(str(entry.get("title") or ""))[:500])
    text = _text(entry) or title  # an entry without text consists of its headline
    if not text:
        return Refused(name, "the entry has no text")
    link = storable(str(entry.get("link") or ""))
    entry_id = storable(str(entry.get("id") or "")) or link
    if entry_id and (":" not in entry_id or len(entry_id) > MAX_ID_CHARS):
        entry_id = link  # an id such as "17" is unique only within its feed
    if not separable and not entry_id:
        return Refused(name, "the entry has neither an id nor a link, so it cannot be distinguished from the others")
    source = storable(str((entry.get("source") or {}).get("title") or feed.get("title") or ""))
    return Draft(name, text, original, "feed", id=entry_id, title=title, metadata_date=_date(entry), source=source, url=link)


def _text(entry: Any) -> str | None:
    """Return the longest of an entry's contents and its summary, as plain text."""
    written = [content.get("value") or "" for content in entry.get("content") or ()] + [entry.get("summary") or ""]
    return storable(text_of_html(max(written, key=len))) if any(written) else None


def _date(entry: Any) -> PublicationDate:
    for field, doubt in (("published", None), ("updated", "it is when the entry was last changed")):
        try:
            day = parse_date(str(entry.get(field) or ""))
        except Ambiguous:
            day = None
        if day:
            return PublicationDate(day, "meta", doubt)
    return UNDATED
