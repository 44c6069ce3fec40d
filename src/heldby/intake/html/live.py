"""Split live pages: pages on which entries with a time follow one another, each of which is a report with its own date."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from heldby.intake.characters import storable
from heldby.intake.dates.parse_date import DAY, MONTHS, Ambiguous, date_of_match, make_date, parse_date
from heldby.intake.html.regions import is_aside, is_mostly_links
from heldby.intake.html.tree import brief, plain_text, text_of_html

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MIN_ENTRIES = 3
"""Least number of entries of a live page that does not say that it is one. A page that says so may have two."""
MIN_ENTRY_CHARS = 15
"""Least number of characters of an entry, without its time."""
MIN_WHOLE_CHARS = 40
"""Least number of characters of a heading or paragraph that is a whole entry. A shorter one is only the head of what follows it."""
_BOXES = {"div", "li", "article", "section", "tr"}
MAX_STAMP_CHARS = 60
MAX_ENTRIES = 2_000
MAX_JSON_CHARS = 5_000_000
_STAMP_TAGS = ("time", "h2", "h3", "h4", "h5", "strong", "b", "span", "p", "div", "small", "abbr")
_CLOCK = re.compile(r"\b\d{1,2}[:.h]\d\d(?:\s?[ap]\.?m\b\.?|\b)|\b\d{1,2}\s?[ap]\.?m\b", re.I)
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_SHORT_DAY = re.compile(rf"\b(?:(?P<d1>\d{{1,2}})\s(?P<m1>{_MONTH})|(?P<m2>{_MONTH})\.?\s(?P<d2>\d{{1,2}}))\b", re.I)
_LIVE_TYPE = re.compile(r'"@type"\s*:\s*\[?\s*"LiveBlogPosting"')
_LIVE_MARKS = re.compile(r"\blive-?(?:blog|updates?|feed|page|coverage|ticker)\b|\bminute by minute\b|^\s*live\b", re.I)


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a live page. `dated_by_page` says that the entry states only a time of day, so that its day is that of the page."""

    text: str
    title: str | None
    day: dt.date | None
    dated_by_page: bool
    original: bytes


@dataclass(frozen=True, slots=True)
class _Stamp:
    element: HtmlElement
    day: dt.date | None
    has_clock: bool


def says_live(page: HtmlElement) -> bool:
    """Check whether a page says that it is a live page. Call this function before scripts are removed."""
    if any(_LIVE_TYPE.search((script.text or "")[:500_000]) for script in page.iter("script")):
        return True
    heads = [*page.iter("title"), *page.iter("h1")]
    body = page.find("body")
    return any(_LIVE_MARKS.search(brief(head)) for head in heads[:3]) or bool(
        body is not None and _LIVE_MARKS.search((body.get("class") or "").replace("_", "-"))
    )


def take_entries(page: HtmlElement, published: dt.date | None, *, live: bool) -> list[Entry]:
    """Remove the entries of a live page from it and return them; an empty list if the page is none.

    Args:
        page: the tree of the page. It is changed only if entries are found.
        published: the day of the page, which dates entries that state only a time of day.
        live: whether the page says that it is a live page.
    """
    stamps = _stamps(page, published)
    best: list[tuple[_Stamp, list[HtmlElement]]] = []
    for children in _by_parent(stamps).values():
        entries = [(stamp, parts) for stamp, parts in _segments(children) if _is_entry(stamp, parts)]
        if (len(entries), _length(entries)) > (len(best), _length(best)):
            best = entries
    if len(best) < (2 if live else MIN_ENTRIES) or not (live or _are_times_of_entries([stamp for stamp, _ in best])):
        return []
    if 2 * _length(best) < len(plain_text(page)):  # a list beside the text of the page, such as that of its other pages
        return []
    return [_entry(stamp, parts, published) for stamp, parts in best[:MAX_ENTRIES]]


def _are_times_of_entries(stamps: list[_Stamp]) -> bool:
    """Check whether times tell when something was published. Dates without a time of day may be the headings of a chronicle."""
    if all(stamp.has_clock for stamp in stamps):
        return True
    return all(stamp.element.tag == "time" for stamp in stamps) and len({stamp.day for stamp in stamps}) > 1


def linked_entries(page: HtmlElement) -> list[Entry]:
    """Return the entries of a live page that its JSON-LD metadata contain. Call this function before scripts are removed."""
    found: list[Entry] = []
    for script in page.iter("script"):
        written = (script.text or "")[:MAX_JSON_CHARS]
        if not _LIVE_TYPE.search(written):
            continue
        try:
            value: Any = json.loads(written)
        except (ValueError, RecursionError):
            continue
        graph = value.get("@graph", [value]) if isinstance(value, dict) else value
        updates = [one for node in graph if isinstance(node, dict) for one in _list(node.get("liveBlogUpdate"))]
        found += [entry for update in updates if isinstance(update, dict) and (entry := _linked_entry(update))]
    return found[:MAX_ENTRIES]


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _linked_entry(update: dict[str, Any]) -> Entry | None:
    text = storable(text_of_html(str(update.get("articleBody") or "")))
    if not text:
        return None
    title = storable(str(update.get("headline") or "")[:500])
    original = json.dumps(update, ensure_ascii=False, sort_keys=True).encode("utf-8", errors="replace")
    return Entry(text, title, _day(str(update.get("datePublished") or ""), None), False, original)


def _length(entries: list[tuple[_Stamp, list[HtmlElement]]]) -> int:
    return sum(len(brief(part, 5_000)) for _, parts in entries for part in parts)


def _stamps(page: HtmlElement, published: dt.date | None) -> list[_Stamp]:
    """Return the times that a page shows, in order, without those in menus, comments and running text."""
    found: list[_Stamp] = []
    seen: set[HtmlElement] = set()
    day: dt.date | None = None
    for element in page.iter(*_STAMP_TAGS):
        if len(found) >= 2 * MAX_ENTRIES:
            break
        words = brief(element, MAX_STAMP_CHARS + 1)
        written = element.get("datetime") or element.get("data-time") or _dotted(element.get("title") or "")
        if len(words) > MAX_STAMP_CHARS or not (words or written) or any(above in seen for above in element.iterancestors()):
            continue
        stated, clock = _day(written, None) or _day(words, published), bool(_CLOCK.search(f"{written.replace('T', ' ')} {words}"))
        if not (stated or clock) or not (written or _only_time(words)) or is_aside(element):
            continue
        seen.add(element)
        day = stated or day
        found.append(_Stamp(element, stated or day, clock))
    return found


def _dotted(written: str) -> str:
    """Return the day of an attribute such as "03.11.2017 18:00:00", as exports of chats write it, with its time; else an empty text."""
    match = re.match(r"(\d\d)\.(\d\d)\.(\d{4})\b(.{0,20})", written)
    return f"{match[3]}-{match[2]}-{match[1]}{match[4]}" if match else ""


def _only_time(words: str) -> bool:
    """Check whether a short text has nothing beside a date, a time of day, a time zone and words such as "updated at"."""
    rest = _CLOCK.sub(" ", _SHORT_DAY.sub(" ", re.sub(DAY, " ", words)))
    rest = re.sub(r"\b(?:[A-Z]{2,5}|on|at|posted|published|updated|local time|local|time|ago|today|[A-Z][a-z]{2,8}day)\b", " ", rest)
    return not re.search(r"[^\W\d_]{2,}", rest)


def _day(written: str, published: dt.date | None) -> dt.date | None:
    """Return the day in a written time. A day without a year has the year of the page."""
    if match := re.search(DAY, written):
        return date_of_match(match)
    try:
        if day := parse_date(written):
            return day
    except Ambiguous:
        return None
    match = _SHORT_DAY.search(written) if published else None
    if match is None or published is None:
        return None
    month = MONTHS[(match["m1"] or match["m2"]).lower()]
    return make_date(published.year, month, match["d1"] or match["d2"])


def _by_parent(stamps: list[_Stamp]) -> dict[HtmlElement, dict[HtmlElement, _Stamp]]:
    """Return, for each element with several children that hold a time, these children with the first time in each.

    One of these elements is the list of the entries. An entry may hold more times, such as that of its last change.
    """
    groups: dict[HtmlElement, dict[HtmlElement, _Stamp]] = {}
    for stamp in stamps:
        child = stamp.element
        for parent in stamp.element.iterancestors():
            groups.setdefault(parent, {}).setdefault(child, stamp)
            child = parent
    return {parent: children for parent, children in groups.items() if len(children) > 1}


def _segments(children: dict[HtmlElement, _Stamp]) -> Iterator[tuple[_Stamp, list[HtmlElement]]]:
    """Yield each time with the parts of its entry: the child of the list that holds it and, if this is only a head, what follows it."""
    for child, stamp in children.items():
        parts = [child]
        if len(brief(child, 500)) - len(brief(stamp.element)) < (MIN_ENTRY_CHARS if child.tag in _BOXES else MIN_WHOLE_CHARS):
            for sibling in child.itersiblings():
                if sibling in children:
                    break
                parts.append(sibling)
        yield stamp, parts


def _is_entry(stamp: _Stamp, parts: list[HtmlElement]) -> bool:
    length = sum(len(brief(part, 500)) for part in parts) - len(brief(stamp.element))
    return length >= MIN_ENTRY_CHARS and not all(is_mostly_links(part) for part in parts) and not is_aside(parts[0])


def _entry(stamp: _Stamp, parts: list[HtmlElement], published: dt.date | None) -> Entry:
    """Return an entry and remove it from the page."""
    from lxml.html import Element, tostring

    original = b"".join(tostring(part, encoding="utf-8", with_tail=False) for part in parts)
    box = Element("div")
    for part in parts:
        tail, part.tail = part.tail, None
        box.append(part)
        if tail and tail.strip():
            part.tail = tail
    if stamp.element.getparent() is not None:
        stamp.element.drop_tree()
    heads = [words for head in box.iter("h2", "h3", "h4", "h5") if (words := brief(head))]
    day = stamp.day or published
    return Entry(plain_text(box).lstrip(" \n-–—:|·•"), heads[0] if heads else None, day, stamp.day is None and day is not None, original)
