"""Routes of intake: uploaded files, pasted texts, addresses, and the jobs that read them."""

from __future__ import annotations

import datetime as dt
import ipaddress
import json
import socket
from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import APIRouter, HTTPException, Query, Request, Response

from heldby.intake import IntakeResult, Refused
from heldby.intake.fetching.fetcher import Fetcher
from heldby.intake.inputs import read_with
from heldby.intake.item import item_from_bytes
from heldby.intake.read_item import read_item
from heldby.server.dependencies import State, not_found
from heldby.server.ingest_queue import OpenInputs, QueueFull
from heldby.server.responses import error_responses, json_response
from heldby.server.schemas.intake import IngestJob, IngestJobs, PastedText
from heldby.server.state import ServerState
from heldby.store.captures import FOLDER, Captures

router = APIRouter(tags=["bring in"])
FileName = Annotated[str, Query(min_length=1, max_length=300, description="Name of the file. Its extension determines the format.")]
BODY = {"requestBody": {"required": True, "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}}}


@router.post(
    "/intake", name="paste", summary="Read a text or an address", status_code=202, response_model=IngestJob,
    responses=error_responses(400, 403, 409),
)  # fmt: skip
def ingest_text(given: PastedText, state: State) -> Response:
    """Read a pasted text, or fetch and read an address. Returns a job. Its progress is sent on `/stream` and returned by `/jobs/{id}`."""
    if given.text is not None and given.text.strip():
        return _submit(state, given.title or "pasted text", lambda: _pasted_inputs(given))
    if given.url is None:
        raise HTTPException(400, "`text` or `url` is required")
    url = given.url.strip()
    if not url.lower().startswith(("http://", "https://")):
        raise HTTPException(400, "`url` must begin with http:// or https://")
    if state.settings.shared and not is_public(url):
        raise HTTPException(400, "a shared server fetches public addresses only")
    fetcher = Fetcher(captures=Captures(state.dossier.folder / FOLDER))
    return _submit(state, url, lambda: read_with(fetcher, [url]))


@router.post(
    "/intake/files", name="upload", summary="Read a file", status_code=202, response_model=IngestJob,
    responses=error_responses(400, 403, 409, 413), openapi_extra=BODY,
)  # fmt: skip
async def upload_file(request: Request, state: State, name: FileName) -> Response:
    """Read the file that is sent as the request body (application/octet-stream). Returns a job, as `/intake` does."""
    parts, size = [], 0
    async for part in request.stream():
        size += len(part)
        if size > state.settings.max_upload:
            raise HTTPException(413, f"the file is too large. The limit is {state.settings.max_upload // 1_000_000} MB")
        parts.append(part)
    if not size:
        raise HTTPException(400, "the file is empty")
    data, plain = b"".join(parts), base_name(name)
    return _submit(state, plain, lambda: read_item(item_from_bytes(plain, data), dt.date.today()))


@router.get("/jobs", summary="List ingest jobs", response_model=IngestJobs)
def jobs(state: State) -> Response:
    """Return the most recent ingest jobs since the server started, at most 50, newest first."""
    return json_response(IngestJobs(jobs=tuple(state.ingest_queue.jobs())))


@router.get("/jobs/{id}", summary="Get an ingest job", response_model=IngestJob, responses=error_responses(404))
def job(id: str, state: State) -> Response:
    """Return an ingest job with its progress."""
    found = state.ingest_queue.job(id)
    if found is None:
        raise not_found(f"job {id}")
    return json_response(found)


def _submit(state: ServerState, name: str, open_inputs: OpenInputs) -> Response:
    """Add a job and return it.

    Raises:
        HTTPException: with status 409 if too many jobs are waiting.
    """
    try:
        return json_response(state.ingest_queue.submit(name, open_inputs), status=202)
    except QueueFull:
        raise HTTPException(409, "too many jobs are waiting. Try again when some are done") from None


def _pasted_inputs(given: PastedText) -> Iterable[IntakeResult]:
    """Yield the report of a pasted text. The original that is kept is one line of JSON Lines with the fields of the request."""
    fields = given.model_dump(mode="json", exclude_none=True)
    line = json.dumps(fields, ensure_ascii=True, sort_keys=True).encode()
    for one in read_item(item_from_bytes("pasted.jsonl", line), dt.date.today()):
        yield Refused("pasted text", one.reason) if isinstance(one, Refused) else one


def base_name(name: str) -> str:
    """Return a file name without its folders, which may be separated by slashes or backslashes."""
    return PurePosixPath(name.replace("\\", "/")).name or "file"


def is_public(url: str) -> bool:
    """Check whether all addresses of a URL's host are public, so that a shared server gives no access to its own network."""
    try:
        found = socket.getaddrinfo(urlsplit(url).hostname, None)
        return bool(found) and all(ipaddress.ip_address(str(one[4][0])).is_global for one in found)
    except (OSError, ValueError, UnicodeError):
        return False
