"""RSS and Atom: one report an entry, with the text that the feed itself carries."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from heldby.errors import Unreadable
from heldby.intake.dates.parse import Ambiguous, parse_date
from heldby.intake.dates.publication_date import UNDATED, PublicationDate
from heldby.intake.html.tree import text_of_html
from heldby.intake.item import Draft, Item
from heldby.intake.record_fields import LONGEST_ID, clean
from heldby.intake.results import Refused

MOST_ENTRIES = 5_000
_HALF_PAIR = re.compile(rb"&#(?:x0{0,5}d[89a-f][0-9a-f]{2}|0{0,5}5(?:529[6-9]|5[3-9]\d\d|6\d{3}|7[0-2]\d\d|73[0-3]\d|734[0-3]));", re.I)
_ENTRY = re.compile(rb"<(item|entry)\b.*?</\1\s*>", re.S)


def read(item: Item) -> Iterator[Draft | Refused]:
    """A report for each entry; its original is its own element of the feed. Addresses in the feed are not followed."""
    import feedparser

    data = item.data()
    # Half a surrogate pair is no character, and stops the parser for the whole feed.
    feed: Any = feedparser.parse(_HALF_PAIR.sub(b"&#xfffd;", data), sanitize_html=True, resolve_relative_uris=False)
    if not feed.entries:
        raise Unreadable("the feed has no entries" if feed.get("version") else "it is no RSS or Atom feed that can be read")
    pieces = [match[0] for match in _ENTRY.finditer(data)]
    for number, entry in enumerate(feed.entries[:MOST_ENTRIES]):
        original = pieces[number] if len(pieces) == len(feed.entries) else data
        yield _draft(entry, feed.feed, f"{item.name} entry {number + 1}", original, own=len(pieces) == len(feed.entries))
    if len(feed.entries) > MOST_ENTRIES:
        yield Refused(item.name, f"only the first {MOST_ENTRIES} of its {len(feed.entries)} entries were read")


def _draft(entry: Any, feed: Any, name: str, original: bytes, *, own: bool) -> Draft | Refused:
    title = clean(text_of_html(str(entry.get("title") or ""))[:500])
    # Without a text the headline is all the feed tells; it is then the text.
    text = _text(entry) or title
    if not text:
        return Refused(name, "the entry has no text")
    link = clean(str(entry.get("link") or ""))
    given = clean(str(entry.get("id") or "")) or link
    if given and (":" not in given or len(given) > LONGEST_ID):
        given = link  # ids such as "17" are unique in one feed only
    if not own and not given:
        return Refused(name, "the entry has neither an id nor an address, and cannot be told from the others")
    source = clean(str((entry.get("source") or {}).get("title") or feed.get("title") or ""))
    return Draft(name, text, original, "feed", id=given, title=title, dated=_dated(entry), source=source, url=link)


def _text(entry: Any) -> str | None:
    """The longest of what the entry carries, as plain text."""
    written = [content.get("value") or "" for content in entry.get("content") or ()] + [entry.get("summary") or ""]
    return clean(text_of_html(max(written, key=len))) if any(written) else None


def _dated(entry: Any) -> PublicationDate:
    for field, doubt in (("published", None), ("updated", "it is when the entry was last changed")):
        try:
            day = parse_date(str(entry.get(field) or ""))
        except Ambiguous:
            day = None
        if day:
            return PublicationDate(day, "meta", doubt)
    return UNDATED
