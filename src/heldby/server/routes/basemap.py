"""The user's base map: a PMTiles file that this server serves in ranges, or the address of a style on another server."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlsplit

from fastapi import APIRouter, Response
from starlette.responses import FileResponse

from heldby.errors import BadBasemap
from heldby.server.dependencies import State, not_found
from heldby.server.settings import ServerSettings

router = APIRouter()
MAGIC = b"PMTiles\x03"
"""The first bytes of a PMTiles file of version 3."""

HOST = re.compile(r"([^@\s;,'\"]*@)?[A-Za-z0-9.\-\[\]:]+")
"""A host with an optional port and user, without characters that have a meaning in a content security policy."""


def parse_basemap(text: str | None) -> Path | str | None:
    """Parse the `--basemap` option: a path or an address.

    Raises:
        BadBasemap: if it is neither a PMTiles file nor the address of a style.
    """
    if text is None:
        return None
    if urlsplit(text).scheme in ("http", "https"):
        if not HOST.fullmatch(urlsplit(text).netloc):
            raise BadBasemap(f"{text} is not a valid address of a map style")
        if urlsplit(text).path.endswith(".pmtiles"):
            raise BadBasemap(f"{text} is a PMTiles file. Download it and pass its path; an address must be that of a map style")
        return text
    path = Path(text)
    try:
        with path.open("rb") as file:
            start = file.read(len(MAGIC))
    except OSError as error:
        raise BadBasemap(f"{path} cannot be read: {error.strerror or error}") from error
    if start != MAGIC:
        raise BadBasemap(f"{path} is not a PMTiles file of version 3")
    return path.resolve()


def basemap_source(settings: ServerSettings) -> dict[str, str] | None:
    """Return the base map in the form that the page's configuration needs, or None for the built-in outlines."""
    if settings.basemap is None:
        return None
    if isinstance(settings.basemap, Path):
        return {"kind": "pmtiles", "url": "api/v1/basemap"}
    return {"kind": "style", "url": settings.basemap}


def basemap_origin(settings: ServerSettings) -> str | None:
    """Return the origin of the base map's server, or None if no other server is used."""
    if not isinstance(settings.basemap, str):
        return None
    parts = urlsplit(settings.basemap)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"


@router.get("/basemap", include_in_schema=False)
def basemap(state: State) -> Response:
    """Return the PMTiles file, or a range of it."""
    file = state.settings.basemap
    if not isinstance(file, Path):
        raise not_found("base map")
    # An encoding is stated, so that the gzip middleware does not compress a range of the file.
    return FileResponse(file, media_type="application/octet-stream", headers={"Content-Encoding": "identity"})
