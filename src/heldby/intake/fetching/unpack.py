"""Unpack the body of a response with a bound on its size."""

from __future__ import annotations

import zlib

from heldby.errors import Unreadable
from heldby.intake.limits import megabytes

ACCEPTED = "gzip, deflate"
"""The value of the Accept-Encoding header."""
MAX_LAYERS = 2
"""Number of times that a body may be packed."""
STEP = 1 << 20


def unpack(body: bytes, encoding: str, limit: int) -> bytes:
    """Return the body of a response as it was before the server packed it.

    Args:
        body: the body as it was sent.
        encoding: the Content-Encoding header, or an empty text.
        limit: largest size of the result, in bytes.

    Raises:
        Unreadable: the body is broken, exceeds the limit, or is packed in a way that heldby did not ask for.
    """
    layers = [name.strip().lower() for name in encoding.split(",") if name.strip() and name.strip().lower() != "identity"]
    if len(layers) > MAX_LAYERS:
        raise Unreadable(f"the server packed the response {len(layers)} times")
    for name in reversed(layers):
        if name in ("gzip", "x-gzip"):
            body = _inflate(body, 16 + zlib.MAX_WBITS, limit)
        elif name == "deflate":
            # Some servers send the bare stream, without the zlib header that the standard asks for (RFC 9110, 8.4.1.2).
            bare = not body or body[0] & 0x0F != 8 or int.from_bytes(body[:2].ljust(2, b"\0")) % 31
            body = _inflate(body, -zlib.MAX_WBITS if bare else zlib.MAX_WBITS, limit)
        else:
            raise Unreadable(f"the server packed the response as {name[:40]}, which heldby did not ask for")
    return body


def _inflate(data: bytes, bits: int, limit: int) -> bytes:
    parts: list[bytes] = []
    size = 0
    while data:  # a gzip body can consist of several members
        stream = zlib.decompressobj(bits)
        while data and not stream.eof:
            try:
                part = stream.decompress(data, STEP)
            except zlib.error as error:
                raise Unreadable(f"the packed response is broken: {error}") from None
            parts.append(part)
            size += len(part)
            if size > limit:
                raise Unreadable(f"too large: it unpacks to more than the limit of {megabytes(limit)} for a download")
            data = stream.unconsumed_tail or (stream.unused_data if stream.eof else b"")
        if not stream.eof:
            parts.append(stream.flush())  # zlib can hold back the last few bytes
        if not stream.eof:
            raise Unreadable("the packed response is broken: its end is missing")
        if bits < 0 or not data.startswith(b"\x1f\x8b"):
            break  # what follows is padding
    return b"".join(parts)
