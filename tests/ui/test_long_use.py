"""Hours of use in a few rounds: what was looked at and left is let go by the browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest
from served import serving  # type: ignore[import-not-found]

from heldby.store import Dossier

if TYPE_CHECKING:
    from playwright.sync_api import Browser, CDPSession, Page

VIEWS = ("Timeline", "Review")
ROUNDS = 3
STRAY = 40
"""Nodes by which a browser's count may differ; a map that is kept has hundreds."""


def go_round(page: Page) -> None:
    """A place is chosen and its sentence read, the map moved, two views looked at."""
    page.locator("#panel button[data-row]").first.click()
    page.locator("article.claim .link").first.click()
    page.locator("dialog mark").first.wait_for()
    page.keyboard.press("Escape")
    page.locator("dialog").wait_for(state="detached")
    page.get_by_role("button", name="Zoom in").click()
    for view in VIEWS:
        page.get_by_role("link", name=view, exact=True).click()
        page.locator("main.page h2").first.wait_for()
        page.get_by_role("link", name="Map", exact=True).click()
        page.locator("[data-bounds*=' ']").wait_for(timeout=90_000)


def nodes(client: CDPSession) -> int:
    """How many nodes the browser holds, in the page or out of it, once it has swept."""
    client.send("HeapProfiler.collectGarbage")
    told = client.send("Performance.getMetrics")["metrics"]
    return int(next(one["value"] for one in told if one["name"] == "Nodes"))


@pytest.fixture
def address(record: Dossier) -> Iterator[str]:
    with serving(record) as found:
        yield found


def test_what_was_left_is_not_kept(browser: Browser, address: str, visit: Callable[..., Page]) -> None:
    page = visit(browser, address)
    client = page.context.new_cdp_session(page)
    client.send("Performance.enable")
    # Twice first: the browser makes some things when they are needed for the first time.
    go_round(page)
    go_round(page)
    before = nodes(client)
    for _ in range(ROUNDS):
        go_round(page)
    assert nodes(client) - before < STRAY
