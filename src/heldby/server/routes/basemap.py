"""A base map of the user's own: a PMTiles file that this server gives out piece by piece, or a style on a server that the user names."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlsplit

from fastapi import APIRouter, Response
from starlette.responses import FileResponse

from heldby.errors import BadBasemap
from heldby.server.dependencies import State, unknown
from heldby.server.settings import Options

router = APIRouter()
MAGIC = b"PMTiles\x03"
"""What a PMTiles file of version 3 begins with."""

PLAIN = re.compile(r"([^@\s;,'\"]*@)?[A-Za-z0-9.\-\[\]:]+")
"""A host and port, and nothing that could say more in a content security policy."""




def read_basemap(text: str | None) -> Path | str | None:
    """A base map as the command line names it. Raises BadBasemap."""
    if text is None:
        return None
    if urlsplit(text).scheme in ("http", "https"):
        if not PLAIN.fullmatch(urlsplit(text).netloc):
            raise BadBasemap(f"{text} is no address of a style")
        if urlsplit(text).path.endswith(".pmtiles"):
            raise BadBasemap(f"{text}: fetch the PMTiles file and name it by its path; the address of a style may be given")
        return text
    path = Path(text)
    try:
        with path.open("rb") as file:
            begin = file.read(len(MAGIC))
    except OSError as error:
        raise BadBasemap(f"{path} cannot be read: {error.strerror or error}") from error
    if begin != MAGIC:
        raise BadBasemap(f"{path} is not a PMTiles file of version 3")
    return path.resolve()


def told_basemap(options: Options) -> dict[str, str] | None:
    """What the page is told of it."""
    if options.basemap is None:
        return None
    if isinstance(options.basemap, Path):
        return {"kind": "pmtiles", "url": "api/v1/basemap"}
    return {"kind": "style", "url": options.basemap}


def origin_of(options: Options) -> str | None:
    """The one other server that the page may ask, if the user named one."""
    if not isinstance(options.basemap, str):
        return None
    parts = urlsplit(options.basemap)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"


@router.get("/basemap", include_in_schema=False)
def basemap(state: State) -> Response:
    """The PMTiles file; browsers ask for ranges of it."""
    file = state.options.basemap
    if not isinstance(file, Path):
        raise unknown("base map")
    # Named as it stands, so that no layer packs a range of it.
    return FileResponse(file, media_type="application/octet-stream", headers={"Content-Encoding": "identity"})
