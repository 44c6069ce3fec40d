"""Alerts by webhook: one HTTP POST with JSON for each alert.

The header `Idempotency-Key` is the id of the alert. If a connection breaks before the answer, the server may have the alert
or not. heldby then sends it again with the same key, so that the server can tell (draft-ietf-httpapi-idempotency-key-header).
"""

from __future__ import annotations

import asyncio
import json
from urllib.parse import urlsplit

import httpx

from heldby.alerts.alert import Alert
from heldby.alerts.channels.endpoint import NotDelivered, endpoint_id
from heldby.alerts.text import NOTICE
from heldby.version import __version__

SECONDS = 30.0
"""Longest time for one alert, from the first byte sent to the last header received."""
ONE_ALERT = range(400, 500)
"""Status codes that refuse one alert. The others mean that the server itself fails."""
WHOLE_SERVER = frozenset({401, 403, 404, 405, 407, 408, 410, 425, 429})
"""Codes among these that every alert would get."""


class Webhook:
    """Sends alerts to one address."""

    leaves_machine = True

    def __init__(self, url: str, token: str | None = None, *, seconds: float = SECONDS) -> None:
        self.id, self.name = endpoint_id("webhook", url), f"webhook {urlsplit(url).hostname}"
        self._url, self._seconds = url, seconds
        self._headers = {"User-Agent": f"heldby/{__version__}", "Content-Type": "application/json; charset=utf-8"}
        if token:
            self._headers["Authorization"] = f"Bearer {token}"

    def send(self, alert: Alert) -> None:
        """Send an alert. Any answer from 200 to 299 confirms it. Redirects are not followed, since they could lead to another server."""
        try:
            status, target = asyncio.run(self._post(alert))
        except TimeoutError:
            raise NotDelivered(f"no answer within {self._seconds:g} seconds", stop=True) from None
        except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError) as error:
            raise NotDelivered(str(error) or type(error).__name__, stop=True) from error
        if 300 <= status < 400:
            raise NotDelivered(f"the server redirects to {target or 'nowhere'}; put the new address in the rule file", stop=True)
        if not 200 <= status < 300:
            raise NotDelivered(f"the server answered {status}", stop=status not in ONE_ALERT or status in WHOLE_SERVER)

    async def _post(self, alert: Alert) -> tuple[int, str | None]:
        body = json.dumps({"version": 1, "notice": NOTICE, **alert.model_dump(mode="json")}, ensure_ascii=False).encode()
        headers = {**self._headers, "Idempotency-Key": alert.id}
        async with (
            asyncio.timeout(self._seconds),
            httpx.AsyncClient(timeout=None, follow_redirects=False) as client,
            client.stream("POST", self._url, content=body, headers=headers) as response,
        ):
            # The answer counts when its headers are complete: its body, which may be endless, is not read.
            location = response.headers.get("location")
            return response.status_code, location[:200] if location and location.isprintable() else None
