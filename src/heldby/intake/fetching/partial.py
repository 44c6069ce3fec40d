"""The part of a download that arrived before the connection broke. The next attempt asks only for the rest (RFC 9110, section 14)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from heldby.intake.fetching.exchange import Exchange

MIN_BYTES = 1_000
"""A shorter part is not worth asking for the rest."""
_RANGE = re.compile(r"bytes (\d{1,15})-(\d{1,15})/(\d{1,15}|\*)", re.I)


@dataclass(frozen=True, slots=True)
class Partial:
    """A broken-off response, and the ETag or date by which the server can tell whether the content is still the same."""

    exchange: Exchange
    validator: str

    def headers(self) -> dict[str, str]:
        """Return the headers that ask for the rest, or for everything if the content has changed."""
        return {"Range": f"bytes={len(self.exchange.body)}-", "If-Range": self.validator}

    def with_rest(self, rest: Exchange) -> Exchange | None:
        """Return the whole response, given that with the rest; None if the rest does not follow on what arrived before."""
        match = _RANGE.fullmatch((rest.header("content-range") or "").strip())
        whole = rest.header("etag") or rest.header("last-modified")
        if not match or int(match[1]) != len(self.exchange.body) or (whole is not None and whole != self.validator):
            return None
        return replace(self.exchange, body=self.exchange.body + rest.body)

    def grown(self, rest: Exchange) -> Partial | None:
        """Return the part with the bytes of a rest that was broken off, too; None as for `with_rest`."""
        grown = self.with_rest(rest)
        return replace(self, exchange=grown) if grown else None


def partial_of(exchange: Exchange | None) -> Partial | None:
    """Return what can be continued of a broken-off response; None if the server gives no sure sign that its content stays the same."""
    if exchange is None or exchange.status != 200 or len(exchange.body) < MIN_BYTES:
        return None
    if (exchange.header("accept-ranges") or "").strip().lower() == "none":
        return None
    etag = exchange.header("etag")
    validator = etag if etag and not etag.startswith("W/") else exchange.header("last-modified")
    return Partial(exchange, validator) if validator else None
