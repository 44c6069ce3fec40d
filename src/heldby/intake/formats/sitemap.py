"""Read sitemaps: the addresses of a site's pages. A sitemap for news also gives titles and dates (sitemaps.org; Google news sitemaps)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from heldby.errors import Unreadable
from heldby.intake.characters import storable
from heldby.intake.dates.parse_date import Ambiguous, parse_date
from heldby.intake.dates.publication_date import UNDATED, PublicationDate
from heldby.intake.item import Draft, Item, Link
from heldby.intake.results import Refused
from heldby.intake.safe_xml import local_name, parse_xml

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_ADDRESSES = 50_000
"""Greatest number of addresses that a sitemap may have (sitemaps.org, protocol)."""
MAX_URL_CHARS = 2_048


def read(item: Item) -> Iterator[Link | Refused]:
    """Yield a link for each address, and a refusal for each entry without one.

    Raises:
        Unreadable: the sitemap is broken or has no addresses.
    """
    root = parse_xml(item.data(), "sitemap")
    is_index = local_name(root) == "sitemapindex"
    entries = [element for element in root if local_name(element) in ("url", "sitemap")]
    if not entries:
        raise Unreadable("the sitemap has no addresses")
    for number, entry in enumerate(entries[:MAX_ADDRESSES], 1):
        name = f"{item.name} entry {number}"
        url = _value(entry, "loc") or ""
        if not url.lower().startswith(("http://", "https://")) or len(url) > MAX_URL_CHARS:
            yield Refused(name, "it has no address of a page")
            continue
        changed = _day(_value(entry, "lastmod"))
        yield Link(
            name, url, date=_published(entry), changed=str(changed.day) if changed.day else None, is_list=is_index,
            headline=None if is_index else _headline(entry, name, url),
        )  # fmt: skip
    if len(entries) > MAX_ADDRESSES:
        yield Refused(item.name, f"only the first {MAX_ADDRESSES:,} of its {len(entries):,} addresses were read")


def _headline(entry: _Element, name: str, url: str) -> Draft | None:
    """Return a report with the title that a sitemap for news gives; None if it gives none."""
    from lxml import etree

    title = storable((_value(entry, "title") or "")[:500])
    if not title:
        return None
    original: bytes = etree.tostring(entry, encoding="utf-8", with_tail=False)
    outlet, language = _value(entry, "name"), _value(entry, "language")
    return Draft(
        name, title, original, "sitemap", title=title, metadata_date=_published(entry), source=outlet, url=url, language=language
    )  # fmt: skip


def _published(entry: _Element) -> PublicationDate:
    return _day(_value(entry, "publication_date"))


def _day(written: str | None) -> PublicationDate:
    try:
        day = parse_date(written or "")
    except Ambiguous:
        return UNDATED
    return PublicationDate(day, "meta") if day else UNDATED


def _value(entry: _Element, name: str) -> str | None:
    """Return the text of an element of an entry for a page. What is said about its pictures and videos does not count."""
    for element in entry.iter(f"{{*}}{name}", name):
        if not any(local_name(one) in ("image", "video") for one in element.iterancestors()):
            return " ".join((element.text or "").split()) or None
    return None
