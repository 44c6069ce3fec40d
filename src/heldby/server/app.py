"""The application: the API under /api/v1 and the page that uses it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import JSONResponse, PlainTextResponse

from heldby import __version__
from heldby.report import BundleMissingError
from heldby.server.dependencies import ServerState
from heldby.server.ingest_queue import IngestQueue, Subscribers
from heldby.server.responses import NotModified, problems
from heldby.server.routes import audit, basemap, changes, intake, map, ogc_features, places, review
from heldby.server.routes.page import app_page
from heldby.server.security import Guard
from heldby.server.settings import Options
from heldby.server.snapshots import Pictures
from heldby.store import Dossier, DossierError, UnknownRecord
from heldby.views import AmbiguousPlace, UnknownPlace

PREFIX = "/api/v1"
ROUTERS = (ogc_features.router, map.router, places.router, review.router, audit.router, intake.router, changes.router, basemap.router)


def create_app(dossier: Dossier, options: Options | None = None) -> FastAPI:
    """The app over an open dossier, which the caller closes."""
    options = options or Options()
    desk = IngestQueue(dossier, Subscribers())
    held = ServerState(dossier, options, Pictures(dossier), desk)

    @asynccontextmanager
    async def life(_app: FastAPI) -> AsyncIterator[None]:
        yield
        held.close()

    app = FastAPI(
        title="heldby", version=__version__, description=DESCRIPTION, openapi_url=f"{PREFIX}/openapi.json", docs_url=None, redoc_url=None,
        lifespan=life, separate_input_output_schemas=False, generate_unique_id_function=lambda route: route.name,
    )  # fmt: skip
    app.state.held = held
    refusals = problems(*((401,) if options.token else ()), 421, *((503,) if options.readers else ()))
    for router in ROUTERS:
        app.include_router(router, prefix=PREFIX, responses=refusals)
    add_page(app, options)
    add_refusals(app)
    app.add_middleware(GZipMiddleware, minimum_size=2_000, compresslevel=5)
    app.add_middleware(Guard, options=options)
    return app


DESCRIPTION = """Who holds what, since when, and who says so.

Days are ISO dates, coordinates WGS 84 degrees, offsets Unicode code points of a report's text, `p` and `confidence`
probabilities. Every answer that only depends on the dossier has an ETag. Writes are JSON or octet streams; nothing here uses cookies."""


def add_page(app: FastAPI, options: Options) -> None:
    """The page at the root."""

    @app.get("/", include_in_schema=False)
    def page(request: Request) -> Response:
        try:
            return app_page(request, options)
        except BundleMissingError as error:
            return PlainTextResponse(f"{error}\n\nThe API is at {PREFIX}/", 503)


def add_refusals(app: FastAPI) -> None:
    """How errors that a person can see and mend are told."""

    @app.exception_handler(NotModified)
    async def unchanged(_request: Request, known: NotModified) -> Response:
        return Response(status_code=304, headers={"ETag": known.etag})

    @app.exception_handler(DossierError)
    async def refused(_request: Request, error: DossierError) -> Response:
        missing = isinstance(error, (UnknownRecord, UnknownPlace, AmbiguousPlace))
        return JSONResponse({"detail": str(error)}, 404 if missing else 409)

    @app.exception_handler(RequestValidationError)
    async def invalid(_request: Request, error: RequestValidationError) -> Response:
        # What was sent is not sent back: it may hold what JSON cannot.
        told = [{"loc": [str(part) for part in one["loc"]], "msg": str(one["msg"]), "type": str(one["type"])} for one in error.errors()]
        return JSONResponse({"detail": told}, 422)
