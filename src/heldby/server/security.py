"""Who may ask, and what every answer carries: one layer around the whole application, so that no endpoint can forget it."""

from __future__ import annotations

import hmac
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from heldby.server.settings import Options, is_loopback

READING = frozenset({"GET", "HEAD", "OPTIONS"})
SIMPLE = frozenset({"", "application/x-www-form-urlencoded", "multipart/form-data", "text/plain"})
"""Media types that any page on the web may send here without the browser asking first."""

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
"""On every answer; the app's page brings its own content security policy."""


class Guard:
    """Refuses what a browser might be tricked into, and what has no token where one is needed.

    A name that is not ours in `Host` is a page that rebinds its own name to this address. A write must be of a media type that browsers
    do not send unasked, and come from this origin if it says where from. There are no cookies, so nothing is sent along by itself.
    """

    def __init__(self, app: ASGIApp, options: Options) -> None:
        self.app = app
        self.options = options
        self.names = {"localhost", "127.0.0.1", "::1", options.host.strip("[]").lower(), *(name.lower() for name in options.hosts)}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        refusal = self._refusal(scope)
        if refusal:
            status, reason = refusal
            headers = {"WWW-Authenticate": "Bearer"} if status == 401 else None
            await JSONResponse({"detail": reason}, status, headers)(scope, receive, with_security_headers(send))
            return
        await self.app(scope, receive, with_security_headers(send))

    def _refusal(self, scope: Scope) -> tuple[int, str] | None:
        headers = Headers(scope=scope)
        if not self._is_ours(headers.get("host", "")):
            return 421, "this server does not answer to that name; start it with --allow-host NAME if it should"
        if scope["method"] not in READING and (reason := _cross_site(headers)):
            return 403, reason
        if self.options.token and scope["path"].startswith("/api/") and not has_token(headers, self.options.token):
            return 401, "a token is needed: Authorization: Bearer TOKEN"
        return None

    def _is_ours(self, host: str) -> bool:
        try:
            name = (urlsplit(f"//{host}").hostname or "").lower()
        except ValueError:
            return False
        everywhere = self.options.host in ("0.0.0.0", "::") and bool(self.options.token)
        return name in self.names or (everywhere and (is_address(name) or is_loopback(name)))


def is_address(name: str) -> bool:
    """Whether a name is an IP address, which no page can rebind."""
    import ipaddress

    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _cross_site(headers: Headers) -> str | None:
    """Why a write is refused; None if it may go on."""
    if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return "writes are taken from this server's own page only"
    origin = headers.get("origin")
    if origin is not None and urlsplit(origin).netloc.lower() != headers.get("host", "").lower():
        return "writes are taken from this server's own page only"
    media = headers.get("content-type", "").partition(";")[0].strip().lower()
    return "send writes as application/json or application/octet-stream" if media in SIMPLE else None


def has_token(headers: Headers, token: str) -> bool:
    """Whether a request comes with a token."""
    kind, _, given = headers.get("authorization", "").partition(" ")
    return kind.lower() == "bearer" and hmac.compare_digest(given.strip().encode(), token.encode())


def with_security_headers(send: Send) -> Send:
    """A sender that puts the headers of every answer before it."""

    async def dress(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
            headers.setdefault("Cache-Control", "no-cache")
        await send(message)

    return dress
