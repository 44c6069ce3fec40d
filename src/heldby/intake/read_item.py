"""Reading one item: telling its format, running its reader, and turning every failure into a refusal with a reason."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

from heldby.errors import Unreadable
from heldby.intake.formats.registry import format_of
from heldby.intake.item import Draft, Item
from heldby.intake.limits import Budget, megabytes
from heldby.intake.report_builder import build_report
from heldby.intake.results import IntakeResult, Refused

PACKAGES = {"pypdf": "pypdf", "docx": "python-docx", "warcio": "warcio", "feedparser": "feedparser"}
"""Import names of what the extra `documents` brings, with the names of their packages."""


def read_item(item: Item, today: dt.date) -> Iterator[IntakeResult]:
    """The reports in an item and in what it holds. Never raises for its content."""
    try:
        yield from _read(item, today)
    except Unreadable as reason:
        yield Refused(item.name, str(reason))
    except ImportError as missing:
        package = PACKAGES.get((missing.name or "").partition(".")[0])
        if package is None:
            raise
        yield Refused(item.name, f"it needs {package}, which is not installed: pip install 'heldby[documents]'")
    except OSError as error:
        yield Refused(item.name, error.strerror or str(error) or "it cannot be opened")
    except Exception as error:  # libraries under the readers raise anything on hostile files: the rest must go on
        yield Refused(item.name, f"it could not be read ({type(error).__name__}: {str(error)[:200]})")


def _read(item: Item, today: dt.date) -> Iterator[IntakeResult]:
    if item.depth > item.limits.depth:
        raise Unreadable(f"archives lie more than {item.limits.depth} deep in one another")
    if item.size == 0:
        raise Unreadable("empty")
    if item.depth == 0:
        item = replace(item, budget=Budget(item.limits.unpacked))
    kind = format_of(item, item.head())
    if not kind.streams and item.size is not None and item.size > item.limits.file:
        raise Unreadable(f"too large: {megabytes(item.size)}, and the limit for a file is {megabytes(item.limits.file)}")
    for found in kind.read(item):
        if isinstance(found, Refused):
            yield found
        elif isinstance(found, Draft):
            yield build_report(found, found.name, today)
        else:
            yield from read_item(replace(found, depth=item.depth + 1, budget=item.budget), today)
