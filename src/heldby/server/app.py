"""The FastAPI application: the API under /api/v1 and the page that uses it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import JSONResponse, PlainTextResponse

from heldby.errors import AmbiguousPlace, BundleMissingError, DossierError, UnknownPlace, UnknownRecord
from heldby.reading.readers import ChosenReader
from heldby.server.ingest_queue import IngestQueue
from heldby.server.responses import NotModified, error_responses
from heldby.server.routes import (
    actors,
    audit,
    basemap,
    changes,
    claims,
    events,
    intake,
    map,
    ogc_features,
    places,
    reports,
    review,
    search,
    sources,
)  # fmt: skip
from heldby.server.routes.page import page_response
from heldby.server.schemas.wire_names import with_wire_names
from heldby.server.security import SecurityMiddleware
from heldby.server.settings import ServerSettings
from heldby.server.snapshot_cache import SnapshotCache
from heldby.server.state import ServerState
from heldby.server.subscribers import Subscribers
from heldby.store import Dossier
from heldby.version import __version__

PREFIX = "/api/v1"
ROUTERS = tuple(
    module.router
    for module in (
        ogc_features, map, places, claims, reports, events, actors, sources, search, review, audit, intake, changes, basemap,
    )
)  # fmt: skip
DESCRIPTION = """Who holds what, since when, and who says so.

Days are ISO 8601 dates, coordinates are WGS 84 degrees, and offsets are Unicode code points in the text of a report.
`p` and `confidence` are probabilities. Responses that depend only on the dossier have an ETag.
Request bodies are JSON or octet streams. There are no cookies."""


class App(FastAPI):
    """A FastAPI application whose OpenAPI document uses the published component names."""

    def openapi(self) -> dict[str, Any]:
        if not self.openapi_schema:
            self.openapi_schema = with_wire_names(super().openapi())
        return self.openapi_schema


def create_app(dossier: Dossier, settings: ServerSettings | None = None, reader: ChosenReader | None = None) -> FastAPI:
    """Return the application that serves an open dossier. The caller closes the dossier. `reader` reads the reports that are added."""
    settings = settings or ServerSettings()
    state = ServerState(dossier, settings, SnapshotCache(dossier), IngestQueue(dossier, Subscribers(), reader))

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        yield
        state.close()

    app = App(
        title="heldby", version=__version__, description=DESCRIPTION, openapi_url=f"{PREFIX}/openapi.json", docs_url=None, redoc_url=None,
        lifespan=lifespan, separate_input_output_schemas=False, generate_unique_id_function=lambda route: route.name,
    )  # fmt: skip
    app.state.server = state
    common_errors = error_responses(*((401,) if settings.token else ()), 421, *((503,) if settings.readers_token else ()))
    for router in ROUTERS:
        app.include_router(router, prefix=PREFIX, responses=common_errors)
    _add_page(app, settings)
    _add_error_handlers(app)
    app.add_middleware(GZipMiddleware, minimum_size=2_000, compresslevel=5)
    app.add_middleware(SecurityMiddleware, settings=settings)
    return app


def _add_page(app: FastAPI, settings: ServerSettings) -> None:
    """Serve the app page at the root."""

    @app.get("/", include_in_schema=False)
    def page(request: Request) -> Response:
        try:
            return page_response(request, settings)
        except BundleMissingError as error:
            return PlainTextResponse(f"{error}\n\nThe API is at {PREFIX}/", 503)


def _add_error_handlers(app: FastAPI) -> None:
    """Turn exceptions into responses that say what is wrong."""

    @app.exception_handler(NotModified)
    async def not_modified(_request: Request, error: NotModified) -> Response:
        return Response(status_code=304, headers={"ETag": error.etag})

    @app.exception_handler(DossierError)
    async def dossier_error(_request: Request, error: DossierError) -> Response:
        missing = isinstance(error, (UnknownRecord, UnknownPlace, AmbiguousPlace))
        return JSONResponse({"detail": str(error)}, 404 if missing else 409)

    @app.exception_handler(RequestValidationError)
    async def invalid(_request: Request, error: RequestValidationError) -> Response:
        # The rejected input is left out: it may hold values that JSON cannot represent.
        detail = [{"loc": [str(part) for part in one["loc"]], "msg": str(one["msg"]), "type": str(one["type"])} for one in error.errors()]
        return JSONResponse({"detail": detail}, 422)
