"""JSON responses with entity tags, and the error responses that the API documents."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from hashlib import blake2b
from typing import Any

from fastapi import Request, Response
from pydantic import BaseModel
from pydantic_core import PydanticSerializationError

from heldby.model.base import Record
from heldby.version import __version__

ESCAPES = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"})
"""Characters that HTML or older JavaScript could take for markup, escaped in JSON strings."""
SURROGATE = re.compile("[\ud800-\udfff]")


class Problem(Record):
    """The reason why a request was refused."""

    detail: str


class NotModified(Exception):
    """The client already has the current response; `etag` is its entity tag."""

    def __init__(self, etag: str) -> None:
        self.etag = etag


PROBLEM_CONTENT = {"application/json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
"""Content of every error response, including those of endpoints that otherwise answer with another media type."""

DESCRIPTIONS = {
    304: "Not modified since the entity tag in If-None-Match",
    400: "The request is malformed",
    401: "A valid token is required",
    403: "The request may not write, or it came from another site",
    404: "Not found in the dossier",
    409: "Not possible in the current state of the dossier",
    413: "The upload is too large",
    415: "Unsupported media type",
    421: "The server does not answer to this host name",
    503: "Temporarily unavailable: too many subscribers, or the redacted copy is being made",
}


def error_responses(*codes: int) -> dict[int | str, dict[str, Any]]:
    """Return the OpenAPI descriptions of the error responses with these status codes."""
    described = {code: {"description": DESCRIPTIONS[code]} for code in codes}
    return {
        code: {**response, "model": Problem, "content": PROBLEM_CONTENT} if code != 304 else dict(response)
        for code, response in described.items()
    }


def to_json(value: BaseModel | dict[str, Any] | list[Any], *, exclude_none: bool = False) -> str:
    """Return a value as JSON that is safe inside HTML. Lone surrogates, which UTF-8 cannot encode, become U+FFFD."""
    if isinstance(value, BaseModel):
        try:
            text = value.model_dump_json(exclude_none=exclude_none)
        except PydanticSerializationError:  # a lone surrogate
            text = json.dumps(value.model_dump(mode="json", exclude_none=exclude_none), ensure_ascii=False, separators=(",", ":"))
    else:
        text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return SURROGATE.sub("\ufffd", text.translate(ESCAPES))


def json_response(
    value: BaseModel | dict[str, Any] | list[Any], *, media: str = "application/json", status: int = 200, etag: str | None = None
) -> Response:
    """Return a JSON response, with its entity tag if there is one."""
    return Response(to_json(value).encode(), status, {"ETag": etag} if etag else None, media_type=media)


def precompressed_response(request: Request, plain: bytes, gzipped: bytes, *, media: str, headers: Mapping[str, str]) -> Response:
    """Return a response with the gzipped body if the client accepts that, otherwise with the plain body."""
    accepts = "gzip" in request.headers.get("accept-encoding", "")
    # The encoding is also stated for the plain body, so that the gzip middleware does not compress it.
    encoding = {**headers, "Vary": "Accept-Encoding", "Content-Encoding": "gzip" if accepts else "identity"}
    return Response(gzipped if accepts else plain, media_type=media, headers=encoding)


def etag_for(request: Request, version: str) -> str:
    """Return the entity tag of a response that depends only on its address and a version of the dossier.

    Raises:
        NotModified: if the client already has the response.
    """
    digest = blake2b(f"{__version__} {version} {request.url.path}?{request.url.query}".encode(), digest_size=12).hexdigest()
    etag = f'W/"{digest}"'
    cached = {one.strip().removeprefix("W/") for one in request.headers.get("if-none-match", "").split(",")}
    if etag.removeprefix("W/") in cached:
        raise NotModified(etag)
    return etag
