"""WARC: the pages and documents that a web archive holds."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import redirect_stderr
from typing import Any

from heldby.errors import Unreadable
from heldby.intake.fetch import SUFFIXES
from heldby.intake.item import Item, item_from_bytes
from heldby.intake.limits import megabytes
from heldby.intake.results import Refused

KINDS = {"response", "resource", "conversion"}


def read(item: Item) -> Iterator[Item | Refused]:
    """An item for each captured page or document; pictures, scripts, styles and failed captures are passed over.

    Raises Unreadable if the archive is broken; what stood before the break has been read.
    """
    from warcio.archiveiterator import ArchiveIterator

    read_any = False
    with item.open() as stream:
        try:
            records = ArchiveIterator(stream)
            while (record := _next(records)) is not None:
                found = _item(record, item)
                read_any = read_any or found is not None
                if found:
                    yield found
        except Unreadable:
            raise
        except Exception as error:  # warcio raises ArchiveLoadFailed, and whatever its parsing of a broken header runs into
            raise Unreadable(f"broken archive, of which the rest is not read ({type(error).__name__}: {str(error)[:100]})") from None
    if not read_any:
        raise Unreadable("the archive holds no page or document")


def _next(records: Iterator[Any]) -> Any:
    """The next record, None at the end. warcio writes its warnings straight to standard error; they are no business of the reader's."""
    with redirect_stderr(io.StringIO()):
        return next(records, None)


def _item(record: Any, item: Item) -> Item | Refused | None:
    """What a record holds, None if it is nothing to read."""
    url = record.rec_headers.get_header("WARC-Target-URI") or ""
    length = int(record.rec_headers.get_header("Content-Length") or 0)
    if length > item.limits.unpacked:
        raise Unreadable(f"one record says it has {megabytes(length)}; the rest is not read")
    item.budget.spend(length)
    if record.rec_type not in KINDS or (record.http_headers and record.http_headers.get_statuscode() != "200"):
        return None
    headers = record.http_headers or record.rec_headers
    media, _, more = (headers.get_header("Content-Type") or "").lower().partition(";")
    if not (suffix := {**SUFFIXES, "text/plain": ".txt"}.get(media.strip(), "")):
        return None
    name = f"{item.name} {url}".strip()
    data = record.content_stream().read(item.limits.page + 1)
    if len(data) > item.limits.page:
        return Refused(name, f"too large: more than the limit of {megabytes(item.limits.page)} for a page")
    if not data.strip():
        return None
    charset = more.partition("charset=")[2].strip(" \"';") or None
    return item_from_bytes(name, data, suffix=suffix, url=url or None, charset=charset, limits=item.limits)
