"""The app's page: the same built bundle as `report.html`, told to ask the API instead of carrying its data."""

from __future__ import annotations

import gzip
import json
import re
from functools import lru_cache
from hashlib import blake2b
from typing import NamedTuple

from starlette.requests import Request
from starlette.responses import Response

from heldby.report.page import ESCAPES, MARK, template
from heldby.server.responses import NotModified, tag, written
from heldby.server.routes.basemap import origin_of, told_basemap
from heldby.server.settings import Options

META = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')
API = "api/v1/"
EARLY = f'<link rel="preload" as="fetch" crossorigin href="{API}scene">'
"""Has the browser ask for the scene while it still reads the script; where a token is needed, only the script can bring it."""


class Made(NamedTuple):
    """The page as it stands and packed, a mark of what it says, and what it may do."""

    plain: bytes
    packed: bytes
    mark: str
    policy: str


def app_page(request: Request, options: Options) -> Response:
    """The page with its content security policy. Raises BundleMissingError if the package has none."""
    made = page_made(options)
    headers = {"Content-Security-Policy": made.policy, "Cache-Control": "no-cache"}
    try:
        etag = tag(request, made.mark)
    except NotModified as known:
        # A browser puts the headers of this answer in place of those that it kept: the page's own policy has to be among them.
        return Response(status_code=304, headers={**headers, "ETag": known.etag})
    return written(request, made.plain, made.packed, media="text/html", headers={**headers, "ETag": etag})


@lru_cache(maxsize=4)
def page_made(options: Options) -> Made:
    """The page, made once for a server: to pack it takes longer than to send it."""
    html = template()
    found = META.search(html)
    scripts = re.search(r"script-src [^;]*", found[1] if found else "")
    told = {"live": API, "token": options.token is not None, "basemap": told_basemap(options)}
    page = META.sub("" if options.token else EARLY, html, count=1)
    plain = page.replace(MARK, MARK.replace("null", json.dumps(told).translate(ESCAPES))).encode()
    allowed = policy(scripts[0] if scripts else "script-src 'none'", origin_of(options))
    return Made(plain, gzip.compress(plain, 6), blake2b(plain, digest_size=12).hexdigest(), allowed)


def policy(scripts: str, other: str | None = None) -> str:
    """Only the script that was built may run; only this server may be asked, and the `other` whose base map the user named."""
    more = f" {other}" if other else ""
    return "; ".join(
        (
            "default-src 'none'",
            scripts,
            "worker-src blob: data:",
            f"connect-src 'self' blob: data:{more}",
            f"img-src data: blob:{more}",
            "style-src 'unsafe-inline'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'",
        )
    )
