"""Write the requests and responses of a download as a WARC file, and read the last response back (WARC 1.1, ISO 28500:2017)."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from heldby.intake.fetching.exchange import Exchange
from heldby.intake.fetching.options import AGENT

if TYPE_CHECKING:
    from warcio.recordloader import ArcWarcRecord
    from warcio.warcwriter import WARCWriter

NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
"""The profile of a record which says that the server answered 304."""


def warc_of(exchanges: Sequence[Exchange], before: Exchange | None = None) -> bytes:
    """Return a compressed WARC file with the request and response of each exchange, in order.

    Args:
        exchanges: the redirects and the last response.
        before: the earlier download to which a last response with the status 304 refers.
    """
    from warcio.warcwriter import WARCWriter

    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True, warc_version="1.1")
    writer.write_record(writer.create_warcinfo_record("", {"software": AGENT, "format": "WARC File Format 1.1"}))
    for exchange in exchanges:
        response = _response(writer, exchange, before)
        writer.write_request_response_pair(_request(writer, exchange), response)
    return out.getvalue()


def _response(writer: WARCWriter, exchange: Exchange, before: Exchange | None) -> ArcWarcRecord:
    from warcio.statusandheaders import StatusAndHeaders

    headers = {"WARC-Date": stamp(exchange.when), "WARC-Payload-Digest": f"sha256:{hashlib.sha256(exchange.body).hexdigest()}"}
    kind = "response"
    if exchange.status == 304 and before is not None:
        kind = "revisit"
        headers |= {
            "WARC-Profile": NOT_MODIFIED, "WARC-Refers-To-Target-URI": before.url, "WARC-Refers-To-Date": stamp(before.when),
            "WARC-Payload-Digest": f"sha256:{hashlib.sha256(before.body).hexdigest()}",
        }  # fmt: skip
    status = StatusAndHeaders(f"{exchange.status} {exchange.reason}".strip(), list(exchange.headers), protocol="HTTP/1.1")
    return writer.create_warc_record(
        exchange.url, kind, payload=io.BytesIO(exchange.body), length=len(exchange.body), warc_headers_dict=headers, http_headers=status
    )


def _request(writer: WARCWriter, exchange: Exchange) -> ArcWarcRecord:
    from warcio.statusandheaders import StatusAndHeaders

    parts = urlsplit(exchange.url)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    status = StatusAndHeaders(f"GET {target} HTTP/1.1", list(exchange.sent), is_http_request=True)
    return writer.create_warc_record(exchange.url, "request", warc_headers_dict={"WARC-Date": stamp(exchange.when)}, http_headers=status)


def last_response(warc: bytes) -> Exchange | None:
    """Return the last response with content in a WARC file that `warc_of` made; None if there is none or the file is broken."""
    from warcio.archiveiterator import ArchiveIterator

    found: Exchange | None = None
    try:
        for record in ArchiveIterator(io.BytesIO(warc)):
            if record.rec_type == "response" and record.http_headers.get_statuscode() == "200":
                found = _exchange(record)
    except Exception:  # warcio raises many errors on a broken file, and the page can be downloaded again
        return None
    return found


def _exchange(record: Any) -> Exchange:
    when = dt.datetime.fromisoformat(record.rec_headers.get_header("WARC-Date"))
    url = record.rec_headers.get_header("WARC-Target-URI")
    return Exchange(url, (), 200, "OK", tuple(record.http_headers.headers), record.raw_stream.read(), when)


def stamp(when: dt.datetime) -> str:
    """Return a time in UTC as WARC files write it, such as 2017-11-03T09:00:00Z."""
    return when.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
