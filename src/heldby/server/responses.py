"""Answers: JSON in which no text can be taken for anything but text, with a tag by which a browser knows that nothing changed."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from hashlib import blake2b
from typing import Any

from fastapi import Request, Response
from pydantic import BaseModel
from pydantic_core import PydanticSerializationError

from heldby import __version__
from heldby.model.base import Record

ESCAPES = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"})
SURROGATE = re.compile("[\ud800-\udfff]")


class Problem(Record):
    """Why a request was refused."""

    detail: str


class NotModified(Exception):
    """What the browser has is still so."""

    def __init__(self, etag: str) -> None:
        self.etag = etag


def problems(*codes: int) -> dict[int | str, dict[str, Any]]:
    """The refusals that an endpoint's documentation names."""
    told = {code: {"description": REASONS[code]} for code in codes}
    return {code: {**one, "model": Problem, "content": AS_JSON} if code != 304 else dict(one) for code, one in told.items()}


AS_JSON = {"application/json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
"""Refusals are JSON, also where what was asked for would be something else."""


REASONS = {
    304: "Nothing changed since the tag in If-None-Match",
    400: "The request cannot be understood",
    401: "A token is needed and was not given",
    403: "A write that did not come from this server's own page",
    404: "There is no such thing in the dossier",
    409: "It cannot be done as things stand",
    413: "More than the server takes at once",
    415: "A media type that is not taken",
    421: "Asked for under a name that is not this server's",
    503: "Not now: too many are listening, or what readers may see is being put together",
}


def text_of(value: BaseModel | dict[str, Any] | list[Any], *, bare: bool = False) -> str:
    """A value as JSON, if `bare` without fields that are null; what a report says stays text wherever the JSON may be put."""
    if isinstance(value, BaseModel):
        try:
            text = value.model_dump_json(exclude_none=bare)
        except PydanticSerializationError:  # a lone surrogate, which cannot be UTF-8
            text = json.dumps(value.model_dump(mode="json", exclude_none=bare), ensure_ascii=False, separators=(",", ":"))
    else:
        text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return SURROGATE.sub("\ufffd", text.translate(ESCAPES))


def reply(
    value: BaseModel | dict[str, Any] | list[Any], *, media: str = "application/json", status: int = 200, etag: str | None = None
) -> Response:
    """An answer with its tag."""
    return Response(text_of(value).encode(), status, {"ETag": etag} if etag else None, media_type=media)


def written(request: Request, plain: bytes, packed: bytes, *, media: str, headers: Mapping[str, str]) -> Response:
    """An answer that is kept both as it stands and packed, as the browser takes it."""
    takes = "gzip" in request.headers.get("accept-encoding", "")
    # Named also where it stands as it is, so that no layer packs it again.
    named = {**headers, "Vary": "Accept-Encoding", "Content-Encoding": "gzip" if takes else "identity"}
    return Response(packed if takes else plain, media_type=media, headers=named)


def tag(request: Request, state: str) -> str:
    """The tag of an answer that depends on nothing but its address and the dossier's state. Raises NotModified if the browser has it."""
    digest = blake2b(f"{__version__} {state} {request.url.path}?{request.url.query}".encode(), digest_size=12).hexdigest()
    etag = f'W/"{digest}"'
    known = {one.strip().removeprefix("W/") for one in request.headers.get("if-none-match", "").split(",")}
    if etag.removeprefix("W/") in known:
        raise NotModified(etag)
    return etag
