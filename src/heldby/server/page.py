"""The app's page: the same built bundle as `report.html`, told to ask the API instead of carrying its data."""

from __future__ import annotations

import json
import re

from starlette.responses import HTMLResponse, Response

from heldby.report.page import ESCAPES, MARK, template
from heldby.server.basemap import origin_of, told_basemap
from heldby.server.options import Options

META = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')
API = "api/v1/"


def app_page(options: Options) -> Response:
    """The page with its content security policy. Raises BundleMissingError if the package has none."""
    html = template()
    found = META.search(html)
    scripts = re.search(r"script-src [^;]*", found[1] if found else "")
    told = {"live": API, "token": options.token is not None, "basemap": told_basemap(options)}
    page = META.sub("", html, count=1).replace(MARK, MARK.replace("null", json.dumps(told).translate(ESCAPES)))
    allowed = policy(scripts[0] if scripts else "script-src 'none'", origin_of(options))
    return HTMLResponse(page, headers={"Content-Security-Policy": allowed, "Cache-Control": "no-cache"})


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
