"""Access control and security headers, in one middleware around the whole application, so that no endpoint can omit them."""

from __future__ import annotations

import hmac
import ipaddress
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from heldby.base.loopback import is_loopback
from heldby.server.settings import ServerSettings

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
SIMPLE_MEDIA_TYPES = frozenset({"", "application/x-www-form-urlencoded", "multipart/form-data", "text/plain"})
"""Media types that a page of another site may send without a CORS preflight."""
FOREIGN_PAGE = "writes are accepted only from this server's own page"

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
"""Headers of every response. The app page sets its own content security policy."""


class SecurityMiddleware:
    """Middleware that rejects forged requests and those without a valid token.

    A request whose `Host` header names another host is rejected, because it may be a DNS rebinding attack. A write must have a media type
    that triggers a CORS preflight; if it has an `Origin` header, this must name the server itself. There are no cookies, so browsers attach
    no credentials by themselves.
    """

    def __init__(self, app: ASGIApp, settings: ServerSettings) -> None:
        self.app = app
        self.settings = settings
        own_names = {"localhost", "127.0.0.1", "::1", settings.host.strip("[]").lower()}
        self.host_names = own_names | {name.lower() for name in settings.allowed_hosts}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        rejection = self._rejection(scope)
        if rejection:
            status, reason = rejection
            headers = {"WWW-Authenticate": "Bearer"} if status == 401 else None
            await JSONResponse({"detail": reason}, status, headers)(scope, receive, with_security_headers(send))
            return
        await self.app(scope, receive, with_security_headers(send))

    def _rejection(self, scope: Scope) -> tuple[int, str] | None:
        """Return the status and reason of a rejection, or None if the request is allowed."""
        headers = Headers(scope=scope)
        if not self._answers_to(headers.get("host", "")):
            return 421, "this server does not answer to that host name. Allow it with: heldby serve --allow-host NAME"
        if scope["method"] not in SAFE_METHODS and (reason := _forgery(headers)):
            return 403, reason
        if self.settings.token and scope["path"].startswith("/api/") and not has_token(headers, self.settings.token):
            return 401, "a valid token is required. Send the header: Authorization: Bearer TOKEN"
        return None

    def _answers_to(self, host: str) -> bool:
        """Check whether the server answers to a `Host` header."""
        try:
            name = (urlsplit(f"//{host}").hostname or "").lower()
        except ValueError:
            return False
        any_address = self.settings.host in ("0.0.0.0", "::") and bool(self.settings.token)
        return name in self.host_names or (any_address and (is_ip_address(name) or is_loopback(name)))


def is_ip_address(name: str) -> bool:
    """Check whether a host name is an IP address, which DNS rebinding cannot forge."""
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _forgery(headers: Headers) -> str | None:
    """Return the reason why a page of another site could have forged a write, or None if it could not."""
    if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return FOREIGN_PAGE
    origin = headers.get("origin")
    if origin is not None and urlsplit(origin).netloc.lower() != headers.get("host", "").lower():
        return FOREIGN_PAGE
    media = headers.get("content-type", "").partition(";")[0].strip().lower()
    return "send writes as application/json or application/octet-stream" if media in SIMPLE_MEDIA_TYPES else None


def has_token(headers: Headers, token: str) -> bool:
    """Check whether a request carries a bearer token."""
    kind, _, sent = headers.get("authorization", "").partition(" ")
    return kind.lower() == "bearer" and hmac.compare_digest(sent.strip().encode(), token.encode())


def with_security_headers(send: Send) -> Send:
    """Return a `send` that adds the security headers to the response."""

    async def send_with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
            headers.setdefault("Cache-Control", "no-cache")
        await send(message)

    return send_with_headers
