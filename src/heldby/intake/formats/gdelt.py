"""Read lists of articles from the GDELT DOC 2.0 API (`mode=artlist`) as JSON or CSV: the address, title and time of each article."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from heldby.errors import Unreadable
from heldby.intake.characters import storable
from heldby.intake.dates.parse_date import Ambiguous, parse_date
from heldby.intake.dates.publication_date import UNDATED, PublicationDate
from heldby.intake.item import Draft, Link
from heldby.intake.record_fields import domain_of

CSV_COLUMNS = ["url", "mobileurl", "date", "title"]
"""The header of a list as CSV, in lower case."""
SEEN = "it is when GDELT found the article"


def is_list(value: object) -> bool:
    """Check whether a JSON value is a list of articles from GDELT."""
    articles = value.get("articles") if isinstance(value, dict) else None
    return isinstance(articles, list) and any(isinstance(one, dict) and "seendate" in one and "url" in one for one in articles[:5])


def link_of(record: Mapping[str, Any], name: str, original: bytes) -> Link:
    """Return the link of an article, with a report of its title.

    Raises:
        Unreadable: the record has no address or no title.
    """
    url, title = str(record.get("url") or ""), storable(" ".join(str(record.get("title") or "").split())[:500])
    if not url.lower().startswith(("http://", "https://")):
        raise Unreadable("it has no address")
    if not title:
        raise Unreadable("it has no title")
    date = _seen(str(record.get("seendate") or record.get("date") or ""))
    language = record.get("language")
    draft = Draft(
        name, title, original, "gdelt", title=title, metadata_date=date, source=str(record.get("domain") or "") or domain_of(url), url=url,
        language=language if isinstance(language, str) else None,
    )  # fmt: skip
    return Link(name, url, date=date, headline=draft)


def _seen(written: str) -> PublicationDate:
    """Return the day on which GDELT found an article, such as 20171103T180000Z. The article may be older, so it comes with a doubt."""
    try:
        day: dt.date | None = parse_date(written)
    except Ambiguous:
        day = None
    return PublicationDate(day, "meta", SEEN) if day else UNDATED
