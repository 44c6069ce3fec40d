"""Read one item: detect its format, read it, and turn every failure into a refusal with a reason."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

from heldby.errors import Unreadable
from heldby.intake.follow import Follower, Links
from heldby.intake.formats.registry import detect_format
from heldby.intake.item import Draft, Item, Link
from heldby.intake.limits import Budget, too_large
from heldby.intake.report_builder import build_report
from heldby.intake.results import Accepted, IntakeResult, Refused

OPTIONAL_PACKAGES = {
    "pypdf": "pypdf", "docx": "python-docx", "warcio": "warcio", "feedparser": "feedparser", "openpyxl": "openpyxl",
    "striprtf": "striprtf",
}  # fmt: skip
"""Packages of the extra `documents`: the name under which Python imports each, and the name under which pip installs it."""
TABLE_PACKAGES = {"pyarrow": "pyarrow"}
"""Packages of the extra `tables`."""


def read_item(item: Item, today: dt.date, follower: Follower | None = None) -> Iterator[IntakeResult]:
    """Yield the reports in an item and in everything inside it, and a refusal for each part that cannot be read.

    Content never raises an error, however broken it is. `follower` downloads the pages that lists name; without it, none is downloaded.
    """
    try:
        yield from _with_notes(item.notes, _read(item, today, follower))
    except Unreadable as reason:
        yield Refused(item.name, str(reason))
    except ImportError as missing:
        module = (missing.name or "").partition(".")[0]
        package = OPTIONAL_PACKAGES.get(module) or TABLE_PACKAGES.get(module)
        if package is None:
            raise
        extra = "tables" if module in TABLE_PACKAGES else "documents"
        yield Refused(item.name, f"reading it needs {package}, which is not installed; run: pip install 'heldby[{extra}]'")
    except OSError as error:
        yield Refused(item.name, error.strerror or str(error) or "it cannot be opened")
    except Exception as error:  # parsing libraries raise anything on hostile files, and the other inputs must still be read
        yield Refused(item.name, f"it could not be read ({type(error).__name__}: {str(error)[:200]})")


def _read(item: Item, today: dt.date, follower: Follower | None) -> Iterator[IntakeResult]:
    if item.depth > item.limits.depth:
        raise Unreadable(f"it is nested in more than {item.limits.depth} archives; unpack the outer ones first")
    if item.size == 0:
        raise Unreadable("it is empty")
    if item.depth == 0:
        item = replace(item, budget=Budget(item.limits.unpacked))
    kind = detect_format(item, item.head())
    if not kind.streams and item.size is not None and item.size > item.limits.file:
        raise too_large(item.size, item.limits.file)
    links = Links(item.name, follower)
    for found in kind.read(item):
        if isinstance(found, Refused):
            yield found
        elif isinstance(found, Draft):
            yield build_report(found, found.name, today)
        elif isinstance(found, Link):
            yield from _linked(found, links, item, today)
        else:
            yield from read_item(replace(found, depth=item.depth + 1, mapping=item.mapping, budget=item.budget), today, follower)
    yield from links.left_out()


def _linked(link: Link, links: Links, item: Item, today: dt.date) -> Iterator[IntakeResult]:
    """Yield the reports of a page that a list names or, if it is not downloaded, that with the words of the list."""
    page = links.page(link, item.limits)
    if isinstance(page, Item):
        for one in read_item(replace(page, depth=item.depth + 1, mapping=item.mapping, budget=item.budget), today, links.follower):
            yield links.dated(one, link) if isinstance(one, Accepted) and one.report.path == page.name else one
        return
    if page is not None:
        yield page
    if link.headline is not None:
        yield build_report(link.headline, link.headline.name, today)


def _with_notes(notes: tuple[str, ...], results: Iterator[IntakeResult]) -> Iterator[IntakeResult]:
    """Yield results, and add notes to the first report."""
    for one in results:
        if notes and isinstance(one, Accepted):
            yield replace(one, notes=(*notes, *one.notes))
            notes = ()
        else:
            yield one
