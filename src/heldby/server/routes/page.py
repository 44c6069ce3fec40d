"""The app page: the built bundle of `report.html`, configured to load its data from the API."""

from __future__ import annotations

import gzip
import json
import re
from functools import lru_cache
from hashlib import blake2b
from typing import NamedTuple

from starlette.requests import Request
from starlette.responses import Response

from heldby.report.page import ESCAPES, MARK, load_template
from heldby.server.responses import NotModified, etag_for, precompressed_response
from heldby.server.routes.basemap import basemap_origin, basemap_source
from heldby.server.settings import ServerSettings

META = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')
API = "api/v1/"
PRELOAD = f'<link rel="preload" as="fetch" crossorigin href="{API}scene">'
"""Element that makes the browser request the scene while it still loads the script.

It is left out if a token is needed, because only the script can send the token.
"""


class BuiltPage(NamedTuple):
    """The page, plain and gzipped, with a digest of its content and its content security policy."""

    plain: bytes
    gzipped: bytes
    digest: str
    policy: str


def page_response(request: Request, settings: ServerSettings) -> Response:
    """Return the page with its content security policy.

    Raises:
        BundleMissingError: if the package was built without the page.
    """
    page = build_page(settings)
    headers = {"Content-Security-Policy": page.policy, "Cache-Control": "no-cache"}
    try:
        etag = etag_for(request, page.digest)
    except NotModified as error:
        # Browsers replace stored headers with those of a 304 response, so the response must contain the policy.
        return Response(status_code=304, headers={**headers, "ETag": error.etag})
    return precompressed_response(request, page.plain, page.gzipped, media="text/html", headers={**headers, "ETag": etag})


@lru_cache(maxsize=4)
def build_page(settings: ServerSettings) -> BuiltPage:
    """Build the page. It is cached, as compressing it takes longer than sending it.

    Raises:
        BundleMissingError: if the package was built without the page.
    """
    html = load_template()
    found = META.search(html)
    scripts = re.search(r"script-src [^;]*", found[1] if found else "")
    config = {"live": API, "token": settings.token is not None, "basemap": basemap_source(settings)}
    page = META.sub("" if settings.token else PRELOAD, html, count=1)
    plain = page.replace(MARK, MARK.replace("null", json.dumps(config).translate(ESCAPES))).encode()
    policy = content_security_policy(scripts[0] if scripts else "script-src 'none'", basemap_origin(settings))
    return BuiltPage(plain, gzip.compress(plain, 6), blake2b(plain, digest_size=12).hexdigest(), policy)


def content_security_policy(scripts: str, map_origin: str | None = None) -> str:
    """Return a policy that allows the built script only, and requests to this server and the origin of the base map only."""
    origin = f" {map_origin}" if map_origin else ""
    return "; ".join(
        (
            "default-src 'none'",
            scripts,
            "worker-src blob: data:",
            f"connect-src 'self' blob: data:{origin}",
            f"img-src data: blob:{origin}",
            "style-src 'unsafe-inline'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'",
        )
    )
