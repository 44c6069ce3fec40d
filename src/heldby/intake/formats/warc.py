"""Read WARC files: the pages and documents in a web archive."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import redirect_stderr
from typing import Any

from heldby.errors import Unreadable
from heldby.intake.fetching.media import SUFFIXES
from heldby.intake.item import Item, item_from_bytes
from heldby.intake.limits import megabytes
from heldby.intake.results import Refused

RECORD_TYPES = {"response", "resource", "conversion"}
"""Types of WARC records with captured content."""


def read(item: Item) -> Iterator[Item | Refused]:
    """Yield an item for each captured page or document. Pictures, scripts, styles and failed captures are skipped.

    Raises:
        Unreadable: the archive is broken, or has neither pages nor documents. Items before the broken part are yielded first.
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
        except Exception as error:  # warcio raises ArchiveLoadFailed, and many other errors on a broken header
            problem = f"{type(error).__name__}: {str(error)[:100]}"
            raise Unreadable(f"broken archive: only the part before the damage was read ({problem})") from None
    if not read_any:
        raise Unreadable("the archive has no pages or documents")


def _next(records: Iterator[Any]) -> Any:
    """Return the next record, or None at the end. Suppresses the warnings that warcio prints to standard error."""
    with redirect_stderr(io.StringIO()):
        return next(records, None)


def _item(record: Any, item: Item) -> Item | Refused | None:
    """Return the content of a record as an item, a refusal if it is too large, or None if it is not a page or document."""
    url = record.rec_headers.get_header("WARC-Target-URI") or ""
    length = int(record.rec_headers.get_header("Content-Length") or 0)
    if length > item.limits.unpacked:
        raise Unreadable(f"a record claims {megabytes(length)}, above the limit of {megabytes(item.limits.unpacked)}; the rest is not read")
    item.budget.spend(length)
    if record.rec_type not in RECORD_TYPES or (record.http_headers and record.http_headers.get_statuscode() != "200"):
        return None
    headers = record.http_headers or record.rec_headers
    media, _, parameters = (headers.get_header("Content-Type") or "").lower().partition(";")
    if not (suffix := {**SUFFIXES, "text/plain": ".txt"}.get(media.strip(), "")):
        return None
    name = f"{item.name} {url}".strip()
    data = record.content_stream().read(item.limits.page + 1)
    if len(data) > item.limits.page:
        return Refused(name, f"too large: a web page may have at most {megabytes(item.limits.page)}")
    if not data.strip():
        return None
    charset = parameters.partition("charset=")[2].strip(" \"';") or None
    return item_from_bytes(name, data, suffix=suffix, url=url or None, charset=charset, limits=item.limits)
