"""Bringing in: dropped files, pasted text, an address."""

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

from heldby.intake import Intake, Refused, read_paths
from heldby.intake.item import item_of_bytes
from heldby.intake.read_item import read_item
from heldby.server.dependencies import ServerState, State, unknown
from heldby.server.ingest_queue import Full, Open
from heldby.server.responses import problems, reply
from heldby.server.schemas.intake import Job, Jobs, Pasted

router = APIRouter(tags=["bring in"])
FileName = Annotated[str, Query(min_length=1, max_length=300, description="The file's name, whose ending tells its format.")]
BODY = {"requestBody": {"required": True, "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}}}


@router.post("/intake", status_code=202, response_model=Job, responses=problems(400, 403, 409))
def paste(given: Pasted, state: State) -> Response:
    """Read in a pasted text, or what lies at an address. The answer is a job: its progress comes over the stream or from `jobs`."""
    if given.text is not None and given.text.strip():
        return queued(state, given.title or "pasted text", lambda: pasted(given))
    if given.url is None:
        raise HTTPException(400, "a text or an address is needed")
    url = given.url.strip()
    if not url.lower().startswith(("http://", "https://")):
        raise HTTPException(400, "an address begins with http:// or https://")
    if state.options.shared and not is_public(url):
        raise HTTPException(400, "a shared server fetches public addresses only")
    return queued(state, url, lambda: read_paths([url]))


@router.post("/intake/files", status_code=202, response_model=Job, responses=problems(400, 403, 409, 413), openapi_extra=BODY)
async def upload(
    request: Request, state: State, name: FileName,
) -> Response:  # fmt: skip
    """Read in one file, sent as the body of the request (application/octet-stream)."""
    parts, size = [], 0
    async for part in request.stream():
        size += len(part)
        if size > state.options.most_upload:
            raise HTTPException(413, f"too large: the limit for a file is {state.options.most_upload // 1_000_000} MB")
        parts.append(part)
    if not size:
        raise HTTPException(400, "the file is empty")
    data, plain = b"".join(parts), base_name(name)
    return queued(state, plain, lambda: read_item(item_of_bytes(plain, data), dt.date.today()))


@router.get("/jobs", response_model=Jobs)
def jobs(state: State) -> Response:
    """What is being read in, and what was since the server was started."""
    return reply(Jobs(jobs=tuple(state.desk.jobs())))


@router.get("/jobs/{id}", response_model=Job, responses=problems(404))
def job(id: str, state: State) -> Response:
    """How one job goes."""
    found = state.desk.job(id)
    if found is None:
        raise unknown(f"job {id}")
    return reply(found)


def queued(state: ServerState, name: str, open: Open) -> Response:
    """Put it in line. Raises 409 if too much waits."""
    try:
        return reply(state.desk.take(name, open), status=202)
    except Full:
        raise HTTPException(409, "much is waiting to be read already; try again when it is done") from None


def pasted(given: Pasted) -> Iterable[Intake]:
    """A pasted text as the line of JSONL that says what is known of it; those bytes are the original that is kept."""
    fields = given.model_dump(mode="json", exclude_none=True)
    line = json.dumps(fields, ensure_ascii=True, sort_keys=True).encode()
    for one in read_item(item_of_bytes("pasted.jsonl", line), dt.date.today()):
        yield Refused("pasted text", one.reason) if isinstance(one, Refused) else one


def base_name(name: str) -> str:
    """A file's name without folders, whichever way its slashes lean."""
    return PurePosixPath(name.replace("\\", "/")).name or "file"


def is_public(url: str) -> bool:
    """Whether every address that a URL's host has is one of the public network's: a shared server is no way into its own."""
    try:
        found = socket.getaddrinfo(urlsplit(url).hostname, None)
        return bool(found) and all(ipaddress.ip_address(str(one[4][0])).is_global for one in found)
    except (OSError, ValueError, UnicodeError):
        return False
