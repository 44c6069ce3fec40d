"""Routing of requests to the owner's application or to the readers' redacted copy, by the token they carry."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from heldby.server.public_copy import PublicCopy
from heldby.server.security import SAFE_METHODS, has_token, with_security_headers
from heldby.server.settings import ServerSettings


class AudienceRouter:
    """An ASGI application that answers requests with the readers' token from the redacted copy, and all others from the owner's."""

    def __init__(self, owner: ASGIApp, public_copy: PublicCopy, settings: ServerSettings) -> None:
        self.owner = owner
        self.public_copy = public_copy
        self.readers_token = settings.readers_token or ""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.owner(scope, receive, self._closing(send))
        elif self._is_reader(scope):
            await self._answer_reader(scope, receive, send)
        else:
            await self.owner(scope, receive, send)

    def _is_reader(self, scope: Scope) -> bool:
        return scope["type"] == "http" and scope["path"].startswith("/api/") and has_token(Headers(scope=scope), self.readers_token)

    async def _answer_reader(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["method"] not in SAFE_METHODS:
            await _problem(403, "readers cannot change the dossier")(scope, receive, with_security_headers(send))
            return
        app = await run_in_threadpool(self.public_copy.app)
        if app is None:
            response = _problem(503, "the redacted copy is being made. Try again in a few seconds", {"Retry-After": "5"})
            await response(scope, receive, with_security_headers(send))
            return
        await app(scope, receive, send)

    def _closing(self, send: Send) -> Send:
        """Return a `send` that deletes the copies before it confirms the shutdown, because the process may end right after that."""

        async def send_after_closing(message: Message) -> None:
            if message["type"] == "lifespan.shutdown.complete":
                await run_in_threadpool(self.public_copy.close)
            await send(message)

        return send_after_closing


def _problem(status: int, detail: str, headers: dict[str, str] | None = None) -> JSONResponse:
    """Return an error response in the format of the API."""
    return JSONResponse({"detail": detail}, status, headers)
